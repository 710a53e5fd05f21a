"""The office answers each point of what was said, and sends the answers to everybody at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingPoint, HearingState, Outcome
from fordel.hearing.notices import InputAnswered
from fordel.hearing.selectors.hearings import inputs_of
from fordel.hearing.services.hearing_rules import HEARINGS, locked_hearing
from fordel.hearing.services.recipients import to_giver
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

LONGEST: Final = 4000


@dataclass(frozen=True)
class PointAnswer:
    """What became of a point, and why. `chapter` is where the office has sorted it, `changed_chapter` the chapter that
    was changed because of it; each may be empty."""

    outcome: str
    answer: str
    chapter: str
    changed_chapter: str = ""
    is_withheld: bool = False


def _check(hearing: Hearing, given: PointAnswer) -> None:
    if given.outcome not in Outcome.values:
        raise UserError(_("You have not said what became of the point."), _("Choose one."), "outcome")
    if given.outcome != Outcome.TAKEN and not given.answer.strip():
        raise UserError(_("The reason is missing."), _("Write why. Whoever said it reads your answer."), "answer")
    if len(given.answer) > LONGEST:
        message = _("The text has %(length)s characters. The limit is %(most)s.")
        shown = {"length": len(given.answer), "most": LONGEST}
        raise UserError(message % shown, _("Shorten it."), "answer")
    for field, outline in (("chapter", hearing.version.content["outline"]), ("changed_chapter", hearing.plan.outline)):
        code = getattr(given, field)
        if code and code not in {chapter["code"] for chapter in outline}:
            raise UserError(_("This chapter is not in the plan."), _("Choose another one."), field)


@transaction.atomic
def answer_point(point_id: int, given: PointAnswer, by: Person) -> HearingPoint:
    """The point with its answer, which can be changed until the answers are sent. Raises UserError."""
    found = HearingPoint.objects.select_related("input").get(pk=point_id)
    hearing = locked_hearing(found.input.hearing_id)
    if hearing.state == HearingState.OPEN:
        raise UserError(_("The hearing is still open."), _("Answer when it has closed."))
    if hearing.state == HearingState.ANSWERED:
        raise UserError(_("The answers are sent already."), _("Nothing was changed."))
    _check(hearing, given)
    point = HearingPoint.objects.select_for_update(of=("self",)).get(pk=point_id)
    point.outcome, point.answer, point.chapter = given.outcome, given.answer.strip(), given.chapter
    point.changed_chapter, point.is_withheld = given.changed_chapter, given.is_withheld
    point.answered_at, point.answered_by = now(), by
    point.save()
    details = {"point": point.pk, "outcome": given.outcome}
    record("hearing.input.answered", actor=by, subject=found.input, office=hearing.office_id, details=details)
    return point


@transaction.atomic
def send_answers(hearing_id: int, by: Person) -> int:
    """How many who gave input are notified. Everything that was said has an answer now, and no more is received.

    Raises UserError if a point has no answer."""
    hearing = locked_hearing(hearing_id)
    advance(HEARINGS, hearing, "answer", by)
    hearing.answered_at = now()
    hearing.save(update_fields=["state", "answered_at"])
    record("hearing.hearing.answered", actor=by, subject=hearing, office=hearing.office_id, details={})
    given = inputs_of(hearing).select_related("hearing__office", "hearing__plan", "organisation")
    return sum(notify(to_giver(each), InputAnswered(each)).count for each in given)
