"""A meeting from the plan to the approved minutes, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.meetings.models import ActionPoint, AgendaItem, Attendance, Meeting, MinuteLine, Paper
from fordel.meetings.plugs import hooks
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.find_date import answer_dates, offer_date
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import close_item, end_meeting, open_item, show_on_screen
from fordel.meetings.services.minutes import write_line
from fordel.meetings.services.plan_meeting import MeetingPlan, plan_meeting
from fordel.parties.models import Person
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry, OutboxMail
from tests.meetings.conftest import on_its_day, plan_for, start
from tests.reports.drafting.attachments.scanner import EICAR, scanner
from tests.support.seats import seat_for
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
HERE = "/nordland/moter/"
Plugged = Callable[..., None]
ClientOf = Callable[[Person], Client]


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_plan_to_the_approved_minutes(
    nordland: Any, officer: Person, member: Person, client_of: ClientOf, person_as: Callable[..., Any]
) -> None:
    office, reader, approver = client_of(officer), client_of(member), person_as("approver")
    day = (now() + timedelta(days=5)).date()
    typed = {"title": "Forum i Bodø", "kind": "in_person", "date": str(day), "from": "10.00", "to": "14:00"}
    wrong = office.post(f"{HERE}nytt/", typed)
    assert wrong.status_code == 422
    assert 'id="f-place-error"' in _text(wrong)
    assert "Forum i Bodø" in _text(wrong)
    office.post(f"{HERE}nytt/", typed | {"place": "Bodø"})
    meeting = Meeting.objects.get()
    page = f"{HERE}{meeting.pk}/"
    for title in ("Habilitet", "Fordeling", "Eventuelt"):
        office.post(f"{page}saker/", {"title": title, "minutes": "20"})
    first, second, third = AgendaItem.objects.order_by("position")
    office.post(f"{page}saker/{third.pk}/flytt/", {"to": "up"})
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["Habilitet", "Eventuelt", "Fordeling"]
    office.post(f"{page}innkall/")
    assert OutboxMail.objects.filter(recipient=member.email, calendar__contains="METHOD:REQUEST").count() == 1
    reader.post(f"{page}svar/", {"reply": "yes"})
    assert Attendance.objects.get(person=member).reply == "yes"
    on_its_day(meeting)
    carry_out(office, f"{page}start/")
    office.post(f"{page}til-stede/", {"everybody": "yes"})
    office.post(f"{page}saker/{first.pk}/apne/")
    office.post(f"{page}referat/", {"text": "Ingen var inhabile."})
    office.post(f"{page}saker/{second.pk}/apne/")
    first.refresh_from_db()
    assert first.closed_at is not None
    office.post(f"{page}til-stede/", {"left": member.pk})
    due = {"what": "Skrive innstillingen", "responsible": officer.pk, "due": str(day + timedelta(days=9))}
    office.post(f"{page}referat/oppgave/", due)
    carry_out(office, f"{page}slutt/")
    lines = list(MinuteLine.objects.values_list("kind", "item__title"))
    assert lines == [
        ("item", None),
        ("conflict", None),
        ("item", "Habilitet"),
        ("text", "Habilitet"),
        ("item", "Fordeling"),
        ("attendance", "Fordeling"),
        ("item", None),
    ]
    left = MinuteLine.objects.get(kind="attendance")
    assert left.text == "Utdanningsforbundet gikk fra møtet."
    office.post(f"{page}referat/{left.pk}/", {"remove": "yes"})
    office.post(f"{page}referat/{left.pk}/", {"text": "KS gikk før sak 2 var ferdig."})
    assert MinuteLine.objects.get(kind="attendance").text == "KS gikk før sak 2 var ferdig."
    assert carry_out(client_of(approver), f"{page}referat/godkjenn/").status_code == 409
    office.post(f"{page}referat/utkast/")
    carry_out(client_of(approver), f"{page}referat/godkjenn/")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.approved_by) == ("approved", approver)
    assert office.post(f"{page}referat/", {"text": "For sent"}).status_code == 409
    done = ActionPoint.objects.get()
    office.post(f"{HERE}oppgaver/{done.pk}/ferdig/")
    assert "Skrive innstillingen" in _text(reader.get(f"{HERE}oppgaver/"))
    assert first_broken_entry() is None
    assert "KS gikk" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("name", ["saksliste", "referat"])
def test_agenda_and_minutes_are_accessible_pdf(
    called: Meeting, officer: Person, client_of: ClientOf, name: str
) -> None:
    start(called, officer)
    write_line(called, "Forumet drøftet «alt» & <mer>.", by=officer)
    end_meeting(called, officer)
    answer = client_of(officer).get(f"{HERE}{called.pk}/{name}.pdf")
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nb"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"


def test_a_meeting_starts_on_its_day_at_the_earliest(called: Meeting, officer: Person, client_of: ClientOf) -> None:
    office, page = client_of(officer), f"{HERE}{called.pk}/"
    before = _text(office.get(page))
    assert "Start møtet" not in before and "Det kan startes fra" in before
    early = carry_out(office, f"{page}start/")
    assert early.status_code == 409 and "endre tidspunktet for møtet først" in _text(early)
    called.refresh_from_db()
    assert (called.state, called.started_at) == ("called", None)
    morning = now().replace(hour=0, minute=0) + timedelta(days=1) - timedelta(minutes=1)  # late the same day
    Meeting.objects.update(starts_at=morning, ends_at=morning + timedelta(hours=1))
    assert "Start møtet" in _text(office.get(page))
    assert carry_out(office, f"{page}start/").status_code == 302
    called.refresh_from_db()
    assert called.state == "ongoing"


def test_one_case_is_open_at_a_time_and_opened_cases_stay(
    called: Meeting, officer: Person, client_of: ClientOf
) -> None:
    first, second = called.items.all()
    with pytest.raises(UserError):
        open_item(first, officer)
    start(called, officer)
    open_item(first, officer)
    open_item(second, officer)
    assert called.items.filter(opened_at__isnull=False, closed_at=None).get() == second
    office, page = client_of(officer), f"{HERE}{called.pk}/"
    assert office.post(f"{page}saker/{first.pk}/", {"remove": "yes"}).status_code == 409
    assert office.post(f"{page}saker/{first.pk}/flytt/", {"to": "down"}).status_code == 409
    open_item(first, officer)
    assert MinuteLine.objects.filter(item=first, kind="item").count() == 2


def test_something_above_can_keep_a_meeting_from_ending(called: Meeting, officer: Person) -> None:
    start(called, officer)
    open_vote = hooks.END_LOCKS.replaced(lambda meeting: "En avstemning er åpen.")
    with open_vote, pytest.raises(UserError, match="avstemning"):
        end_meeting(called, officer)
    assert Meeting.objects.get().state == "ongoing"


def test_what_is_closed_to_somebody_is_nowhere(
    called: Meeting, officer: Person, member: Person, client_of: ClientOf, plugged: Plugged
) -> None:
    """The case, its papers, its lines, the screen, and both files: for the member whose matter it is."""

    def rule(actor: Any, subject: str) -> bool:
        return not (subject == "report:41" and actor.role == "forum_member")

    plugged(hooks.PAPER_RULES, rule)
    plugged(hooks.SUBJECTS, lambda _office: [("", [("report:41", "41"), ("report:7", "7")])])
    secret = add_item(called, Case("Hemmelig tiltak", "Hemmelig tekst", subject="report:41"), officer)
    paper = add_paper(called, "hemmelig.txt", b"Hemmelig", officer, item=secret)
    assert paper.subject == "report:41"
    start(called, officer)
    open_item(secret, officer)
    write_line(called, "Hemmelig linje", item=secret, by=officer)
    show_on_screen(called, {"heading": "Hemmelig skjerm", "subject": "report:41"}, officer)
    reader, office, page = client_of(member), client_of(officer), f"{HERE}{called.pk}/"
    for path in ("", "folg/", "storskjerm/", "storskjerm/folg/"):
        assert "Hemmelig" in _text(office.get(f"{page}{path}")), path
        assert "emmelig" not in _text(reader.get(f"{page}{path}")), path
    assert reader.get(f"{page}papirer/{paper.pk}/").status_code == 403
    early = add_paper(called, "tidlig.txt", b"Hemmelig", officer, item=secret, subject="report:7")
    assert reader.get(f"{page}papirer/{early.pk}/").status_code == 403  # through its case
    end_meeting(called, officer)
    assert "emmelig" not in _text(reader.get(page))
    for name in ("saksliste", "referat"):
        for client, expected in ((office, True), (reader, False)):
            content = client.get(f"{page}{name}.pdf").content
            assert _words_of(content, "Hemmelig") is expected, name


def _words_of(content: bytes, word: str) -> bool:
    """Whether a heading of the PDF (its outline) has the word."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        waiting, found = list(outline.root), []
        while waiting:
            each = waiting.pop()
            found.append(str(each.title))
            waiting += each.children
    assert found
    return any(word in title for title in found)


