"""Notes that a person has changed how they sign in, and tells them by mail, in case it was not them."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.outbox import full_address, queue_mail

CHANGES: Final = {
    "password_set": gettext_lazy("The password was changed."),
    "app_added": gettext_lazy("An authenticator app was added."),
    "app_removed": gettext_lazy("The authenticator app was removed."),
    "codes_made": gettext_lazy("New recovery codes were made."),
    "passkey_added": gettext_lazy("A passkey was added."),
    "passkey_removed": gettext_lazy("A passkey was removed."),
    "service_removed": gettext_lazy("A sign-in service was disconnected."),
}


@transaction.atomic
def note_change_of_sign_in(person: Person, what: str) -> None:
    """`what` is a key of CHANGES."""
    record("parties.person.changed_sign_in", actor=person, subject=person, details={"what": what})
    with translation.override(person.language or translation.get_language() or "nb"):
        body = _(
            "%(what)s\n\nIf it was you, you need do nothing. If it was not, sign out everywhere and change how you sign"
            " in: %(address)s"
        ) % {"what": CHANGES[what], "address": full_address(reverse("mfa_index"))}
        queue_mail([person.email], _("How you sign in to Fordel was changed"), body)
