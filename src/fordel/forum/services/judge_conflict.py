"""A member declares a conflict of interest, and the secretariat decides on impartiality."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.lifecycle import CONFLICT, IllegalTransitionError
from fordel.forum.models import ConflictCause, ConflictOfInterest, ConflictState, ForumMember
from fordel.forum.services.count_assessments import conflicts_changed
from fordel.forum.services.note_conflicts import note_in_ongoing
from fordel.needs.models import NeedsReport
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import hands_on, note_hand, require_second_hand

OWN_CONFLICT: Final = gettext_lazy("This is about a seat that you hold, or that you have declared a conflict for.")
DECIDED_BY_ANOTHER: Final = gettext_lazy("Somebody else at the office must decide it.")


@transaction.atomic
def declare_conflict(seat: ForumMember, report: NeedsReport, words: str, actor: Person) -> ConflictOfInterest:
    """The seat is not, or may not be, impartial in the report; it is closed to it from now on. Raises UserError."""
    if not words.strip():
        raise UserError(_("Write why in a few words."), _("The secretariat decides from them."), "words")
    ForumMember.objects.select_for_update(no_key=True).get(pk=seat.pk)
    found = ConflictOfInterest.objects.filter(member=seat, report=report).first()
    if found is None:
        found = ConflictOfInterest(member=seat, report=report, cause=ConflictCause.OWN_WORDS, noted_at=now())
        found.state = CONFLICT.after(CONFLICT.start, "declare")
    else:
        found.state = _after(found, "declare")
    found.reason, found.decided_at, found.decided_by = words.strip()[:2000], None, None
    found.save()
    note_hand(found, actor, "declare")
    conflicts_changed(seat.office_id)
    named = {"seat": seat.label, "number": report.number}
    note_in_ongoing(report.round, lambda: _("%(seat)s declared a conflict of interest in report %(number)s.") % named)
    details = {"seat": seat.pk, "report": report.pk}
    record("forum.conflict.declared", actor=actor, subject=found, office=seat.office_id, details=details)
    return found


@transaction.atomic
def decide_conflict(conflict_id: int, verb: str, words: str, actor: Person) -> ConflictOfInterest:
    """Decide `verb`, find_conflicted or find_impartial; the second needs a reason. Raises UserError, also for whoever
    has declared the conflict or holds the seat, as member or deputy: nobody decides on their own impartiality."""
    query = ConflictOfInterest.objects.select_for_update(of=("self",)).select_related("member", "report__round")
    found = query.get(pk=conflict_id)
    require_second_hand(actor, hands_on(found) | found.member.people, OWN_CONFLICT, DECIDED_BY_ANOTHER)
    if verb not in ("find_conflicted", "find_impartial"):
        raise UserError(_("Choose one of the two."), "", "verb")
    state = _after(found, verb)
    if state == ConflictState.IMPARTIAL and not words.strip():
        raise UserError(
            _("Write why the member is impartial."), _("The report opens to the member, so it must be told."), "words"
        )
    found.state, found.decision_text = state, words.strip()[:2000]
    found.decided_at, found.decided_by = now(), actor
    found.save()
    conflicts_changed(found.member.office_id)
    named, impartial = {"seat": found.member.label, "number": found.report.number}, state == ConflictState.IMPARTIAL
    note_in_ongoing(
        found.report.round,
        lambda: (
            _("The secretariat decided that %(seat)s is impartial in report %(number)s.") % named
            if impartial
            else _("The secretariat decided that %(seat)s is not impartial in report %(number)s.") % named
        ),
    )
    details = {"seat": found.member_id, "report": found.report_id, "state": state}
    record("forum.conflict.decided", actor=actor, subject=found, office=found.member.office_id, details=details)
    return found


@transaction.atomic
def find_conflicted(conflict_ids: Collection[int], round_: Round, actor: Person) -> int:
    """Decides that these are not impartial, and returns how many; those that are decided already are left as they are.
    Raises UserError where none is chosen."""
    waiting = ConflictOfInterest.objects.filter(pk__in=conflict_ids, report__round=round_, decided_at__isnull=True)
    chosen = list(waiting.order_by("report__number", "pk").values_list("pk", flat=True))
    if not chosen:
        raise UserError(_("None that waits is chosen."), _("Tick those that are not impartial."), "chosen")
    for pk in chosen:
        decide_conflict(pk, "find_conflicted", "", actor)
    return len(chosen)


def _after(conflict: ConflictOfInterest, verb: str) -> str:
    try:
        return CONFLICT.after(conflict.state, verb)
    except IllegalTransitionError as error:
        raise UserError(_("That has been said or decided already."), _("Look at the list again.")) from error
