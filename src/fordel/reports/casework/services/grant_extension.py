"""Gives one owner a later deadline than the others, or another one than before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.casework.notices.deadline import LaterDeadlineGranted
from fordel.reports.casework.services.refuse_extension import ANSWERED_BY_ANOTHER, ASKED_IT_YOURSELF
from fordel.reports.models import DeadlineExtension, ExtensionRequest
from fordel.reports.plugs.report_locks import why_not_change
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import require_second_hand
from fordel.writing.services.threads import checked_text


@transaction.atomic
def grant_extension(
    round_: Round, owner: Organisation, until: datetime | None, reason: str, person: Person
) -> DeadlineExtension:
    """The owner's extension, new or changed; what the owner had asked for is answered by it, and its people get mail.
    `until` is the first instant that is too late. Raises UserError that names the field."""
    reason = checked_text(reason, "reason")
    if round_.needs_deadline is None:
        raise UserError(_("The year has no deadline for needs reports."), _("Set it under Setup first."))
    if until is None or until <= max(round_.needs_deadline, now()):
        raise UserError(
            _("The day must be after the deadline of the others, and after today."), _("Choose a later day."), "until"
        )
    locked = why_not_change(round_)
    if locked:
        raise UserError(locked, _("Nothing was changed."))
    Round.objects.select_for_update(of=("self",), no_key=True).get(pk=round_.pk)
    waiting = ExtensionRequest.objects.filter(round=round_, owner=owner, answered_at__isnull=True)
    asked_by = set(waiting.values_list("asked_by", flat=True))
    require_second_hand(person, asked_by, ASKED_IT_YOURSELF, ANSWERED_BY_ANOTHER)
    before = DeadlineExtension.objects.filter(round=round_, owner=owner).first()
    instant = now()
    found, _made = DeadlineExtension.objects.update_or_create(
        round=round_,
        owner=owner,
        defaults={"until": until, "reason": reason, "granted_at": instant, "granted_by": person},
    )
    waiting.update(answered_at=instant, answered_by=person, is_granted=True, answer=reason)
    details = {"owner": owner.pk, "until": until.isoformat(), "from": before.until.isoformat() if before else None}
    action = "needs.extension.changed" if before else "needs.extension.granted"
    record(action, actor=person, subject=found, office=round_.office_id, details=details)
    notify(to_organisation(owner, round_.office), LaterDeadlineGranted(owner.name, round_, until, reason))
    return found
