"""Changes a person's own name and language."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.parties.notices import AddressChanged
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_page, own_language
from fordel.shared.audit import record
from fordel.shared.errors import UserError


def change_details(person: Person, name: str, language: str) -> None:
    """Raises UserError that names the field; then nothing has changed."""
    name = " ".join(name.split())
    if not name:
        raise UserError(_("The name is missing."), _("Write your first name and last name."), "name")
    if len(name) > 120:
        raise UserError(_("The name is too long."), _("Write at most 120 characters."), "name")
    if language not in dict(settings.LANGUAGES):
        raise UserError(_("Choose a language from the list."), "", "language")
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


@transaction.atomic
def note_change_of_address(person: Person, former: str) -> None:
    """Note that the person has confirmed another e-mail address, and notify the former one."""
    record("parties.person.changed_email", actor=person, subject=person)
    send_notice([former], AddressChanged(), default=own_language(person.language, language_of_page()))
