"""Members and conflicts of interest: what is closed to a member is in no page, file or search they get."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from fordel.core.money import format_kroner
from fordel.forum.computing.specification import Specification
from fordel.forum.models import ConflictOfInterest, ForumMember, Scenario
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.services.conflicts import decide_conflict, declare_conflict
from fordel.forum.seats.services.keep_seat import end_seat
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.plugs import hooks
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import end_meeting, note_arrival, open_item, show_on_screen
from fordel.meetings.services.minutes import write_line
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Organisation, RoleAssignment
from fordel.parties.selectors.actors import actor_of
from fordel.reports.models import NeedsReport, ReportPartner
from fordel.reports.services.index_report import index_reports
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from tests.meetings.conftest import start
from tests.support.access_table import ROUTES
from tests.support.addresses import address_of
from tests.support.where import HOME, WHERE

pytestmark = pytest.mark.django_db
FIGURES = ("frame", "themes", "partners", "sami", "networks", "municipalities", "years")
FIVE = {"kindergarten": 1_964_000, "school": 3_036_000}
SeatFor = Callable[..., ForumMember]
ClientOf = Callable[..., Client]


def text_of(response: Any) -> str:
    """Everything that can be read in an answer: also inside spreadsheets, slides and documents."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels", ".svg"))]
        found = b"\n".join(parts).decode()
    elif content[:4] == b"%PDF":
        found = _pdf_text(content)
    else:
        found = content.decode("utf-8", "replace")
    return f"{found} {response.headers.get('Location', '')}"


