"""Takes an owner's later deadline back, so that the deadline of the others holds again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.needs.casework_mails import write_to
from fordel.needs.models import DeadlineExtension
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.dates import deadline


@transaction.atomic
def withdraw_extension(extension: DeadlineExtension, person: Person) -> None:
    """The owner's people get mail. What was sent in the extra time stands."""
    round_, owner = extension.round, extension.owner
    details = {"owner": owner.pk, "until": extension.until.isoformat()}
    record("needs.extension.withdrawn", actor=person, subject=extension, office=round_.office_id, details=details)
    extension.delete()

    def text() -> tuple[str, str]:
        when = deadline(round_.needs_deadline) if round_.needs_deadline else "–"
        body = _("%(owner)s no longer has a later deadline. The deadline is %(when)s.")
        return _("The later deadline is withdrawn"), body % {"owner": owner.name, "when": when}

    write_to(owner, round_.office, text)
