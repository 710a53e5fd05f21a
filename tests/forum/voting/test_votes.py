"""Votes in a meeting, through the pages: who may vote, that nobody sees what before it is closed, what comes of it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.forum.computing.specification import Specification
from fordel.forum.models import Ballot, ForumMember, Vote
from fordel.forum.scenarios.services.save_scenario import change_scenario, create_scenario, delete_scenario
from fordel.forum.seats.services.conflicts import decide_conflict, declare_conflict
from fordel.forum.seats.services.keep_seat import end_seat
from fordel.forum.voting.documents.vote_words import result_words
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import announce_closing, close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.models import Meeting, MinuteLine
from fordel.meetings.plugs import hooks
from fordel.meetings.services.change_agenda import Case, add_item, change_item
from fordel.meetings.services.lead_meeting import close_item, end_meeting, note_arrival, note_departure, open_item
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Office, Person, RoleAssignment
from fordel.parties.selectors.own_data import own_data
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from tests.forum.seats.test_conflicts import every_address, text_of
from tests.meetings.conftest import start
from tests.support.addresses import address_of
from tests.support.html import html_of
from tests.support.refused import refused_at
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
SeatFor = Callable[..., ForumMember]
QUESTION = "Skal forumet holde igjen tre millioner?"
YES, NO, LATER = "text:1", "text:2", "text:3"


@dataclass
class Forum:
    """Four seats that vote (the union's with a deputy), an observer, and a meeting with an open case."""

    meeting: Meeting
    round: Round
    officer: Person
    union: ForumMember
    ks: ForumMember
    pbl: ForumMember
    private: ForumMember
    observer: ForumMember

    def open(self, *texts: str, **more: Any) -> Vote:
        return open_vote(
            self.meeting, self.round, VoteInput(QUESTION, texts=texts or ("Ja", "Nei"), **more), self.officer
        )

    def url(self, name: str, vote: Vote | None = None) -> str:
        return address_of(name, meeting_id=self.meeting.pk, vote_id=vote.pk if vote else 0)

    def fresh(self) -> Meeting:
        return Meeting.objects.select_related("office").get(pk=self.meeting.pk)


def begin_meeting(round_: Any, officer: Person, case: Case | None = None) -> Meeting:
    """A meeting in progress, everybody who is called there, and its only case open."""
    starts_at = now() + timedelta(seconds=30)
    plan = MeetingPlan("Samarbeidsforum", "teams", starts_at, starts_at + timedelta(hours=2))
    meeting = plan_meeting(round_.office, plan, officer)
    item = add_item(meeting, case or Case("Skal vi holde igjen midler?", "", 40), officer)
    people = [*hooks.people_of(meeting), hooks.Called(officer, "Sekretariatet", is_secretary=True)]
    call_meeting(meeting, people, officer)
    start(meeting, officer)
    note_arrival(meeting, [each.person.pk for each in people], officer)
    open_item(item, officer)
    return Meeting.objects.select_related("office").get(pk=meeting.pk)


@pytest.fixture
def forum(nordland: Any, seat_for: SeatFor, officer: Person) -> Forum:
    union = seat_for("union", label="Utdanningsforbundet", deputy_name="Vara", deputy_email="vara@example.org")
    ks, pbl = seat_for("ks", label="KS"), seat_for("pbl", label="PBL")
    private, observer = seat_for("private_owner", label="Private"), seat_for("observer", label="Sametinget")
    meeting = begin_meeting(nordland, officer)
    assert union.deputy is not None
    note_departure(meeting, [union.deputy.pk], officer)
    return Forum(meeting, nordland, officer, union, ks, pbl, private, observer)


def vote_as(client: Client, forum: Forum, vote: Vote, option: str) -> Any:
    return client.post(forum.url("forum_work:cast", vote), {"option": option})


def lines_of(forum: Forum) -> list[str]:
    return list(MinuteLine.objects.filter(meeting=forum.meeting, kind="vote").values_list("text", flat=True))


def test_from_the_question_to_the_result(forum: Forum, client_of: ClientOf) -> None:
    office = client_of(forum.officer)
    form = office.get(forum.url("forum_work:open-vote")).content.decode()
    assert "4 av de 4 plassene som er til stede, kan stemme." in form
    wrong = office.post(forum.url("forum_work:open-vote"), {"question": "Hva nå?", "texts": "Ja"})
    assert wrong.status_code == 422 and 'id="f-scenario-error"' in wrong.content.decode()
    refused_at(wrong, "f-scenario", {"question": "Hva nå?", "texts": "Ja"})
    asked = {"question": QUESTION, "texts": "Ja\nNei\n", "minutes": ""}
    assert office.post(forum.url("forum_work:open-vote"), asked).status_code == 302
    vote = Vote.objects.get()
    assert vote.rules == {"quorum_percent": 50, "majority_percent": 50}
    assert [each["label"] for each in vote.options] == ["Ja", "Nei"]
    seats = (forum.union, forum.ks, forum.pbl, forum.private)
    for seat, option in zip(seats, (YES, NO, YES, NO), strict=True):
        client = client_of(seat.person)
        assert vote_as(client, forum, vote, option).status_code == 302
    assert vote_as(client, forum, vote, YES).status_code == 302  # and changed
    assert Ballot.objects.filter(vote=vote).count() == 4
    assert office.post(forum.url("forum_work:close-vote", vote)).status_code == 302
    vote.refresh_from_db()
    counted = {name: vote.result[name] for name in ("outcome", "options", "counts", "voted", "entitled", "seats")}
    assert counted == {
        "outcome": "majority",
        "options": [YES],
        "counts": {YES: 3, NO: 1},
        "voted": 4,
        "entitled": 4,
        "seats": 4,
    }
    opened, closed = lines_of(forum)
    assert "4 av de 4 plassene som er til stede, kan stemme." in opened
    assert "Statsforvalteren er sekretariat og stemmer ikke." in opened
    assert "Ja: 3; Nei: 1." in closed and "«Ja» fikk flertall: 3 av 4." in closed
    for reader in (office, client_of(forum.observer.person)):
        page = reader.get(forum.url("meetings:meeting")).content.decode()
        assert page.count("«Ja» fikk flertall: 3 av 4.") == 3  # in the minutes, beside them, and on the screen
    end_meeting(forum.meeting, forum.officer)
    assert "«Ja» fikk flertall" in office.get(forum.url("meetings:meeting")).content.decode()
    assert "«Ja» fikk flertall" in text_of(office.get(forum.url("meetings:minutes-pdf")))
    assert first_broken_entry() is None


def test_the_office_observers_and_those_who_are_away_do_not_vote(
    forum: Forum, client_of: ClientOf, person_as: Callable[..., Person]
) -> None:
    vote = forum.open()
    for person in (forum.officer, person_as("approver")):
        refused = vote_as(client_of(person), forum, vote, YES)
        assert refused.status_code == 403
        assert "Statsforvalteren er sekretariat og kan ikke stemme." in refused.content.decode()
    with pytest.raises(UserError, match="kan ikke stemme"):
        cast_ballot(vote, YES, forum.officer)
    deputy = forum.union.deputy
    assert deputy is not None
    both_roles = forum.pbl.person
    RoleAssignment.objects.create(person=both_roles, role="approver", office=Office.objects.get(slug="nordland"))
    why = {
        forum.observer.person: "Observatører deltar og stemmer ikke",
        deputy: "ikke notert som til stede",
        both_roles: "Statsforvalteren er sekretariat",
    }
    for person, words in why.items():
        with pytest.raises(UserError, match=words):
            cast_ballot(vote, YES, person)
    answer = vote_as(client_of(forum.observer.person), forum, vote, YES)
    assert answer.status_code == 409 and "stemmer ikke" in answer.content.decode()
    note_arrival(forum.meeting, [deputy.pk], forum.officer)
    with pytest.raises(UserError, match="er det medlemmet som stemmer"):
        cast_ballot(vote, YES, deputy)
    assert not Ballot.objects.exists()
    nothing = vote_as(client_of(forum.ks.person), forum, vote, "text:9").content.decode()
    assert "Velg ett svar" in nothing and 'id="f-option-error"' in nothing


def test_a_seat_has_one_ballot_whoever_is_there_for_it(forum: Forum, client_of: ClientOf) -> None:
    vote, deputy = forum.open(), forum.union.deputy
    assert deputy is not None
    cast_ballot(vote, NO, forum.union.person)
    note_departure(forum.meeting, [forum.union.person_id], forum.officer)
    note_arrival(forum.meeting, [deputy.pk], forum.officer)
    page = client_of(deputy).get(forum.url("meetings:meeting")).content.decode()
    assert "En annen har stemt for plassen." in page
    assert not re.search(r'<input[^>]*name="option"[^>]*checked', page)  # what the member chose is theirs
    cast_ballot(vote, YES, deputy)
    ballot = Ballot.objects.get()
    assert (ballot.option, ballot.cast_by, ballot.member) == (YES, deputy, forum.union)


def test_a_person_with_two_seats_has_one_ballot(forum: Forum, seat_for: SeatFor) -> None:
    """Deputy for the union and for a seat whose member is away: whichever they voted for last."""
    deputy = forum.union.deputy
    assert deputy is not None
    other = seat_for("university", label="UH", deputy_name="Vara", deputy_email=deputy.email)
    note_departure(forum.meeting, [forum.union.person_id], forum.officer)
    note_arrival(forum.meeting, [deputy.pk], forum.officer)
    vote = forum.open()
    cast_ballot(vote, YES, deputy)
    assert Ballot.objects.get().member == other  # «UH» is before «Utdanningsforbundet»
    ForumMember.objects.filter(pk=other.pk).update(deputy=None)
    cast_ballot(vote, NO, deputy)
    assert Ballot.objects.get().member == forum.union


def test_it_closes_when_all_have_voted_or_after_the_announced_time(
    forum: Forum, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, vote = client_of(forum.officer), forum.open(minutes=10)
    early = office.post(forum.url("forum_work:close-vote", vote))
    assert early.status_code == 409 and "Disse har ikke stemt: KS, PBL, Private" in early.content.decode()
    page = office.get(forum.url("meetings:meeting")).content.decode()
    assert re.search(r'data-new-in="(59\d|600)"', page)
    assert re.search(r'id="vote-\d+-close"\s+disabled\s+aria-describedby="why-not-close"', page)
    with pytest.raises(UserError, match="senere tidspunkt er varslet"):
        announce_closing(vote, 5, forum.officer)
    Vote.objects.update(may_close_at=now() - timedelta(seconds=1))
    page = office.get(forum.url("meetings:meeting")).content.decode()
    assert "data-new-in" not in page and "disabled" not in page.split('id="vote-')[1]
    assert office.post(forum.url("forum_work:close-vote", vote)).status_code == 302
    vote.refresh_from_db()
    assert (vote.result["outcome"], vote.result["voted"]) == ("tie", 0)
    second = forum.open()
    cast_ballot(second, YES, forum.ks.person)
    for seat in (forum.union, forum.pbl, forum.private):
        note_departure(forum.meeting, [seat.person_id], forum.officer)
    close_vote(second, forum.officer)  # nobody who is there is waited for
    second.refresh_from_db()
    assert (second.result["outcome"], second.result["present"]) == ("no_quorum", 1)
    assert "For få var til stede" in lines_of(forum)[-1]


def test_a_time_can_be_announced_while_it_is_open(forum: Forum, client_of: ClientOf) -> None:
    office, vote = client_of(forum.officer), forum.open()
    for typed in ("", "snart", "0", "999"):
        answer = office.post(forum.url("forum_work:announce-closing", vote), {"wait": typed})
        text = answer.content.decode()
        assert answer.status_code == 422 and 'id="f-wait-error"' in text, typed
        assert "mellom 1 og 240 minutter" in text
        assert f'name="wait" value="{typed}"' in html_of(text)
    assert office.post(forum.url("forum_work:announce-closing", vote), {"wait": "5"}).status_code == 302
    vote.refresh_from_db()
    assert vote.may_close_at is not None and "kan avsluttes fra kl." in lines_of(forum)[-1]


def test_several_without_a_majority_lead_to_a_vote_between_the_two_highest(forum: Forum, client_of: ClientOf) -> None:
    office, vote = client_of(forum.officer), forum.open("Ja", "Nei", "Vente")
    for seat, option in ((forum.union, YES), (forum.ks, NO), (forum.pbl, NO), (forum.private, YES)):
        cast_ballot(vote, option, seat.person)
    close_vote(vote, forum.officer)
    page = office.get(forum.url("meetings:meeting")).content.decode()
    assert "Stem mellom de to som fikk flest" in page
    assert office.post(forum.url("forum_work:vote-again", vote)).status_code == 302
    again = Vote.objects.get(follows=vote)
    assert ([each["code"] for each in again.options], again.question) == ([YES, NO], QUESTION)
    assert office.post(forum.url("forum_work:vote-again", vote)).status_code == 409
    for seat, option in ((forum.union, YES), (forum.ks, NO), (forum.pbl, NO), (forum.private, YES)):
        cast_ballot(again, option, seat.person)
    close_vote(again, forum.officer)
    assert "Både «Ja» og «Nei» føres i referatet" in lines_of(forum)[-1]
    assert office.post(forum.url("forum_work:vote-again", again)).status_code == 409


def test_the_forum_agrees_after_all_and_no_ballot_is_left(forum: Forum, client_of: ClientOf) -> None:
    office, vote = client_of(forum.officer), forum.open()
    cast_ballot(vote, YES, forum.ks.person)
    empty = office.post(forum.url("forum_work:agree-instead", vote), {"text": " "})
    refused_at(empty, "f-text", {})
    agreed = {"text": "Hold igjen to millioner."}
    assert office.post(forum.url("forum_work:agree-instead", vote), agreed).status_code == 302
    vote.refresh_from_db()
    assert vote.agreed and vote.closed_at and not Ballot.objects.exists()
    assert "Forumet ble enig: Hold igjen to millioner." in lines_of(forum)[-1]
    page = client_of(forum.ks.person).get(forum.url("meetings:meeting")).content.decode()
    assert "Forumet ble enig: Hold igjen to millioner." in page
    with pytest.raises(UserError, match="avsluttet"):
        cast_ballot(vote, NO, forum.ks.person)


def test_an_open_vote_keeps_the_meeting_and_its_case(forum: Forum, client_of: ClientOf) -> None:
    vote, item = forum.open(), forum.meeting.items.get()
    other = add_item(forum.meeting, Case("Eventuelt"), forum.officer)
    office = client_of(forum.officer)
    answer = carry_out(office, forum.url("meetings:end"))
    assert answer.status_code == 409 and "En avstemning er åpen" in answer.content.decode()
    for act in (
        lambda: end_meeting(forum.meeting, forum.officer),
        lambda: close_item(item, forum.officer),
        lambda: open_item(other, forum.officer),
        lambda: change_item(item, Case(item.title, subject="report:1"), forum.officer),
        forum.open,
    ):
        with pytest.raises(UserError, match="En avstemning er åpen"):
            act()
    change_item(item, Case("Nytt navn", subject=item.subject), forum.officer)
    for seat in (forum.union, forum.ks, forum.pbl, forum.private):
        cast_ballot(vote, YES, seat.person)
    close_vote(vote, forum.officer)
    open_item(other, forum.officer)
    end_meeting(forum.meeting, forum.officer)
    with pytest.raises(UserError):
        forum.open()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (VoteInput(" ", texts=("Ja", "Nei")), "question"),
        (VoteInput("?" * 201, texts=("Ja", "Nei")), "question"),
        (VoteInput("Hva?", texts=("Ja",)), "scenario"),
        (VoteInput("Hva?", texts=[str(n) for n in range(7)]), "scenario"),
        (VoteInput("Hva?", texts=("Ja", "ja")), "texts"),
        (VoteInput("Hva?", texts=("Ja", "N" * 121)), "texts"),
        (VoteInput("Hva?", scenarios=(77,), texts=("Ja",)), "scenario"),
        (VoteInput("Hva?", texts=("Ja", "Nei"), report=77), "report"),
        (VoteInput("Hva?", texts=("Ja", "Nei"), minutes=0), "minutes"),
        (VoteInput("Hva?", texts=("Ja", "Nei"), minutes=241), "minutes"),
    ],
)
def test_what_cannot_be_asked_names_its_field(forum: Forum, asked: VoteInput, field: str) -> None:
    with pytest.raises(UserError) as found:
        open_vote(forum.meeting, forum.round, asked, forum.officer)
    assert found.value.field == field and not Vote.objects.exists()


