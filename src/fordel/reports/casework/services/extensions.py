"""A later deadline for an owner: asks for it, withdraws the request, grants or refuses it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.notices.recipient import to_office, to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.casework.notices.deadline import (
    LaterDeadlineAsked,
    LaterDeadlineGranted,
    LaterDeadlineRefused,
    LaterDeadlineWithdrawn,
)
from fordel.reports.models import DeadlineExtension, ExtensionRequest
from fordel.reports.plugs.report_locks import why_not_change
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import require_second_hand
from fordel.writing.services.threads import checked_text


@transaction.atomic
def ask_extension(round_: Round, owner: Organisation, text: str, person: Person) -> ExtensionRequest:
    """The request; the office's case officers get mail. Raises UserError when nothing is written, or a request waits
    for its answer already."""
    text = checked_text(text, "reason")
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=owner.pk)
    if ExtensionRequest.objects.filter(round=round_, owner=owner, answered_at__isnull=True).exists():
        raise UserError(
            _("You have asked already, and the county governor has not answered yet."), _("The answer comes by e-mail.")
        )
    made = ExtensionRequest.objects.create(round=round_, owner=owner, text=text, asked_at=now(), asked_by=person)
    office = round_.office
    record("reports.extension.asked", actor=person, subject=made, office=office, details={"owner": owner.pk})
    notify(to_office(office), LaterDeadlineAsked(made))
    return made


@transaction.atomic
def withdraw_extension(extension: DeadlineExtension, person: Person) -> None:
    """The owner's people get mail. What was sent in the extra time stays received."""
    round_, owner = extension.round, extension.owner
    details = {"owner": owner.pk, "until": extension.until.isoformat()}
    record("reports.extension.withdrawn", actor=person, subject=extension, office=round_.office_id, details=details)
    extension.delete()
    notify(to_organisation(owner, round_.office), LaterDeadlineWithdrawn(owner.name, round_, round_.needs_deadline))


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
    action = "reports.extension.changed" if before else "reports.extension.granted"
    record(action, actor=person, subject=found, office=round_.office_id, details=details)
    notify(to_organisation(owner, round_.office), LaterDeadlineGranted(owner.name, round_, until, reason))
    return found


ASKED_IT_YOURSELF: Final = gettext_lazy("You have asked for this later deadline yourself, for the owner.")
ANSWERED_BY_ANOTHER: Final = gettext_lazy("Somebody else at the office must answer.")


@transaction.atomic
def refuse_extension(asked_id: int, answer: str, person: Person) -> ExtensionRequest:
    """The answered request. Raises UserError when no reason is given, or somebody has answered it already."""
    answer = checked_text(answer, "answer")
    found = (
        ExtensionRequest.objects.select_for_update(of=("self",))
        .select_related("round__office", "owner")
        .get(pk=asked_id)
    )
    if found.answered_at is not None:
        raise UserError(_("The request has been answered already."), _("See what was answered in the list."))
    require_second_hand(person, {found.asked_by_id}, ASKED_IT_YOURSELF, ANSWERED_BY_ANOTHER)
    found.answered_at, found.answered_by, found.is_granted, found.answer = now(), person, False, answer
    found.save()
    office = found.round.office
    record("reports.extension.refused", actor=person, subject=found, office=office, details={"owner": found.owner_id})
    notice = LaterDeadlineRefused(found.owner.name, found.round, answer)
    notify(to_organisation(found.owner, office), notice)
    return found