def _pdf_text(content: bytes) -> str:
    """The text of a PDF, by the fonts' own tables."""
    words = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
            current: dict[int, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    current = maps[str(operands[0])]
                if str(operator) in ("Tj", "TJ"):
                    pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                    for piece in pieces:
                        if isinstance(piece, pikepdf.String):
                            raw = bytes(piece)
                            codes = [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]
                            words.append("".join(current.get(code, "") for code in codes))
    return "".join(words)


def _to_unicode(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode()
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + step] = chr(int(value, 16) + step)
    return found


def secrets_of(report: NeedsReport, round_: Any) -> list[str]:
    """The title, the amount asked for, what each scenario gives, and the sums that would tell them, as written."""
    amounts = set(report.scenario_amounts.values_list("amount", flat=True)) | {report.amount}
    every = sum(NeedsReport.objects.counted().filter(round=round_).values_list("amount", flat=True))
    amounts |= {every, 28_000_000 - every}  # with the sum of the open ones they tell the closed one
    for scenario in Scenario.objects.filter(round=round_):
        given = sum(scenario.amounts.values_list("amount", flat=True))
        amounts |= {given, 28_000_000 - sum(scenario.reserve.values()) - given}
    amounts.discard(0)
    written = {report.title, report.title.replace("&", "&amp;")}
    for amount in amounts:
        written |= {format_kroner(amount), format_kroner(amount).replace("\xa0", "&nbsp;"), str(amount)}
    return sorted(written)


@pytest.fixture
def scenarios(imported: Any, officer: Any) -> list[Scenario]:
    wanted = {
        "Ingen kutt": Specification(method="meet_all"),
        "Likt kutt": Specification(method="proportional", reserve=FIVE, unit=100),
        "Prioritert": Specification(method="priority", reserve=FIVE, unit=100),
    }
    return [create_scenario(imported, name, spec, officer) for name, spec in wanted.items()]


@pytest.fixture
def closed(imported: Any) -> NeedsReport:
    """A report whose amounts are like no other's, so that finding them says something."""
    report = NeedsReport.objects.get(round=imported, number=41)
    report.title = "Hemmelig tiltak om fjellrev"
    report.theme = "Fjellrev og ulv"
    report.amount = 487_331
    report.save(update_fields=["title", "theme", "amount"])
    index_reports([report.pk])
    return report


def every_address(arguments: dict[str, Any]) -> list[str]:
    """Every address of the system that can be made from the arguments, with each kind of file."""
    found = []
    for name, wanted in ROUTES.items():
        if name.startswith(("mfa_", "account_", "demo")) or not wanted <= arguments.keys() | {"kind", "key"}:
            continue
        kinds = ("xlsx", "csv", "json", "pdf", "pptx") if "kind" in wanted else ("",)
        keys = FIGURES if "key" in wanted else ("",)
        for kind in kinds:
            for key in keys:
                values = arguments | {"kind": kind, "key": key}
                try:
                    found.append(reverse(name, kwargs={each: values[each] for each in wanted}))
                except NoReverseMatch:
                    assert kind  # a kind of file that the address does not know
    return found


SEARCHES = (
    f"{HOME}behovsmeldinger/?q=fjellrev",
    f"{HOME}behovsmeldinger/?theme=Fjellrev+og+ulv",
    f"{HOME}behovsmeldinger/?sort=-amount",
    f"{HOME}behovsmeldinger.json?q=41",
    f"{HOME}behovsmeldinger/behovsmeldinger.json?q=fjellrev",
    f"{HOME}behovsmeldinger/?state=all&waits=owner&findings=yes",
    f"{HOME}status/?theme=Fjellrev+og+ulv",
    f"{HOME}status/?target_group=both",
    f"{HOME}fordeling/?method=equal&reserve=0",
    f"{HOME}fordeling/?scenario=new&method=proportional",
    f"{HOME}fordeling/?scenario=2&against=1&sort=difference",
    f"{HOME}fordeling/fordeling.csv?scenario=2&against=1&reserve=7000000",
    f"{HOME}fordeling/sammenlign/?alle=1",
    f"{HOME}fordeling/sammenlign/?med=1&med=2",
)


def test_a_conflicted_member_finds_nothing_of_the_report_at_any_address(
    imported: Any, closed: NeedsReport, scenarios: list[Scenario], seat_for: SeatFor, client_of: ClientOf, officer: Any
) -> None:
    seat = seat_for("public_owner", closed.owner)
    assert ConflictOfInterest.objects.filter(member=seat, report=closed, state="suggested", cause="owner").exists()
    begin_recommendation(scenarios[0], officer)
    member, secrets = client_of(seat.person), secrets_of(closed, imported)
    arguments = {**WHERE, "number": 41, "seat_id": seat.pk, "report_id": closed.pk}
    addresses = [*SEARCHES]
    for scenario in scenarios:
        addresses += every_address(arguments | {"scenario_id": scenario.pk})
    leaks, seen = [], 0
    for address in dict.fromkeys(addresses):
        response = member.get(address)
        seen += response.status_code == 200
        text = text_of(response)
        told = [secret for secret in secrets if secret in text]
        if told:  # what is asked for in all is public once the deadline has passed; nothing else is
            public = text_of(Client().get(address))
            told = [secret for secret in told if secret not in public or secret not in _sum_of(imported)]
        leaks += [f"{address}: {secret}" for secret in told]
    assert not leaks, "\n".join(leaks)
    assert seen > 30  # and the member does see the rest


def _sum_of(round_: Any) -> list[str]:
    every = sum(NeedsReport.objects.counted().filter(round=round_).values_list("amount", flat=True))
    return [format_kroner(every), format_kroner(every).replace("\xa0", "&nbsp;"), str(every)]


def test_the_same_walk_finds_it_for_a_member_who_is_impartial(
    imported: Any, closed: NeedsReport, scenarios: list[Scenario], seat_for: SeatFor, client_of: ClientOf, officer: Any
) -> None:
    """So the walk above can fail: in each of these the secrets stand for somebody to whom nothing is closed."""
    begin_recommendation(scenarios[0], officer)
    member, secrets = client_of(seat_for("union").person), secrets_of(closed, imported)
    places = {
        "forum:why": {"scenario_id": scenarios[0].pk, "number": 41},
        "recommendation:recommendation": {},
        "reports:report": {"number": 41},
        "reports:reports": {},
        "forum:distribution": {},
        "forum:compare": {},
        "insight:status": {},
        "start": {},
        "forum:receipt": {"scenario_id": scenarios[0].pk},
    }
    where = WHERE
    addresses = {name: reverse(name, kwargs=where | more) for name, more in places.items()}
    for name, kinds in {
        "reports:reports-file": ("xlsx", "csv", "json"),
        "forum:download": ("xlsx", "csv"),
        "forum:compare-file": ("xlsx", "pdf", "pptx"),
        "recommendation:download": ("xlsx", "pdf"),
    }.items():
        addresses |= {f"{name} {kind}": reverse(name, kwargs=where | {"kind": kind}) for kind in kinds}
    for name, address in addresses.items():
        response = member.get(address)
        assert response.status_code == 200, name
        text = text_of(response)
        assert any(secret in text for secret in secrets), name


def test_the_closed_report_stands_with_number_and_owner_and_the_page_says_why(
    imported: Any, closed: NeedsReport, scenarios: list[Scenario], seat_for: SeatFor, client_of: ClientOf
) -> None:
    seat = seat_for("public_owner", closed.owner)
    member = client_of(seat.person)
    for name in ("reports:reports", "forum:distribution", "forum:compare"):
        text = member.get(reverse(name, kwargs=WHERE)).content.decode()
        assert re.search(rf"41.{{0,400}}lukket for deg.{{0,400}}{closed.owner.name}", text, re.S), name
    refused = member.get(reverse("reports:report", args=[*WHERE.values(), 41]))
    assert refused.status_code == 403 and "inhabil" in refused.content.decode()
    receipt = member.get(reverse("forum:receipt", args=[*WHERE.values(), scenarios[0].pk]))
    assert receipt.status_code == 403
    assert member.get(reverse("reports:report", args=[*WHERE.values(), 1])).status_code == 200


def test_the_same_person_reaches_the_report_as_its_owner(
    closed: NeedsReport, seat_for: SeatFor, client_of: ClientOf
) -> None:
    person = seat_for("public_owner", closed.owner).person
    as_owner = RoleAssignment.objects.create(person=person, role="owner", organisation=closed.owner)
    client = client_of(person)
    address = reverse("own_needs:report", args=[closed.pk])
    assert client.get(address).status_code == 403
    client.post(reverse("switch-role"), {"assignment": as_owner.pk})
    assert closed.title in client.get(address).content.decode()


def test_a_decision_of_impartiality_opens_and_one_of_partiality_closes(
    closed: NeedsReport, seat_for: SeatFor, client_of: ClientOf, officer: Any
) -> None:
    seat = seat_for("public_owner", closed.owner)
    member, office = client_of(seat.person), client_of(officer)
    conflict = ConflictOfInterest.objects.get(member=seat, report=closed)
    decide = reverse("forum_work:decide-conflict", args=["nordland", "kollektiv", 2026, conflict.pk])
    page = reverse("reports:report", args=["nordland", "kollektiv", 2026, 41])
    without_reason = office.post(decide, {"verb": "find_impartial", "words": " "})
    assert without_reason.status_code == 422 and member.get(page).status_code == 403
    assert office.post(decide, {"verb": "find_impartial", "words": "Har sluttet"}).status_code == 302
    assert member.get(page).status_code == 200
    assert office.post(decide, {"verb": "find_conflicted"}).status_code == 302
    assert member.get(page).status_code == 403
    assert office.post(decide, {"verb": "find_conflicted"}).status_code == 409  # it is decided already
    assert first_broken_entry() is None
    told = AuditEntry.objects.filter(action__startswith="forum.conflict").values_list("details", flat=True)
    assert "Har sluttet" not in str(list(told))


def test_several_are_decided_at_once(
    imported: Any, closed: NeedsReport, seat_for: SeatFor, client_of: ClientOf, officer: Any
) -> None:
    seat = seat_for("university", closed.partners.get().organisation)
    waiting = list(ConflictOfInterest.objects.filter(member=seat).values_list("pk", flat=True))
    assert len(waiting) > 2
    office = client_of(officer)
    address = reverse("forum_work:decide-chosen", args=["nordland", "kollektiv", 2026])
    none = office.post(address)
    assert none.status_code == 422 and "Kryss av dem som er inhabile" in none.content.decode()
    assert office.post(address, {"chosen": [*waiting[:2], "x"]}).status_code == 302
    states = dict(ConflictOfInterest.objects.filter(member=seat).values_list("pk", "state"))
    assert [states[pk] for pk in waiting[:3]] == ["conflicted", "conflicted", "suggested"]
    assert office.post(address, {"chosen": waiting[:2]}).status_code == 422  # they are decided already
    assert client_of(seat.person).post(address, {"chosen": waiting}).status_code == 403


def test_a_member_declares_and_the_report_closes_at_once(
    closed: NeedsReport, seat_for: SeatFor, client_of: ClientOf
) -> None:
    seat = seat_for("union")
    member = client_of(seat.person)
    declare = reverse("forum_work:declare", args=["nordland", "kollektiv", 2026])
    assert member.post(declare, {"report": "41", "words": ""}).status_code == 422
    assert member.post(declare, {"report": "x", "words": "Min søster"}).status_code == 422
    assert member.post(declare, {"report": "41", "words": "Min søster leder tiltaket"}).status_code == 302
    assert member.get(reverse("reports:report", args=["nordland", "kollektiv", 2026, 41])).status_code == 403
    own = member.get(reverse("forum_work:conflicts", args=["nordland", "kollektiv", 2026])).content.decode()
    assert "Min søster leder tiltaket" in own and closed.title not in own
    with pytest.raises(UserError):
        declare_conflict(seat, closed, "igjen", seat.person)


def test_suggestions_follow_partners_networks_and_changes(closed: NeedsReport, seat_for: SeatFor, officer: Any) -> None:
    partner = closed.partners.get().organisation
    as_partner = seat_for("university", partner)
    assert ConflictOfInterest.objects.get(member=as_partner, report=closed).cause == "partner"
    decided = ConflictOfInterest.objects.filter(member=as_partner).exclude(report=closed).first()
    assert decided is not None
    decide_conflict(decided.pk, "find_conflicted", "", officer)
    ReportPartner.objects.filter(report__in=[closed.pk, decided.report_id]).delete()
    index_reports([closed.pk, decided.report_id])
    assert not ConflictOfInterest.objects.filter(member=as_partner, report=closed).exists()
    assert ConflictOfInterest.objects.filter(pk=decided.pk, state="conflicted").exists()
    network = NeedsReport.objects.filter(participating__isnull=False, network__isnull=False).first()
    assert network is not None
    place = network.participating.exclude(pk=network.municipality_id).first()
    municipality = Organisation.objects.get(kind="municipality", municipality=place)
    taking_part = seat_for("public_owner", municipality)
    assert ConflictOfInterest.objects.filter(member=taking_part, report=network, cause="network").exists()
    closed.owner = municipality
    closed.save(update_fields=["owner"])
    index_reports([closed.pk])
    assert ConflictOfInterest.objects.filter(member=taking_part, report=closed, cause="owner").exists()


def test_a_seat_gives_the_role_and_its_end_takes_it(
    nordland: Any, seat_for: SeatFor, client_of: ClientOf, officer: Any
) -> None:
    seat = seat_for("ks", deputy_name="Vara", deputy_email="vara@example.org")
    assert seat.deputy is not None
    people = {seat.person_id, seat.deputy.pk}
    roles = RoleAssignment.objects.filter(role="forum_member", office=nordland.office)
    assert set(roles.values_list("person_id", flat=True)) == people
    deputy = client_of(seat.deputy)
    listed = reverse("reports:reports", kwargs=WHERE)
    assert deputy.get(listed).status_code == 200
    second = seat_for("union", email="vara@example.org")
    end_seat(seat.pk, officer)
    assert set(roles.values_list("person_id", flat=True)) == {second.person_id}
    with pytest.raises(UserError):
        seat_for("union", email=officer.email)
    RoleAssignment.objects.create(person=seat.person, role="forum_member", office=nordland.office)
    ForumMember.objects.filter(pk=seat.pk).update(ends_on="2026-01-02")
    assert client_of(seat.person).get(listed).status_code == 403  # the role alone opens nothing


def test_balance_is_a_warning(nordland: Any, seat_for: SeatFor, client_of: ClientOf, officer: Any) -> None:
    seat_for("union")
    seat_for("union")
    seat_for("ks")
    page = client_of(officer).get(reverse("forum_people:members", args=["nordland"])).content.decode()
    assert "Fagforeninger har 2 av 3 plasser" in page
    assert "PBL" in page and "Private eiere" in page


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_database_a_fixed_number_of_times(
    imported: Any, scenarios: list[Scenario], seat_for: SeatFor, client_of: ClientOf, officer: Any, count: int
) -> None:
    owners = [NeedsReport.objects.get(round=imported, number=number).owner for number in (41, 1, 2)][:count]
    seats = [seat_for("public_owner", owner) for owner in owners]
    office, member = client_of(officer), client_of(seats[0].person)
    expected = {
        "office forum_people:members": 6,
        "office forum_work:conflicts": 7,
        "member forum_people:members": 7,
        "member forum_work:conflicts": 8,
        "member reports:reports": 11,
        "member forum:distribution": 11,
        "member forum:compare": 12,
    }
    found = {}
    for each in expected:
        who, name = each.split()
        address, client = address_of(name), office if who == "office" else member
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[each] = len(queries)
    assert found == expected


def test_meetings_call_those_with_a_seat_and_keep_papers_from_the_conflicted(
    closed: NeedsReport, imported: Any, seat_for: SeatFor, officer: Any
) -> None:
    owner = seat_for("public_owner", closed.owner)
    union = seat_for("union", deputy_name="Vara", deputy_email="vara@example.org")
    meeting = plan_meeting(imported.office, MeetingPlan("Dato søkes", "to_be_set"), officer)
    called = {each.person.pk: each.seat for each in hooks.people_of(meeting)}
    assert called == {owner.person_id: owner.label, union.person_id: union.label, union.deputy_id: union.label}
    [(_name, listed)] = hooks.subjects_of(imported.office_id)
    subject = next(key for key, words in listed if words.startswith("41 "))
    assert subject == f"report:{closed.pk}"
    may = {who: hooks.may_have(actor_of(who, None), subject) for who in (owner.person, union.person, officer)}
    assert may == {owner.person: False, union.person: True, officer: True}
    assert hooks.may_have(actor_of(owner.person, None), "")


def test_a_meeting_about_the_report_tells_the_conflicted_nothing_at_any_address(
    closed: NeedsReport, imported: Any, seat_for: SeatFor, officer: Any, client_of: ClientOf
) -> None:
    """Before, during and after, as page, live view, big screen and PDF; whoever is impartial gets it all."""
    owner, union = seat_for("public_owner", closed.owner).person, seat_for("union").person
    starts_at = now() + timedelta(days=3)
    plan = MeetingPlan("Samarbeidsforum", "teams", starts_at, starts_at + timedelta(hours=2))
    meeting = plan_meeting(imported.office, plan, officer)
    case = add_item(meeting, Case(closed.title, "Gjelder 487 331 kroner.", 20, f"report:{closed.pk}"), officer)
    other = add_item(meeting, Case("Eventuelt", "", 5), officer)
    paper = add_paper(meeting, "notat.txt", closed.title.encode(), officer, title=closed.title, item=case)
    call_meeting(meeting, hooks.people_of(meeting), officer)
    ids = {"meeting_id": meeting.pk, "item_id": case.pk, "paper_id": paper.pk, "line_id": 0, "action_id": 0}
    addresses = set(every_address({"office": "nordland", "scheme": "kollektiv", "year": 2026} | ids))
    addresses = {each for each in addresses if each.startswith("/nordland/moter/")}
    question = VoteInput(f"Skal {closed.title} få 487 331?", texts=("Ja, fjellrev", "Nei"))
    found: dict[str, set[str]] = {"owner": set(), "union": set()}
    for step in ("before", "during", "voting", "voted", "after"):
        if step == "during":
            start(meeting, officer)
            open_item(case, officer)
            write_line(meeting, f"{closed.title} ble drøftet.", item=case, by=officer)
            shown = {"heading": closed.title, "text": "487 331", "subject": case.subject}
            show_on_screen(meeting, shown, officer)
        if step == "voting":
            show_on_screen(meeting, {}, officer)
            note_arrival(meeting, [owner.pk, union.pk], officer)
            vote = open_vote(meeting, imported, question, officer)
            cast_ballot(vote, "text:1", union)
        if step == "voted":
            close_vote(vote, officer)
            open_item(other, officer)  # a case about nothing, and the vote alone about the report
            vote = open_vote(meeting, imported, replace(question, report=closed.pk), officer)
            cast_ballot(vote, "text:1", union)
        if step == "after":
            close_vote(vote, officer)
            end_meeting(meeting, officer)
        for who, person in (("owner", owner), ("union", union)):
            client = client_of(person)
            for address in addresses:
                text = text_of(client.get(address))
                if "fjellrev" in text.lower() or re.search("487.331", text):
                    found[who].add(f"{step} {address.removeprefix(f'/nordland/moter/{meeting.pk}/')}")
    assert found["owner"] == set()
    live = {f"during {each}" for each in ("", "folg/", "storskjerm/", "storskjerm/folg/", "saksliste.pdf")}
    live |= {f"{step} {each}" for step in ("voting", "voted") for each in ("", "folg/", "storskjerm/", "referat.pdf")}
    assert (
        found["union"]
        >= {"before ", "before saksliste.pdf", f"before papirer/{paper.pk}/", "after ", "after referat.pdf"} | live
    )
