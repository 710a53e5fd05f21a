"""Takes an owner's later deadline back, so that the deadline of the others holds again."""

from __future__ import annotations

from django.db import transaction

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.casework.notices.deadline import LaterDeadlineWithdrawn
from fordel.reports.models import DeadlineExtension
from fordel.shared.audit import record


@transaction.atomic
def withdraw_extension(extension: DeadlineExtension, person: Person) -> None:
    """The owner's people get mail. What was sent in the extra time stands."""
    round_, owner = extension.round, extension.owner
    details = {"owner": owner.pk, "until": extension.until.isoformat()}
    record("needs.extension.withdrawn", actor=person, subject=extension, office=round_.office_id, details=details)
    extension.delete()
    notify(to_organisation(owner, round_.office), LaterDeadlineWithdrawn(owner.name, round_, round_.needs_deadline))