def test_a_vote_needs_a_case_and_somebody_who_may_vote(forum: Forum, client_of: ClientOf) -> None:
    people = Person.objects.values_list("pk", flat=True)
    note_departure(forum.meeting, people, forum.officer)
    form = client_of(forum.officer).get(forum.url("forum_work:open-vote")).content.decode()
    assert "Ingen som kan stemme, er registrert som til stede ennå." in form and "0 av" not in form
    with pytest.raises(UserError, match="Ingen som kan stemme"):
        forum.open()
    close_item(forum.meeting.items.get(), forum.officer)
    with pytest.raises(UserError, match="Ingen sak er åpen"):
        forum.open()


def test_scenarios_are_voted_on_by_what_they_are_called(imported: Any, seat_for: SeatFor, officer: Person) -> None:
    made = [create_scenario(imported, name, Specification(), officer) for name in ("Ingen kutt", "Alt ut")]
    seat = seat_for("ks")
    meeting = begin_meeting(imported, officer)
    vote = open_vote(meeting, imported, VoteInput("Hvilket?", scenarios=[each.pk for each in made]), officer)
    assert [each["label"] for each in vote.options] == ["1 Ingen kutt", "2 Alt ut"]
    for act in (
        lambda: change_scenario(made[1].pk, "Et annet", Specification(method="equal"), officer),
        lambda: delete_scenario(made[1].pk, officer),
    ):
        with pytest.raises(UserError, match="Forumet stemmer over alternativet nå"):
            act()
    cast_ballot(vote, f"scenario:{made[1].pk}", seat.person)
    assert close_vote(vote, officer).result["options"] == [f"scenario:{made[1].pk}"]
    change_scenario(made[1].pk, "Et annet", Specification(method="equal"), officer)
    vote.refresh_from_db()
    assert "«2 Alt ut» fikk flertall" in result_words(vote)  # what was voted on keeps its name


