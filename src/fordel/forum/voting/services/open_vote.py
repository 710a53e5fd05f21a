"""Opens a vote in a meeting, and opens it again between the two that got most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.votes import AGAIN
from fordel.forum.models import Scenario, Vote
from fordel.forum.seats.selectors.report_subject import report_of, round_of
from fordel.forum.voting.documents.vote_words import opened_words
from fordel.forum.voting.selectors.electorate import electorate
from fordel.forum.voting.selectors.votes import subject_of
from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.meetings.services.lock_meeting import locked_meeting, require_state, save_seen
from fordel.meetings.services.minutes import draft_words
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.selectors.reports import reports_of_round
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError

FEWEST: Final = 2
MOST: Final = 6
LONGEST_WAIT: Final = 240
LONGEST_OPTION: Final = 120
Options = list[dict[str, Any]]


@dataclass(frozen=True)
class VoteInput:
    """What is asked. `scenarios` are ids, `texts` other options; `report` is an id, or 0 where the vote is about none
    or its case says it. `minutes`: when it may be closed in any case, from now; None for when all have voted."""

    question: str
    scenarios: Sequence[int] = ()
    texts: Sequence[str] = ()
    report: int = 0
    minutes: int | None = None


@transaction.atomic
def open_vote(meeting: Meeting, round_: Round, asked: VoteInput, by: Person) -> Vote:
    """The open vote, in the case that is open, by the rules of the round. Raises UserError that names the field, and if
    the case is about another round."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.ONGOING)
    item = found.open_case()
    if item is None:
        raise UserError(_("No case is open."), _("Open the case that the vote belongs to."))
    _require_round(found, item, round_)
    question = asked.question.strip()
    if not question:
        raise UserError(_("There is no question."), _("Write what the forum is to decide."), "question")
    if len(question) > 200:
        raise UserError(_("The question is too long."), _("There is room for %(most)s.") % {"most": 200}, "question")
    if asked.minutes is not None and not 0 < asked.minutes <= LONGEST_WAIT:
        raise UserError(_("The time must be between 1 and %(most)s minutes.") % {"most": LONGEST_WAIT}, "", "minutes")
    vote = Vote(meeting=found, round=round_, item=item, question=question, options=_options(round_, asked))
    vote.report_id = _report(round_, item, asked.report)
    vote.may_close_at = now() + timedelta(minutes=asked.minutes) if asked.minutes else None
    return begin(found, vote, by)


def begin(meeting: Meeting, vote: Vote, by: Person) -> Vote:
    """Opens the vote that is made out, with the rules of its round as they are now. Called with the meeting locked.
    Raises UserError where another is open, or nobody who may vote is there."""
    if Vote.objects.filter(meeting=meeting, closed_at__isnull=True).exists():
        raise UserError(_("A vote is open already."), _("Close it first."))
    seats = electorate(meeting, vote.report_id)
    if not seats.entitled:
        raise UserError(_("Nobody who may vote is noted as being here."), _("Note who is here first."))
    rules = scheme_of(vote.round.scheme).forum
    vote.rules = {"quorum_percent": rules.quorum_percent, "majority_percent": rules.majority_percent}
    vote.opened_at, vote.opened_by = now(), by
    vote.save()
    draft_words(meeting, "vote", lambda: opened_words(vote, seats), vote.item, subject_of(vote))
    save_seen(meeting)
    details = {
        "meeting": meeting.pk,
        "options": len(vote.options),
        "report": vote.report_id,
        "follows": vote.follows_id,
        "seats": len(seats.seats),
        "present": len(seats.present),
        "entitled": len(seats.entitled),
    }
    record("forum.vote.opened", actor=by, subject=vote, office=meeting.office_id, details=details)
    return vote


def _require_round(meeting: Meeting, item: AgendaItem, round_: Round) -> None:
    """Raise UserError if the round is not the meeting's office's, or the case is about another round as a whole."""
    if round_.office_id != meeting.office_id or round_of(item.subject) not in (None, round_.pk):
        raise UserError(_("The case is about another round."), _("Open the vote from the page of the meeting."))


def _options(round_: Round, asked: VoteInput) -> Options:
    chosen = Scenario.objects.filter(round=round_, pk__in=asked.scenarios).order_by("number")
    options: Options = [
        {"code": f"scenario:{each.pk}", "label": f"{each.number} {each.name}", "input_hash": each.input_hash}
        for each in chosen
    ]
    if len(options) != len(set(asked.scenarios)):
        raise UserError(_("A scenario is gone."), _("Choose among those that are left."), "scenario")
    texts = [text.strip() for text in asked.texts if text.strip()]
    for text in texts:
        if len(text) > LONGEST_OPTION:
            problem = _("«%(text)s…» is too long.") % {"text": text[:30]}
            raise UserError(problem, _("There is room for %(most)s.") % {"most": LONGEST_OPTION}, "texts")
    options += [{"code": f"text:{place}", "label": text} for place, text in enumerate(texts, 1)]
    if not FEWEST <= len(options) <= MOST:
        raise UserError(
            _("There are %(count)s to choose between.") % {"count": len(options)},
            _("Choose from %(fewest)s to %(most)s.") % {"fewest": FEWEST, "most": MOST},
            "scenario",
        )
    if len({each["label"].casefold() for each in options}) < len(options):
        raise UserError(_("Two of the choices are the same."), _("Write each once."), "texts")
    return options


def _report(round_: Round, item: AgendaItem, chosen: int) -> int | None:
    """The report that the case, or else the vote, is about. Raises UserError where they are two."""
    of_case = report_of(item.subject)
    if of_case is not None and chosen not in (0, of_case):
        raise UserError(_("The case is about another report."), _("Open a case for this one first."), "report")
    wanted = of_case or chosen
    if not wanted:
        return None
    if not reports_of_round(round_).filter(pk=wanted).exists():
        raise UserError(_("The report is not of this round."), _("Choose another, or none."), "report")
    return wanted


@transaction.atomic
def vote_again(vote: Vote, by: Person) -> Vote:
    """The open vote that `follows` the closed one: the same question, in the same case, with its two highest options.
    Raises UserError where the first did not end so, or has been followed, or its case is not open."""
    meeting = locked_meeting(vote.meeting_id)
    require_state(meeting, MeetingState.ONGOING)
    first = Vote.objects.select_for_update(of=("self",)).select_related("item", "round__scheme").get(pk=vote.pk)
    if first.closed_at is None or first.result.get("outcome") != AGAIN:
        raise UserError(_("There are not two highest to vote between."), _("Open a vote of its own."))
    if Vote.objects.filter(follows=first).exists():
        raise UserError(_("The new vote has been opened already."), _("Look at the page again."))
    if first.item is None or first.item.opened_at is None or first.item.closed_at is not None:
        raise UserError(_("The case of the vote is closed."), _("Open it again first."))
    options = [each for each in first.options if each["code"] in first.result["options"]]
    again = Vote(meeting=meeting, round=first.round, item=first.item, report_id=first.report_id, options=options)
    again.question, again.follows = first.question, first
    return begin(meeting, again, by)
