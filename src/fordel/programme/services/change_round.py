"""Changes a round's frames, notes and deadlines, with who and when in the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fordel.parties.models import Person
from fordel.programme.models import FrameLine, Round
from fordel.programme.plugs.frame_guards import check_frame_guards
from fordel.programme.services.open_round import check_frame
from fordel.shared.audit import record


@dataclass(frozen=True)
class RoundDates:
    """`needs_deadline` is the first instant that is too late."""

    needs_deadline: datetime | None
    recommendation_due: date | None
    report_due: date | None


@transaction.atomic
def change_frames(round_: Round, amounts: Mapping[str, int], actor: Person) -> int:
    """Sets the frame of each named line (kroner); returns how many changed. Raises UserError, then none has changed."""
    lines = FrameLine.objects.select_for_update().filter(round=round_, code__in=amounts).order_by("pk")
    changed = 0
    for line in lines:
        amount = amounts[line.code]
        check_frame(amount, line.code)
        if amount == line.amount:
            continue
        check_frame_guards(line, amount)
        details = {"line": line.code, "from": line.amount, "to": amount, "round": round_.pk}
        line.amount = amount
        line.save(update_fields=["amount"])
        record("programme.frame.changed", actor=actor, subject=line, office=round_.office_id, details=details)
        changed += 1
    return changed


@transaction.atomic
def change_note(round_: Round, note: str, actor: Person) -> bool:
    """Sets the note that is shown beside the year's numbers wherever they are compared; returns whether it changed."""
    if note.strip() == round_.note:
        return False
    round_.note = note.strip()
    round_.save(update_fields=["note"])
    # The log holds that the note was changed, not its words: free text is never in the chain.
    details = {"note_length": len(round_.note)}
    record("programme.round.changed", actor=actor, subject=round_, office=round_.office_id, details=details)
    return True


@transaction.atomic
def change_dates(round_: Round, dates: RoundDates, actor: Person) -> None:
    """Sets the round's deadlines."""
    details = {}
    for name in ("needs_deadline", "recommendation_due", "report_due"):
        before, after = getattr(round_, name), getattr(dates, name)
        if before != after:
            details[name] = [before.isoformat() if before else None, after.isoformat() if after else None]
            setattr(round_, name, after)
    if details:
        round_.save(update_fields=list(details))
        record("programme.round.changed", actor=actor, subject=round_, office=round_.office_id, details=details)