def _normal(text: str) -> str:
    """Without what differs between any two answers: tokens, nonces and the time of day."""
    text = re.sub(r'(csrfmiddlewaretoken\\?" value=\\?")[^"\\]+', r"\1", text)
    text = re.sub(r"nonce=.[^'\"]+", "", text)
    return re.sub(r"\b\d\d[.:]\d\d\b|\d{4}-\d\d-\d\dT[\d:.]+|\d{8}T\d{6}Z", "", text)


def test_before_it_is_closed_nothing_anybody_gets_depends_on_what_was_voted(
    forum: Forum, client_of: ClientOf, person_as: Callable[..., Person]
) -> None:
    """Every address for every role, and what is held about each, is the same for yes as for no, but for the voter."""
    vote = forum.open()
    voter = forum.ks.person
    cast_ballot(vote, YES, voter)
    people = {
        "officer": forum.officer,
        "approver": person_as("approver"),
        "auditor": person_as("auditor"),
        "member": forum.union.person,
        "observer": forum.observer.person,
        "voter": voter,
    }
    item = forum.meeting.items.get()
    arguments = {
        **WHERE,
        "meeting_id": forum.meeting.pk,
        "vote_id": vote.pk,
        "item_id": item.pk,
        "seat_id": forum.ks.pk,
        "line_id": MinuteLine.objects.filter(kind="vote").get().pk,
    }
    left = ("behovsmeldinger", "alternativer.", ".png")  # there are no reports, and pictures have the time in them
    addresses = [each for each in every_address(arguments) if not any(word in each for word in left)]
    seen: dict[str, set[str]] = {role: set() for role in people}
    before = {}
    for option in (YES, NO):
        Ballot.objects.update(option=option)
        for role, person in people.items():
            client = client_of(person)
            held = str({**own_data(person), "sign_ins": [], "person": {}})
            texts = {address: _normal(text_of(client.get(address))) for address in addresses} | {"held": held}
            if option == YES:
                before[role] = texts
            else:
                seen[role] = {name for name, text in texts.items() if text != before[role][name]}
    own = {forum.url("meetings:meeting"), forum.url("meetings:follow")}
    assert seen == {**{role: set() for role in people}, "voter": own}
    assert forum.url("meetings:big-screen") in addresses and len(addresses) > 40
    assert "text:" not in str(list(AuditEntry.objects.filter(action="forum.vote.cast").values_list("details")))
    assert "votes_in_the_forum" in own_data(voter) and not own_data(voter)["votes_in_the_forum"]
    for seat in (forum.union, forum.pbl, forum.private):
        cast_ballot(vote, YES, seat.person)
    close_vote(vote, forum.officer)
    (row,) = own_data(voter)["votes_in_the_forum"]
    assert (row["question"], row["option"], row["seat"]) == (QUESTION, "Nei", "KS")


