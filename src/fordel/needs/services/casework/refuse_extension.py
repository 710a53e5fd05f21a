"""Says no to an owner that asks for a later deadline."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.needs.casework_mails import write_to
from fordel.needs.models import ExtensionRequest
from fordel.needs.services.casework.ask_owner import checked_text
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


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
    found.answered_at, found.answered_by, found.is_granted, found.answer = now(), person, False, answer
    found.save()
    office = found.round.office
    record("needs.extension.refused", actor=person, subject=found, office=office, details={"owner": found.owner_id})

    def text() -> tuple[str, str]:
        first = _("%(owner)s asked for a later deadline for needs reports in %(year)s. The answer is no.")
        reason = _("The reason: %(reason)s") % {"reason": answer}
        values = {"owner": found.owner.name, "year": found.round.year}
        return _("Answer about a later deadline"), "\n\n".join((first % values, reason))

    write_to(found.owner, office, text)
    return found