def test_papers_are_checked_and_scanned(planned: Meeting, officer: Person, client_of: ClientOf, settings: Any) -> None:
    office, page = client_of(officer), f"{HERE}{planned.pk}/"
    wrong = office.post(f"{page}papirer/", {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert wrong.status_code == 422
    assert 'id="f-paper-file-error"' in _text(wrong)
    with scanner() as (_found, address):
        settings.FORDEL_CLAMD = address
        infected = office.post(f"{page}papirer/", {"file": SimpleUploadedFile("a.txt", EICAR)})
        office.post(f"{page}papirer/", {"file": SimpleUploadedFile("b.txt", b"Til sak 1"), "title": "Notat"})
    assert infected.status_code == 422
    assert AuditEntry.objects.filter(action="meetings.paper.refused").count() == 1
    paper = Paper.objects.get()
    answer = office.get(f"{page}papirer/{paper.pk}/")
    assert (paper.title, b"".join(answer.streaming_content)) == ("Notat", b"Til sak 1")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    carry_out(office, f"{page}papirer/{paper.pk}/fjern/")
    assert not Paper.objects.exists()


def test_a_date_is_found_by_asking(nordland: Any, officer: Person, member: Person, client_of: ClientOf) -> None:
    meeting = plan_meeting(nordland.office, plan_for(kind="to_be_set", starts_at=None, ends_at=None), officer)
    office, reader, page = client_of(officer), client_of(member), f"{HERE}{meeting.pk}/"
    days = [(now() + timedelta(days=n)).date() for n in (20, 21)]
    for day in days:
        office.post(f"{page}datoer/", {"date": str(day), "from": "09:00", "to": "12:00"})
    assert office.post(f"{page}datoer/", {"date": str(days[0]), "from": "09:00", "to": "12:00"}).status_code == 422
    office.post(f"{page}datoer/spor/")
    assert OutboxMail.objects.get().recipient == member.email
    first, second = meeting.date_options.all()
    reader.post(f"{page}datoer/svar/", {f"option-{first.pk}": "no", f"option-{second.pk}": "yes"})
    offered = office.get(page).context["page"].dates
    assert [each.counts for each in offered] == [{"yes": 0, "maybe": 0, "no": 1}, {"yes": 1, "maybe": 0, "no": 0}]
    wrong = office.post(f"{page}datoer/velg/", {"option": second.pk, "kind": "in_person", "place": ""})
    assert wrong.status_code == 422
    office.post(f"{page}datoer/velg/", {"option": second.pk, "kind": "in_person", "place": "Bodø"})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.kind) == (second.starts_at, "in_person")


def _counted(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code in (200, 304)
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_and_three(
    nordland: Any, officer: Person, person_as: Callable[..., Any], client_of: ClientOf, rows: int
) -> None:
    office = client_of(officer)
    for _each in range(rows):
        seat_for(person_as("forum_member"))
    meetings = [plan_meeting(nordland.office, plan_for(5 + n), officer) for n in range(rows)]
    page = f"{HERE}{meetings[0].pk}/"
    for n in range(rows):
        item = add_item(meetings[0], Case(f"Sak {n}"), officer)
        add_paper(meetings[0], f"{n}.txt", b"x", officer, item=item)
    costs = {"plan": _counted(office, HERE), "planned": _counted(office, page)}
    office.post(f"{page}innkall/")
    costs["called"] = _counted(office, page)
    on_its_day(meetings[0])
    carry_out(office, f"{page}start/")
    people = [each.person for each in meetings[0].attendances.select_related("person")]
    for n in range(rows):
        office.post(f"{page}referat/", {"text": f"Linje {n}"})
        due = {"what": f"Oppgave {n}", "responsible": people[n].pk, "due": str(plan_for(9).starts_at.date())}
        office.post(f"{page}referat/oppgave/", due)
    costs |= {"ongoing": _counted(office, page), "screen": _counted(office, f"{page}storskjerm/")}
    costs["follow"] = _counted(office, f"{page}folg/")
    carry_out(office, f"{page}slutt/")
    costs |= {"held": _counted(office, page), "actions": _counted(office, f"{HERE}oppgaver/")}
    assert costs == {
        "plan": 7,
        "planned": 11,
        "called": 11,
        "ongoing": 15,
        "screen": 7,
        "follow": 12,
        "held": 15,
        "actions": 6,
    }


@pytest.mark.parametrize("path", ["folg/", "storskjerm/folg/"])
def test_following_costs_next_to_nothing_until_something_changes(
    called: Meeting, officer: Person, member: Person, client_of: ClientOf, path: str
) -> None:
    start(called, officer)
    reader, url = client_of(member), f"{HERE}{called.pk}/{path}"
    first = reader.get(url)
    etag = first.headers["ETag"]
    with CaptureQueriesContext(connection) as captured:
        same = reader.get(url, headers={"if-none-match": etag})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert len(captured) <= 5  # who asks, in which role, for which meeting, and whether their seat runs today
    show_on_screen(called, {"heading": "Alternativ 2", "text": "Likt kutt"}, officer)
    changed = reader.get(url, headers={"if-none-match": f"W/{etag}"})
    assert changed.status_code == 200
    assert "Alternativ 2" in str(changed.json()["parts"])
    english = Client()
    english.force_login(member)
    english.cookies["fordel_language"] = "nn"
    assert english.get(url, headers={"if-none-match": changed.headers["ETag"]}).status_code == 200


def test_the_big_screen_has_no_personal_data(
    called: Meeting, officer: Person, member: Person, client_of: ClientOf
) -> None:
    start(called, officer)
    office, page = client_of(officer), f"{HERE}{called.pk}/"
    office.post(f"{page}til-stede/", {"arrived": [member.pk, officer.pk]})
    write_line(called, "Noe ble sagt.", by=officer)
    text = _text(office.get(f"{page}storskjerm/"))
    for secret in (member.name, member.email, officer.name, "Noe ble sagt."):
        assert secret not in text
    assert "1 av 1 er til stede." in text


@pytest.mark.parametrize(
    ("path", "typed", "field"),
    [
        ("saker/", {"title": "", "minutes": "10"}, "title"),
        ("saker/", {"title": "A", "minutes": "mange"}, "minutes"),
        ("datoer/", {"date": "i morgen", "from": "10:00", "to": "11:00"}, "date"),
        ("datoer/", {"date": "2099-05-05", "from": "tidlig", "to": "11:00"}, "from"),
        ("datoer/", {"date": "2099-05-05", "from": "12:00", "to": "11:00"}, "to"),
        ("endre/", {"title": "", "kind": "teams", "date": "2099-05-05", "from": "10:00", "to": "11:00"}, "title"),
        ("endre/", {"title": "A", "kind": "teams", "link": "ftp://moter.example"}, "link"),
        ("endre/", {"title": "A", "kind": "teams"}, "date"),
        ("endre/", {"title": "A" * 121, "kind": "teams"}, "title"),
        ("endre/", {"title": "A", "kind": "telefon", "date": "2099-05-05", "from": "10", "to": "11"}, "kind"),
    ],
)
def test_bad_input_is_answered_at_the_field(
    nordland: Any, officer: Person, client_of: ClientOf, path: str, typed: dict[str, str], field: str
) -> None:
    meeting = plan_meeting(nordland.office, plan_for(kind="to_be_set", starts_at=None, ends_at=None), officer)
    answer = client_of(officer).post(f"{HERE}{meeting.pk}/{path}", typed)
    assert answer.status_code == 422
    place = f"f-{field}_0" if field == "kind" else f"f-{field}"  # a group has no focus, its first button has
    assert f'href="#{place}"' in _text(answer)
    assert f'id="{place}"' in _text(answer)
    assert f'id="f-{field}-error"' in _text(answer)
    assert "<title>Feil:" in _text(answer).replace("\n", "")


def test_ending_names_what_nobody_has_opened_and_the_case_that_is_open(
    called: Meeting, officer: Person, client_of: ClientOf
) -> None:
    office, page = client_of(officer), f"{HERE}{called.pk}/"
    first, second = called.items.order_by("position")
    start(called, officer)
    open_item(first, officer)
    text = _text(office.get(f"{page}slutt/"))
    assert "1 sak er ikke åpnet:" in text and f"<li>{second.position} {second.title}</li>" in text
    assert f"Sak {first.position} er åpen, og blir avsluttet sammen med møtet: {first.title}" in text
    assert office.post(f"{page}slutt/").status_code == 409
    called.refresh_from_db()
    assert called.state == "ongoing"
    open_item(second, officer)
    close_item(second, officer)
    assert 'id="remarks"' not in _text(office.get(f"{page}slutt/"))
    assert carry_out(office, f"{page}slutt/").status_code == 302
    again = office.get(f"{page}slutt/")
    assert again.status_code == 409 and 'name="asked"' not in _text(again)


def test_cancelling_says_who_gets_a_mail_and_keeps_the_reason(
    called: Meeting, officer: Person, member: Person, client_of: ClientOf
) -> None:
    office, page = client_of(officer), f"{HERE}{called.pk}/"
    assert "2 personer får en e-post" in _text(office.get(f"{page}avlys/"))
    assert carry_out(office, f"{page}avlys/", {"reason": "For få kan komme."}).status_code == 302
    called.refresh_from_db()
    assert (called.state, called.cancelled_because) == ("cancelled", "For få kan komme.")
    assert OutboxMail.objects.filter(recipient=member.email, calendar__contains="METHOD:CANCEL").exists()


def test_an_offered_time_is_taken_back_after_its_answers_are_counted(
    nordland: Any, officer: Person, member: Person, client_of: ClientOf
) -> None:
    meeting = plan_meeting(nordland.office, MeetingPlan("Til høsten", "to_be_set"), officer)
    soon = now() + timedelta(days=20)
    option = offer_date(meeting, soon, soon + timedelta(hours=2), officer)
    answer_dates(meeting, {option.pk: "yes"}, member)
    office, address = client_of(officer), f"{HERE}{meeting.pk}/datoer/fjern/"
    assert f"{address}?option={option.pk}" in _text(office.get(f"{HERE}{meeting.pk}/"))
    assert "1 svar på det blir også borte." in _text(office.get(address, {"option": option.pk}))
    assert carry_out(office, address, {"option": option.pk}).status_code == 302
    assert not meeting.date_options.exists()
    assert office.get(address, {"option": option.pk}).status_code == 409