@pytest.fixture
def case_41(imported: Any, seat_for: SeatFor, officer: Person) -> Forum:
    """The same, in a case about report 41, which the private owner's seat is conflicted in."""
    report = NeedsReport.objects.get(round=imported, number=41)
    union, ks, pbl = seat_for("union", label="UDF"), seat_for("ks", label="KS"), seat_for("pbl", label="PBL")
    private = seat_for("private_owner", report.owner, label="Private")
    observer = seat_for("observer", label="Sametinget")
    meeting = begin_meeting(imported, officer, Case("Melding 41", "", 20, f"report:{report.pk}"))
    return Forum(meeting, imported, officer, union, ks, pbl, private, observer)


def test_the_conflicted_do_not_vote_and_know_only_that_it_goes_on(case_41: Forum, client_of: ClientOf) -> None:
    forum, office = case_41, client_of(case_41.officer)
    vote = forum.open()
    assert vote.report is not None and vote.report.number == 41
    assert "3 av de 4 plassene" in lines_of(forum)[0] and (
        "Kan være inhabile, ikke avgjort, og er uten stemme: Private." in lines_of(forum)[0]
    )
    with pytest.raises(UserError, match="Du er, eller kan være, inhabil"):
        cast_ballot(vote, YES, forum.private.person)
    closed = client_of(forum.private.person)
    page = closed.get(forum.url("meetings:meeting")).content.decode()
    assert "Det pågår en avstemning. Du er, eller kan være, inhabil i det den gjelder" in page and QUESTION not in page
    assert "du er, eller kan være, inhabil og går ut når den behandles" in page
    wall = closed.get(forum.url("meetings:big-screen")).content.decode()
    assert QUESTION not in wall and "Du er, eller kan være, inhabil" in wall
    assert (
        "Private går ut når den behandles."
        in client_of(forum.ks.person).get(forum.url("meetings:meeting")).content.decode()
    )
    assert re.search(
        r"Private\s*</p>\s*<p[^>]*>\s*Kan være inhabil i meldinge?n?e? ?[\d, ]*41, ikke avgjort",
        office.get(forum.url("meetings:meeting")).content.decode(),
    )
    for seat in (forum.union, forum.ks, forum.pbl):
        cast_ballot(vote, NO, seat.person)
    result = close_vote(vote, forum.officer).result
    assert (result["entitled"], result["present"], result["undecided"]) == (3, 4, ["Private"])
    page = closed.get(forum.url("meetings:meeting")).content.decode()
    assert QUESTION not in page and "En avstemning om noe du er, eller kan være, inhabil i." in page


