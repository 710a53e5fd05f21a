"""The year's recommendation: written from a scenario, adopted in a meeting, locked, and read by role."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation.receipt import canonical_hash
from fordel.core.money import format_kroner
from fordel.core.priority_order import reordered
from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember, Recommendation, Scenario
from fordel.forum.recommendation.selectors.content import shares_of
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation
from fordel.forum.recommendation.services.recommendation_rules import REOPEN_LOCKS
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation
from fordel.forum.scenarios.services.save_scenario import change_scenario, delete_scenario
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.forum.voting.services.prioritise import assess, close_prioritising, open_prioritising
from fordel.meetings.models import Meeting
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry, OutboxMail
from tests.forum.recommendation.conftest import THREE
from tests.forum.seats.test_conflicts import text_of
from tests.support.steps import carry_out
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
HERE = f"{HOME}innstilling/"
ClientOf = Callable[..., Client]
SeatFor = Callable[..., ForumMember]


def _post(office: Client, where: str, **sent: Any) -> Any:
    found = Recommendation.objects.first()
    data = {"seen": found.revision if found else 0} | sent
    asks = where in ("vedta/", "apne/") or where.endswith("/fjern/")
    return carry_out(office, f"{HERE}{where}", data) if asks else office.post(f"{HERE}{where}", data)


def _words(office: Client) -> None:
    written = {"text": "Forumet vil ha nettverk.", "reserve_text": "Felles tiltak i 2027."}
    assert _post(office, "tekst/", **written).status_code == 302


def _order() -> list[int]:
    return list(Recommendation.objects.get().measures.order_by("priority").values_list("report__number", flat=True))


def test_from_scenario_to_what_is_adopted_and_locked(
    imported: Any, scenario: Scenario, meeting: Meeting, officer: Person, office: Client, person_as: Any
) -> None:
    approver = person_as("approver")
    assert "Begynn på innstillingen" in office.get(HERE).content.decode()
    assert _post(office, "begynn/", scenario="x").status_code == 422
    assert _post(office, "begynn/", scenario=scenario.pk).status_code == 302
    assert _post(office, "begynn/", scenario=scenario.pk).status_code == 409
    page = office.get(HERE).content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
    assert "Utkast: 52 tiltak for 24 605 520 kroner, og 3 000 000 holdes igjen." in page
    assert "Fristen er 15. mars" in page or "Fristen var 15. mars" in page
    assert "Felles tiltak i 2027: 2 000 000 kroner" in page and "Arbeid i samarbeidsforumet: 1 000 000" in page
    unready = _post(office, "vedta/", meeting=meeting.pk)
    assert unready.status_code == 409 and "Skriv innstillingen i noen setninger." in unready.content.decode()
    _words(office)
    assert _post(office, "vedta/", meeting="0").status_code == 422
    assert _post(office, "vedta/", meeting=meeting.pk).status_code == 302
    found = Recommendation.objects.get()
    assert found.sha256 == canonical_hash(json.loads(json.dumps(found.content)))
    assert sum(each["amount"] for each in found.content["measures"]) == 24_605_520
    for measure in found.content["measures"]:
        parts = [measure["owner_amount"], *(partner["amount"] for partner in measure["partners"])]
        assert sum(parts) == measure["amount"] == sum(measure["by_line"].values())
    line = meeting.minute_lines.get(kind="decision").text
    assert line == "Forumet vedtok innstillingen for 2026. Den er låst."  # no sum: the minutes are read by all
    mail = OutboxMail.objects.get(recipient=approver.email)
    assert HERE in mail.body and "15.\xa0mars" in mail.body
    assert "innstiller på 52 tiltak for 24 605 520 kroner" in mail.body.replace("\xa0", " ")
    after = office.get(HERE).content.decode()
    assert found.sha256 in after and "Vedtatt og låst" in after and "Endre teksten" not in after
    for where, sent in {"tekst/": {"text": "Nytt"}, "tiltak/41/": {"criteria": "Nytt"}, "dissens/": {}}.items():
        refused = _post(office, where, **sent)
        assert refused.status_code == 409 and "låst" in refused.content.decode(), where
    with pytest.raises(UserError, match="låst"):
        change_scenario(scenario.pk, "Endret", Specification("proportional"), officer)
    with pytest.raises(UserError, match="bygger på dette alternativet"):
        delete_scenario(scenario.pk, officer)
    assert first_broken_entry() is None
    assert "Forumet vil ha" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_order_criteria_and_dissent(draft: Recommendation, office: Client, seat_for: SeatFor, meeting: Meeting) -> None:
    first = _order()
    places = {f"place-{number}": place for place, number in enumerate(first, 1)}
    assert _post(office, "rekkefolge/", **places | {"place-41": "1"}).status_code == 302
    assert _order() == [41, *(number for number in first if number != 41)]
    wrong = _post(office, "rekkefolge/", **places | {"place-41": "53"})
    assert wrong.status_code == 422 and 'value="53"' in wrong.content.decode() and "1 til 52" in wrong.content.decode()
    assert _post(office, "tiltak/41/", criteria="  ").status_code == 422
    assert _post(office, "tiltak/41/", criteria="Styrker fellesskapet.").status_code == 302
    assert "Styrker fellesskapet." in office.get(HERE).content.decode()
    stale = office.post(f"{HERE}tiltak/41/", {"seen": 1, "criteria": "Min tekst"})
    assert stale.status_code == 409 and "Min tekst" in stale.content.decode()
    assert office.get(f"{HERE}tiltak/999/").status_code == 404
    union, observer = seat_for("union"), seat_for("observer")
    assert _post(office, "dissens/", seat=observer.pk, dissent="Nei").status_code == 422
    assert _post(office, "dissens/", seat=union.pk, dissent=" ").status_code == 422
    assert _post(office, "dissens/", seat=union.pk, dissent="Reserven er for stor.").status_code == 302
    assert _post(office, "dissens/", seat=union.pk, dissent="Reserven er altfor stor.").status_code == 302
    assert draft.dissents.get().text == "Reserven er altfor stor."
    assert _post(office, f"dissens/{draft.dissents.get().pk}/fjern/").status_code == 302
    assert not draft.dissents.exists()
    _post(office, "dissens/", seat=union.pk, dissent="Reserven er for stor.")
    _words(office)
    assert _post(office, "vedta/", meeting=meeting.pk).status_code == 302
    lines = list(meeting.minute_lines.filter(kind="decision").values_list("text", "subject"))
    assert "Dissens" not in lines[0][0]
    assert lines[1:] == [(f"Dissens fra {union.label}: «Reserven er for stor.»", "")]
    assert Recommendation.objects.get().content["dissents"][0]["text"] == "Reserven er for stor."


def test_the_order_begins_with_the_forums_prioritising(
    imported: Any, scenario: Scenario, officer: Person, seat_for: SeatFor
) -> None:
    seat = seat_for("union")
    opened = open_prioritising(imported, "points", datetime(2099, 3, 1, tzinfo=OSLO), officer)
    assess(opened.pk, seat, {7: "9", 41: "10", 3: "9"})
    close_prioritising(opened.pk, officer)
    begin_recommendation(scenario, officer)
    assert _order()[:5] == [41, 3, 7, 1, 2]


def test_new_and_withdrawn_reports_are_brought_in_and_texts_stay(
    draft: Recommendation, scenario: Scenario, office: Client, officer: Person, meeting: Meeting
) -> None:
    _words(office)
    _post(office, "tiltak/41/", criteria="Styrker fellesskapet.")
    NeedsReport.objects.filter(round=draft.round, number=7).update(state="withdrawn")
    early = _post(office, "vedta/", meeting=meeting.pk)
    assert early.status_code == 409 and "Regn det ut på nytt" in early.content.decode()
    assert _post(office, "alternativ/", scenario=scenario.pk).status_code == 422  # it is outdated itself
    change_scenario(scenario.pk, scenario.name, Specification("meet_all", THREE), officer)
    assert _post(office, "alternativ/", scenario=scenario.pk).status_code == 302
    assert 7 not in _order() and len(_order()) == 51
    NeedsReport.objects.filter(round=draft.round, number=7).update(state="submitted")
    change_scenario(scenario.pk, scenario.name, Specification("meet_all", THREE), officer)
    missing = _post(office, "vedta/", meeting=meeting.pk)
    assert missing.status_code == 409 and "Melding 7 er ny." in missing.content.decode()
    assert _post(office, "alternativ/", scenario=scenario.pk).status_code == 302
    assert _order()[-1] == 7
    assert draft.measures.get(report__number=41).criteria_text == "Styrker fellesskapet."


def test_it_is_opened_again_with_a_reason_unless_something_builds_on_it(
    draft: Recommendation, office: Client, meeting: Meeting
) -> None:
    _words(office)
    assert _post(office, "apne/", because="Feil").status_code == 409
    assert _post(office, "vedta/", meeting=meeting.pk).status_code == 302
    sha = Recommendation.objects.get().sha256
    assert _post(office, "apne/", because=" ").status_code == 422
    with REOPEN_LOCKS.replaced(lambda _round: "Et forslag bygger på den."):
        held = _post(office, "apne/", because="Feil")
        assert held.status_code == 409 and "Et forslag bygger på den." in held.content.decode()
        assert "Et forslag bygger på den." in office.get(HERE).content.decode()
    assert _post(office, "apne/", because="En melding ble trukket").status_code == 302
    found = Recommendation.objects.get()
    assert found.adopted_at is None and found.earlier[0]["sha256"] == sha
    assert "En melding ble trukket" in office.get(HERE).content.decode()
    assert _post(office, "vedta/", meeting=meeting.pk).status_code == 302


@pytest.mark.parametrize("adopted", [False, True])
def test_who_is_not_impartial_reads_it_without_the_report(
    draft: Recommendation, office: Client, meeting: Meeting, seat_for: SeatFor, client_of: ClientOf, adopted: bool
) -> None:
    report = NeedsReport.objects.get(round=draft.round, number=41)
    report.title = "Hemmelig tiltak om fjellrev"
    report.save(update_fields=["title"])
    seat = seat_for("union")
    member = client_of(seat.person)
    _words(office)
    places = {f"place-{number}": place for place, number in enumerate(_order(), 1)}
    assert _post(office, "rekkefolge/", **places | {"place-41": 1}).status_code == 302
    assert _post(office, "dissens/", seat=seat.pk, about="41", dissent="Bør ikke få noe").status_code == 302
    if adopted:
        assert _post(office, "vedta/", meeting=meeting.pk).status_code == 302
    every = [HERE, f"{HERE}innstilling.pdf", f"{HERE}innstilling.xlsx"]
    for address in every:
        text = text_of(member.get(address))
        assert report.title in text.replace("\xa0", " "), address
    assert format_kroner(24_605_520) in text_of(member.get(HERE))
    declare_conflict(seat, report, "Min bror", seat.person)
    for address in [*every, f"/nordland/moter/{meeting.pk}/"]:
        text = text_of(member.get(address))
        for secret in (
            report.title,
            "Bør ikke få noe",
            "812379",
            format_kroner(812_379),
            format_kroner(24_605_520),
            "24605520",
        ):
            assert secret not in text, (address, secret)
    closed = member.get(HERE).content.decode()
    first_row = f'<tbody><tr><td class="numeric">1</td><th scope="row"><a href="{HOME}behovsmeldinger/1/"'
    assert first_row in re.sub(r">\s+<", "><", closed)
    assert "inhabil" in closed and format_kroner(24_605_520 - 812_379) in closed
    assert report.owner.name in closed
    for where in ("tekst/", "rekkefolge/", "tiltak/1/"):
        assert member.get(f"{HERE}{where}").status_code == 403
    assert member.post(f"{HERE}vedta/", {"meeting": meeting.pk}).status_code == 403
    assert report.title in text_of(office.get(f"{HERE}innstilling.xlsx"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_a_fixed_number_of_times(
    draft: Recommendation, office: Client, seat_for: SeatFor, client_of: ClientOf, meeting: Meeting, count: int
) -> None:
    draft.measures.exclude(report__number__lte=count).delete()
    member = client_of(seat_for("union").person)
    found = {}
    for who, client in (("office", office), ("member", member)):
        client.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        found[who] = len(queries)
    assert found == {"office": 17, "member": 15}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60, unique=True), st.data())
def test_every_measure_has_one_place_whatever_is_moved(numbers: list[int], data: st.DataObject) -> None:
    wanted = data.draw(st.dictionaries(st.sampled_from(numbers), st.integers(1, len(numbers))))
    order = reordered(numbers, wanted)
    assert sorted(order) == sorted(numbers)
    assert reordered(numbers, {}) == numbers
    one = data.draw(st.sampled_from(numbers))
    to = data.draw(st.integers(1, len(numbers)))
    assert reordered(numbers, {one: to}).index(one) == to - 1


@given(
    st.integers(0, 10**9),
    st.integers(1, 10**9),
    st.dictionaries(st.integers(2, 9), st.integers(0, 10**8), max_size=5),
)
def test_shares_sum_to_the_amount(amount: int, owners: int, partners: dict[int, int]) -> None:
    divided = shares_of(amount, owners + sum(partners.values()), 1, partners)
    assert sum(divided.values()) == amount
    assert all(part >= 0 for part in divided.values())


@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_adopt_it_once(
    draft: Recommendation, office: Client, meeting: Meeting, officer: Person
) -> None:
    _words(office)
    seen, outcomes, start = Recommendation.objects.get().revision, [], threading.Barrier(2)

    def adopt() -> None:
        start.wait()
        try:
            adopt_recommendation(draft.pk, seen, Meeting.objects.get(pk=meeting.pk), officer)
            outcomes.append("adopted")
        except UserError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["adopted", "refused"]
    assert meeting.minute_lines.filter(kind="decision").count() == 1
    assert Recommendation.objects.get().content["text"] == "Forumet vil ha nettverk."
