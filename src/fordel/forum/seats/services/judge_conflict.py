"""A member declares a conflict of interest, and the secretariat decides on impartiality."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from fordel.core.lifecycle import CONFLICT
from fordel.forum.models import ConflictCause, ConflictOfInterest, ConflictState, ForumMember
from fordel.forum.voting.services.count_assessments import conflicts_changed
from fordel.forum.voting.services.note_conflicts import note_in_ongoing
from fordel.needs.models import NeedsReport
from fordel.parties.models import Person
from fordel.parties.selectors.standing import Place, roles_at
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import prepared_of
from fordel.shared.lifecycles import Facts, Rules, advance

OWN_CONFLICT: Final = gettext_lazy("This is about a seat that you hold, or that you have declared a conflict for.")
DECIDED_BY_ANOTHER: Final = gettext_lazy("Somebody else at the office must decide it.")


def _refusal(_conflict: ConflictOfInterest, _verb: str) -> UserError:
    return UserError(_("That has been said or decided already."), _("Look at the list again."))


def _own(person_id: int, conflicts: Sequence[ConflictOfInterest]) -> frozenset[int]:
    """Those that the person has declared, or whose seat they hold as member or deputy."""
    seats = {each.pk for each in conflicts if person_id in each.member.people}
    return prepared_of(person_id, conflicts) | seats


def _require_reason(conflict: ConflictOfInterest, facts: Facts) -> None:
    if facts["words"].strip():
        return
    if facts["verb"] == "declare":
        raise UserError(_("Write why in a few words."), _("The secretariat decides from them."), "words")
    raise UserError(
        _("Write why the member is impartial."), _("The report opens to the member, so it must be told."), "words"
    )


CONFLICTS: Final = Rules[ConflictOfInterest](
    lifecycle=CONFLICT,
    place=lambda conflict: Place(conflict.office_id),
    roles=roles_at,
    refusal=_refusal,
    own_hand=lambda _conflict: UserError(str(OWN_CONFLICT), str(DECIDED_BY_ANOTHER)),
    own=_own,
    guards={"reason": _require_reason},
)


@transaction.atomic
def declare_conflict(seat: ForumMember, report: NeedsReport, words: str, actor: Person) -> ConflictOfInterest:
    """The seat is not, or may not be, impartial in the report; it is closed to it from now on. Raises UserError."""
    ForumMember.objects.select_for_update(no_key=True).get(pk=seat.pk)
    found = ConflictOfInterest.objects.filter(member=seat, report=report).first()
    if found is None:
        found = ConflictOfInterest.objects.create(
            member=seat, report=report, cause=ConflictCause.OWN_WORDS, noted_at=now(), state=CONFLICT.start
        )
    advance(CONFLICTS, found, "declare", actor, words=words)
    found.reason, found.decided_at, found.decided_by = words.strip()[:2000], None, None
    found.save()
    conflicts_changed(seat.office_id)
    text = gettext_noop("%(seat)s declared a conflict of interest in report %(number)s.")
    note_in_ongoing(report, lambda number: _(text) % {"seat": seat.label, "number": number})
    details = {"seat": seat.pk, "report": report.pk}
    record("forum.conflict.declared", actor=actor, subject=found, office=seat.office_id, details=details)
    return found


@transaction.atomic
def decide_conflict(conflict_id: int, verb: str, words: str, actor: Person) -> ConflictOfInterest:
    """Decide `verb`, find_conflicted or find_impartial; the second needs a reason. Raises UserError, also for whoever
    has declared the conflict or holds the seat, as member or deputy: nobody decides on their own impartiality."""
    query = ConflictOfInterest.objects.select_for_update(of=("self",)).select_related("member", "report__round")
    found = query.get(pk=conflict_id)
    if verb not in ("find_conflicted", "find_impartial"):
        raise UserError(_("Choose one of the two."), "", "verb")
    state = advance(CONFLICTS, found, verb, actor, words=words).target
    found.decision_text = words.strip()[:2000]
    found.decided_at, found.decided_by = now(), actor
    found.save()
    conflicts_changed(found.member.office_id)
    text = (
        gettext_noop("The secretariat decided that %(seat)s is impartial in report %(number)s.")
        if state == ConflictState.IMPARTIAL
        else gettext_noop("The secretariat decided that %(seat)s is not impartial in report %(number)s.")
    )
    note_in_ongoing(found.report, lambda number: _(text) % {"seat": found.member.label, "number": number})
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