def test_a_conflict_that_is_found_meanwhile_takes_the_ballot_away(case_41: Forum, client_of: ClientOf) -> None:
    forum, vote = case_41, case_41.open()
    report = vote.report
    assert report is not None
    for seat, option in ((forum.union, YES), (forum.ks, YES), (forum.pbl, NO)):
        cast_ballot(vote, option, seat.person)
    follow, member = forum.url("meetings:follow"), client_of(forum.ks.person)
    etag = member.get(follow).headers["ETag"]
    conflict = declare_conflict(forum.ks, report, "Min søster", forum.ks.person)
    assert (
        QUESTION not in json.loads(member.get(follow, headers={"if-none-match": etag}).content)["parts"]["live-panels"]
    )
    result = close_vote(vote, forum.officer).result
    assert (result["counts"], result["entitled"], result["voted"], result["fell_away"]) == ({YES: 1, NO: 1}, 2, 2, 1)
    assert "1 stemme falt bort" in lines_of(forum)[-1]
    assert not Ballot.objects.filter(member=forum.ks).exists()
    decide_conflict(conflict.pk, "find_impartial", "Har sluttet", forum.officer)
    assert QUESTION in member.get(forum.url("meetings:meeting")).content.decode()


def test_the_deputy_is_bound_and_may_stand_in_only_where_the_person_is_partial(forum: Forum, imported: Any) -> None:
    """A conflict found for one of a person's seats keeps the person out of their other ones as well."""
    report, deputy = NeedsReport.objects.get(round=imported, number=41), forum.union.deputy
    assert deputy is not None
    note_arrival(forum.meeting, [deputy.pk], forum.officer)
    ForumMember.objects.filter(pk=forum.pbl.pk).update(deputy=forum.union.person)
    declare_conflict(forum.pbl, report, "Egen barnehage", forum.pbl.person)
    vote = forum.open(report=report.pk)
    with pytest.raises(UserError):
        cast_ballot(vote, YES, forum.union.person)  # stands in for PBL at other times
    cast_ballot(vote, YES, deputy)
    for seat in (forum.ks, forum.private):
        cast_ballot(vote, YES, seat.person)
    result = close_vote(vote, forum.officer).result
    assert (result["counts"][YES], result["entitled"], result["undecided"]) == (3, 3, ["PBL"])


