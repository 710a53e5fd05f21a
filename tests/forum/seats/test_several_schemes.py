"""Two schemes at one office: one forum serves both, and one meeting deals with cases of each."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fordel.forum.models import ForumMember, SeatGroup, Vote
from fordel.forum.seats.presentation.open_conflicts import before_meeting
from fordel.forum.seats.selectors.report_subject import subject_of_report, subject_of_round
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.forum.seats.services.serve_scheme import serve_scheme
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.models import Meeting
from fordel.meetings.plugs import hooks
from fordel.meetings.services.change_agenda import Case, add_item, change_item
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import end_meeting, note_arrival, open_item, start_meeting
from fordel.meetings.services.minutes import write_line
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Office, Organisation, Person
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.running import name_among, running_rounds
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.services.open_round import open_round
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from tests.forum.seats.test_conflicts import text_of
from tests.reports.drafting.conftest import set_time
from tests.support.addresses import address_of
from tests.support.where import WHERE

__all__ = ["set_time"]
pytestmark = pytest.mark.django_db
SeatFor = Callable[..., ForumMember]
ClientOf = Callable[[Person], Client]
LIFELONG: Final = Path(__file__).resolve().parents[2] / "schemes" / "lifelong-2026.toml"
FRAMES: Final = {"culture": 3_000_000, "adult": 2_000_000, "library": 1_000_000}
SECRET: Final = "Hemmelig tiltak om fjellrev"
YES: Final = "text:1"
ASKED: Final = VoteInput("Enige?", texts=("Ja", "Nei"))

LATER: Final = {"office": "nordland", "scheme": "livslang", "year": 2027}


@pytest.fixture(autouse=True)
def in_march(set_time: Callable[[datetime], None]) -> None:
    set_time(datetime(2026, 3, 12, 9, tzinfo=OSLO))


@pytest.fixture
def lifelong(imported: Round, officer: Person) -> Round:
    """The invented scheme at the same office, a year later: two reports, and another quorum."""
    definition = tomllib.loads(LIFELONG.read_text(encoding="utf-8")) | {"year": 2027}
    definition["forum"]["quorum_percent"] = 60
    sha256 = hashlib.sha256(str(definition).encode()).hexdigest()
    version = SchemeVersion.objects.create(
        code="lifelong", slug="livslang", year=2027, definition=definition, sha256=sha256
    )
    round_ = open_round(imported.office, version, FRAMES, officer)
    partner = Organisation.objects.filter(kind="university").order_by("pk")[0]
    lines = ["Nr;Eier;Org.nr;Målgruppe;Tiltak;Tema;Samarbeidspartner;Meldt behov 2027 (kr);Herav til UH (kr)"]
    owners = Organisation.objects.filter(kind="municipality", municipality__office=imported.office).order_by("pk")[:2]
    for number, owner in enumerate(owners, 1):
        title = SECRET if number == 1 else "Lese sammen"
        lines.append(
            f"{number};{owner.name};{owner.organisation_number};Kulturskole;{title};Lesing;{partner.name};90000;1000"
        )
    outcome = import_file(round_, "livslang.csv", "\n".join(lines).encode(), officer)
    assert (outcome.accepted, outcome.problems) == (2, [])
    return round_


def begin_meeting(round_: Round, officer: Person, *cases: Case) -> Meeting:
    """A meeting in progress, with everybody who is called there; no case is open."""
    plan = MeetingPlan("Samarbeidsforum", "teams", now() + timedelta(minutes=1), now() + timedelta(hours=2))
    meeting = plan_meeting(round_.office, plan, officer)
    for case in cases:
        add_item(meeting, case, officer)
    called = [*hooks.people_of(meeting), hooks.Called(officer, "Sekretariatet", is_secretary=True)]
    call_meeting(meeting, called, officer)
    start_meeting(meeting, officer)
    note_arrival(meeting, [each.person.pk for each in called], officer)
    return Meeting.objects.select_related("office").get(pk=meeting.pk)


def test_the_forum_gets_the_groups_of_every_scheme_once(lifelong: Round) -> None:
    office = lifelong.office
    codes = list(SeatGroup.objects.filter(forum__office=office).values_list("code", flat=True))
    both = ["public_owner", "private_owner", "university", "ks", "pbl", "union", "other", "observer"]
    assert codes == [*both, "municipality", "arts_school", "library", "guest"]
    assert list(SeatGroup.objects.filter(forum__office=office, votes=False).values_list("code", flat=True)) == [
        "observer",
        "guest",
    ]
    assert set(office.forum.schemes) == {"collective", "lifelong"}
    serve_scheme(office, lifelong.scheme)
    assert list(SeatGroup.objects.filter(forum__office=office).values_list("code", flat=True)) == codes


def test_titles_of_files_name_the_scheme_if_the_office_runs_several(
    lifelong: Round, imported: Round, officer: Person, client_of: ClientOf
) -> None:
    for round_, name in ((imported, "Kollektiv"), (lifelong, "Livslang")):
        answer = client_of(officer).get(reverse("insight:pdf", kwargs={**round_.where}))
        with pikepdf.open(BytesIO(answer.content)) as pdf, pdf.open_metadata() as metadata:
            assert name in str(metadata["dc:title"]) and str(round_.year) in str(metadata["dc:title"])


@pytest.mark.parametrize(
    ("language", "group", "guests"),
    [("nb", "Kulturskolene", "Gjester"), ("nn", "Kulturskulane", "Gjester"), ("en", "Schools of arts", "Guests")],
)
def test_the_members_page_knows_the_groups_by_name(
    lifelong: Round, seat_for: SeatFor, officer: Person, client_of: ClientOf, language: str, group: str, guests: str
) -> None:
    seat_for("arts_school", label="Bodø kulturskole")
    seat_for("guest", label="Kulturtanken")
    client = client_of(officer)
    client.cookies[settings.FORDEL_LANGUAGE_COOKIE] = language
    page = text_of(client.get(address_of("forum_people:members")))
    assert f"<td>{group}</td>" in page and f"<td>{guests}</td>" in page
    missing = {"nb": "Kommunene", "nn": "Kommunane", "en": "Municipalities"}[language]
    assert missing in page  # the regulation expects a seat for them
    for where in (WHERE, LATER):
        assert address_of("forum_work:conflicts", **where) in page
        assert address_of("forum_work:prioritising", **where) in page
    form = text_of(client.get(address_of("forum_people:add-seat")))
    assert f'<option value="arts_school">{group}</option>' in form


def test_a_case_is_about_a_matter_of_one_of_the_rounds_or_nothing(lifelong: Round, officer: Person) -> None:
    groups = dict(hooks.subjects_of(lifelong.office_id))
    assert [name[-4:] for name in groups] == ["2027", "2026"]
    assert [next(key for key, _words in listed) for listed in groups.values()] == [
        subject_of_round(each.pk) for each in Round.objects.filter(is_history=False).order_by("-year")
    ]
    assert sorted(map(len, groups.values())) == [3, 53]
    meeting = plan_meeting(lifelong.office, MeetingPlan("Samarbeidsforum", "to_be_set"), officer)
    elsewhere = plan_meeting(Office.objects.get(slug="trondelag"), MeetingPlan("Samarbeidsforum", "to_be_set"), officer)
    report = subject_of_report(NeedsReport.objects.get(round=lifelong, number=1).pk)
    item = add_item(meeting, Case("Fjellrev", subject=report), officer)
    for act in (
        lambda: add_item(elsewhere, Case("Fjellrev", subject=report), officer),
        lambda: add_item(meeting, Case("Borte", subject="report:999999"), officer),
        lambda: change_item(item, Case("Fjellrev", subject="round:999999"), officer),
        lambda: add_paper(meeting, "notat.txt", b"Notat", officer, subject="report:999999"),
    ):
        with pytest.raises(UserError) as refused:
            act()
        assert refused.value.field == "subject"


def test_a_meeting_with_a_case_of_each_round(
    imported: Round, lifelong: Round, seat_for: SeatFor, officer: Person, client_of: ClientOf
) -> None:
    """The same number in both rounds: the seat is conflicted in one of them alone, and sees nothing of that one."""
    theirs = NeedsReport.objects.get(round=lifelong, number=1)
    other = NeedsReport.objects.get(round=imported, number=1)
    arts, union = seat_for("arts_school", label="Kulturskolene"), seat_for("union", label="Fagforbundet")
    guest = seat_for("guest", label="Kulturtanken")
    declare_conflict(arts, theirs, "Min bror", arts.person)
    meeting = begin_meeting(
        imported,
        officer,
        Case(SECRET, "", 10, subject_of_report(theirs.pk)),
        Case("Melding 1", "", 10, subject_of_report(other.pk)),
        Case("Eventuelt", "", 5),
    )
    first, second, last = meeting.items.order_by("position")
    begun = meeting.minute_lines.get(kind="conflict").text
    assert begun.endswith("Kulturskolene (Livslang læring i fjell og fjord 2027: melding 1).")
    open_item(first, officer)
    write_line(meeting, f"{SECRET} ble drøftet.", by=officer)
    with pytest.raises(UserError):  # by the rules of a round that the report is not of
        open_vote(meeting, imported, ASKED, officer)
    vote = open_vote(meeting, lifelong, ASKED, officer)
    assert (vote.round, vote.rules["quorum_percent"]) == (lifelong, 60)
    cast_ballot(vote, YES, union.person)
    for seat in (arts, guest):
        with pytest.raises(UserError):
            cast_ballot(vote, YES, seat.person)
    under_2026 = address_of("forum_work:close-vote", meeting_id=meeting.pk, vote_id=vote.pk)
    assert client_of(officer).post(under_2026).status_code == 404
    under_2027 = address_of("forum_work:close-vote", **LATER, meeting_id=meeting.pk, vote_id=vote.pk)
    assert client_of(officer).post(under_2027).status_code == 302
    open_item(second, officer)
    vote = open_vote(meeting, imported, ASKED, officer)
    assert (vote.round, vote.rules["quorum_percent"]) == (imported, 50)
    for seat in (arts, union):
        cast_ballot(vote, YES, seat.person)
    close_vote(vote, officer)
    open_item(last, officer)
    page = text_of(client_of(officer).get(address_of("meetings:meeting", meeting_id=meeting.pk)))
    for where in (WHERE, LATER):  # a case about nothing: the secretary says whose rules the vote follows
        assert address_of("forum_work:open-vote", **where, meeting_id=meeting.pk) in page
    end_meeting(meeting, officer)
    assert sorted(Vote.objects.exclude(closed_at=None).values_list("round__year", flat=True)) == [2026, 2027]
    paths = ("meetings:meeting", "meetings:minutes-pdf", "meetings:agenda-pdf", "meetings:big-screen")
    pages = [address_of(name, meeting_id=meeting.pk) for name in paths]
    for page in pages:
        assert "fjellrev" not in text_of(client_of(arts.person).get(page)).lower(), page
    assert any("fjellrev" in text_of(client_of(union.person).get(page)).lower() for page in pages)


def test_a_conflict_that_is_declared_meanwhile_names_the_scheme(
    imported: Round, lifelong: Round, seat_for: SeatFor, officer: Person
) -> None:
    seat = seat_for("union", label="Fagforbundet")
    meeting = begin_meeting(imported, officer)
    report = NeedsReport.objects.get(round=lifelong, number=1)
    declare_conflict(seat, report, "Min bror", seat.person)
    name = scheme_of(lifelong.scheme).name["nb"]
    said = meeting.minute_lines.filter(kind="conflict").last()
    assert said is not None and said.text == f"Fagforbundet meldte seg inhabil i melding 1 ({name} 2027)."


def test_what_is_open_before_a_meeting_is_told_apart_by_round(
    imported: Round, lifelong: Round, seat_for: SeatFor
) -> None:
    seat = seat_for("public_owner", NeedsReport.objects.get(round=imported, number=41).owner)
    for round_ in (imported, lifelong):
        declare_conflict(seat, NeedsReport.objects.get(round=round_, number=1), "Min bror", seat.person)
    soon = now() + timedelta(days=1)
    plan = MeetingPlan("Samarbeidsforum", "teams", soon, soon + timedelta(hours=2))
    said = [each.text for each in before_meeting(plan_meeting(imported.office, plan, None), "start")]
    names = [name_among(each.id, running_rounds(imported.office_id)) for each in running_rounds(imported.office_id)]
    assert len(said) == len(names) == 2
    assert all(text.startswith(f"{name}: ") for text, name in zip(said, names, strict=True))


def test_a_vote_follows_the_round_that_its_case_names(
    imported: Round, lifelong: Round, seat_for: SeatFor, officer: Person
) -> None:
    seat_for("union")
    meeting = begin_meeting(imported, officer, Case("Innstillingen", subject=subject_of_round(lifelong.pk)))
    open_item(meeting.items.get(), officer)
    with pytest.raises(UserError):
        open_vote(meeting, imported, ASKED, officer)
    assert open_vote(meeting, lifelong, ASKED, officer).round == lifelong
