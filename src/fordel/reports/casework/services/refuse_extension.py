"""Says no to an owner that asks for a later deadline."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.casework.notices.deadline import LaterDeadlineRefused
from fordel.reports.models import ExtensionRequest
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import require_second_hand
from fordel.writing.services.threads import checked_text

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
    record("needs.extension.refused", actor=person, subject=found, office=office, details={"owner": found.owner_id})
    notice = LaterDeadlineRefused(found.owner.name, found.round, answer)
    notify(to_organisation(found.owner, office), notice)
    return found