def test_who_leaves_after_voting_has_voted_and_a_seat_that_ends_has_not(forum: Forum) -> None:
    vote = forum.open()
    cast_ballot(vote, YES, forum.ks.person)
    note_departure(forum.meeting, [forum.ks.person_id, forum.private.person_id], forum.officer)
    cast_ballot(vote, NO, forum.union.person)
    cast_ballot(vote, NO, forum.pbl.person)
    end_seat(forum.pbl.pk, forum.officer)
    ForumMember.objects.filter(pk=forum.pbl.pk).update(ends_on="2026-01-01")  # before the day of the meeting
    result = close_vote(vote, forum.officer).result
    assert (result["counts"], result["seats"], result["present"], result["entitled"]) == ({YES: 1, NO: 1}, 3, 2, 2)


def test_a_vote_about_another_report_than_the_case_is_refused(case_41: Forum) -> None:
    other = NeedsReport.objects.get(round=case_41.round, number=1)
    with pytest.raises(UserError, match="Saken gjelder en annen melding") as found:
        case_41.open(report=other.pk)
    assert found.value.field == "report"


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_database_a_fixed_number_of_times(
    nordland: Any, seat_for: SeatFor, officer: Person, client_of: ClientOf, count: int
) -> None:
    seats = [seat_for("union") for _each in range(count)]
    meeting = begin_meeting(nordland, officer)
    for number in range(count):
        vote = open_vote(meeting, nordland, VoteInput(f"Spørsmål {number}", texts=("Ja", "Nei")), officer)
        for seat in seats:
            cast_ballot(vote, YES, seat.person)
        if number < count - 1:
            close_vote(vote, officer)
    office, member = client_of(officer), client_of(seats[0].person)

    def counted(client: Client, name: str, **more: Any) -> int:
        address = address_of(name, meeting_id=meeting.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address, **more)
        return len(queries)

    found = {
        "office": counted(office, "meetings:meeting"),
        "member": counted(member, "meetings:meeting"),
        "follow": counted(member, "meetings:follow"),
        "wall": counted(member, "meetings:big-screen"),
        "form": counted(office, "forum_work:open-vote"),
    }
    etag = member.get(address_of("meetings:follow", meeting_id=meeting.pk)).headers["ETag"]
    found["304"] = counted(member, "meetings:follow", headers={"if-none-match": etag})
    assert found == {"office": 15, "member": 13, "follow": 13, "wall": 9, "form": 11, "304": 5}


