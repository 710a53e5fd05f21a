"""The whole way of a long-term plan: two people write it, a municipality and a citizen are heard and answered, the
forum adopts it, the next year asks for its themes, and a theme has its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from fordel.hearing.models import Hearing
from fordel.hearing.tasks import turn
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.services.lead_meeting import open_item
from fordel.meetings.services.plan_meeting import call_meeting, plan_meeting
from fordel.parties.models import Organisation, Person
from fordel.plan.models import Plan
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.programme.models import Round
from fordel.reports.drafting.services.drafts import begin_draft
from fordel.reports.selectors.draft_facts import form_of
from fordel.shared.clock import today
from tests.browser.conftest import Visitor
from tests.browser.plans import TEXT, write_chapters
from tests.hearing.hearings import code_to, later
from tests.meetings.conftest import plan_for, start
from tests.plan.conftest import add, open_year
from tests.support.seats import seat_for

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
MAIL: Final = "kari@example.org"
SAID: Final = "Kapittelet bør si mer om små kommuner."


def test_from_the_first_word_to_the_page_of_a_theme(
    nordland: Round, visitor_as: Visit, person_as: Callable[..., Person]
) -> None:
    person = person_as("case_officer")
    plan = start_plan(nordland.office, PlanFacts("Neste plan", ("kollektiv",), 2027, 2030, "nb"), person)
    add(plan, person, "lek", "Lek", goals={"nb": "Alle leker.", "nn": "Alle leikar."})
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    officer, colleague = visitor_as("case_officer"), visitor_as("case_officer", width=390)
    owner, citizen = visitor_as("owner", organisation=hamaroy), visitor_as(None, width=390)

    write_chapters((officer, colleague), plan)
    hearing = _open_hearing(officer, plan)
    here = f"/nordland/horing/{hearing.pk}/"
    _answer_as_municipality(owner, here)
    own = _answer_as_citizen(citizen)
    with later(days=31):
        turn(0)
        _answer_all(officer, here)
        citizen.page.goto(own)
        expect(citizen.page.get_by_text("Vi har endret det.").first).to_be_visible()
        reader = visitor_as(None).goto(here)
        reader.get_by_text("1 innspill til «Partnerskap», med svar").click()
        expect(reader.get_by_text("Kommunen vil ha nettverk.")).to_be_visible()
        expect(reader.get_by_text("Kari Nordmann")).to_have_count(0)
        _adopt(colleague, visitor_as, plan, nordland, person, person_as)
        _ask_for_the_themes(officer, nordland, hamaroy, visitor_as, person_as)


def _open_hearing(visitor: Visitor, plan: Plan) -> Hearing:
    """The officer puts the plan to a hearing, and asks a union."""
    visitor.goto(f"/nordland/plan/{plan.pk}/")
    page = visitor.follow("Send planen på høring")
    page.get_by_label("Første dag").fill(today().isoformat())
    page.get_by_label("Siste dag for innspill").fill((today() + timedelta(days=30)).isoformat())
    page.get_by_label("Minn på dem som ikke har svart").fill((today() + timedelta(days=20)).isoformat())
    page.get_by_label("Ja, sammen med svarene").check()
    page.get_by_label("Kontaktopplysninger om privatpersoner slettes").fill((today() + timedelta(days=400)).isoformat())
    visitor.press("Åpne høringen")
    page = visitor.follow("Velg hvem dere spør")
    page.get_by_label("Legg til andre med e-post").fill("Utdanningsforbundet, post@union.example")
    visitor.press("Legg til og spør")
    expect(page.get_by_text("0 av 1 har svart. De andre får en påminnelse")).to_be_visible()
    return Hearing.objects.get(plan=plan)


def _answer_as_municipality(owner: Visitor, here: str) -> None:
    owner.goto(here)
    owner.follow("Gi innspill til «Partnerskap»")
    owner.page.get_by_label("Innspillet ditt").fill("Kommunen vil ha nettverk.")
    owner.press("Fortsett")
    owner.press("Send innspillet")
    expect(owner.page.get_by_text("Innspillet ditt er mottatt.")).to_be_visible()


def _answer_as_citizen(citizen: Visitor) -> str:
    """The address of the input: two points, a file, and a code by mail."""
    citizen.goto("/nordland/plan/")
    citizen.follow("Neste plan, 2027–2030")
    citizen.follow("Gi innspill")
    page = citizen.page
    page.get_by_label("Innspillet ditt").fill(SAID)
    page.get_by_label("Navnet ditt").fill("Kari Nordmann")
    page.get_by_label("E-posten din").fill(MAIL)
    citizen.press("Fortsett")
    page.get_by_text("Skriv om et annet kapittel").click()
    page.get_by_label("Hva gjelder det?").select_option("goal")
    page.get_by_label("Innspillet ditt").fill("Målet er godt.")
    citizen.press("Legg til punktet")
    page.locator("#file").set_input_files({"name": "notat.txt", "mimeType": "text/plain", "buffer": b"Et notat"})
    citizen.press("Legg til vedlegget")
    page.get_by_label("Koden fra e-posten").fill(code_to(MAIL))
    citizen.press("Send innspillet")
    expect(page.get_by_text("Innspillet ditt er mottatt.")).to_be_visible()
    return page.url


def _answer_all(officer: Visitor, here: str) -> None:
    """Each answer leads to the next point, and the last back to the work, where the answers are sent."""
    page = officer.goto(f"{here}arbeid/")
    page.get_by_role("link", name="Svar Hamarøy kommune").click()
    for _point in range(3):
        officer.check()
        page.get_by_label("Tatt inn", exact=True).check()
        page.get_by_label("Svar", exact=True).fill("Vi har endret det.")
        officer.press("Lagre svaret")
    expect(page.get_by_text("Alle punktene har svar.")).to_be_visible()
    officer.take_step("Send svarene")


def _adopt(officer: Visitor, visitor_as: Visit, plan: Plan, round_: Round, person: Person, person_as: Any) -> None:
    """The plan is a case in a meeting of the forum, which adopts it, and it is in force."""
    officer.goto(f"/nordland/plan/{plan.pk}/")
    officer.follow("Legg den fram for forumet")
    officer.press("Lås teksten")
    meeting = plan_meeting(round_.office, plan_for(), person)
    seat_for(person_as("forum_member"))
    call_meeting(meeting, people_of(meeting), person)
    officer.goto(f"/nordland/plan/{plan.pk}/")
    officer.follow("Sett på sakslisten til et møte")
    page = officer.press("Sett den på sakslisten")
    expect(page.get_by_text("Langsiktig plan: Neste plan").first).to_be_visible()
    member = visitor_as("forum_member", sits=True)
    expect(member.goto(f"/nordland/plan/{plan.pk}/").get_by_text(TEXT).first).to_be_visible()
    start(meeting, person)
    open_item(meeting.items.select_related("meeting").get(), person)
    officer.goto(f"/nordland/plan/{plan.pk}/")
    officer.take_step("Forumet har vedtatt den")
    page = officer.take_step("Sett i kraft")
    expect(page.get_by_text("Planen gjelder nå.")).to_be_visible()


def _ask_for_the_themes(
    officer: Visitor, round_: Round, hamaroy: Organisation, visitor_as: Visit, person_as: Any
) -> None:
    """The next year's form offers the plan's themes and no others; the theme has a page."""
    later_round = open_year(round_, 2027)
    report = begin_draft(later_round, hamaroy, person_as("owner", organisation=hamaroy))
    owner = visitor_as("owner", organisation=hamaroy)
    form = owner.goto(f"/mine/utkast/{report.pk}/del/{form_of(later_round).part_of('themes')}/")
    expect(form.get_by_label("Lek", exact=True)).to_be_attached()
    expect(form.get_by_text("Digital praksis")).to_have_count(0)
    page = officer.goto("/nordland/kollektiv/2027/status/tema/lek/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lek")
    expect(page.get_by_text("Alle leker.")).to_be_visible()