def _together(*acts: Callable[[], object]) -> list[str]:
    """Each in a thread with a connection of its own, at once: how many were done, and how many refused."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            act()
            outcomes.append("done")
        except UserError:
            outcomes.append("refused")
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(forum: Forum) -> None:
    """Two openings make one vote, two ballots of a seat one, and a ballot is in the count or refused."""
    assert _together(forum.open, forum.open) == ["done", "refused"]
    vote = Vote.objects.get()
    person = forum.ks.person
    assert _together(lambda: cast_ballot(vote, YES, person), lambda: cast_ballot(vote, NO, person)) == ["done"] * 2
    assert Ballot.objects.count() == 1
    for seat in (forum.union, forum.pbl):
        cast_ballot(vote, YES, seat.person)
    Vote.objects.update(may_close_at=now() - timedelta(seconds=1))
    outcomes = _together(lambda: cast_ballot(vote, YES, forum.private.person), lambda: close_vote(vote, forum.officer))
    vote.refresh_from_db()
    assert "done" in outcomes and vote.closed_at is not None
    assert vote.result["voted"] == Ballot.objects.count() == (4 if outcomes == ["done", "done"] else 3)
    assert sum(vote.result["counts"].values()) == vote.result["voted"]
    assert first_broken_entry() is None


@pytest.mark.django_db(transaction=True)
def test_ballots_while_conflicts_are_declared_and_people_leave(forum: Forum, imported: Any) -> None:
    """Everything that may happen in the same second is done one after the other, and nothing waits for itself."""
    report = NeedsReport.objects.get(round=imported, number=41)
    vote = forum.open(report=report.pk)
    outcomes = _together(
        *(lambda seat=seat: cast_ballot(vote, YES, seat.person) for seat in (forum.union, forum.ks, forum.pbl)),
        lambda: declare_conflict(forum.ks, report, "Min søster", forum.ks.person),
        lambda: note_departure(forum.meeting, [forum.private.person_id], forum.officer),
    )
    assert set(outcomes) <= {"done", "refused"} and outcomes.count("done") >= 4
    result = close_vote(vote, forum.officer).result
    assert (result["voted"], result["entitled"], result["counts"][YES]) == (2, 2, 2)
