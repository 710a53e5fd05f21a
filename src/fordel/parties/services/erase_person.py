"""Erases a person: what is theirs goes, what the archive must keep stays without their name."""

from __future__ import annotations

from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Q

from fordel.parties.models import Invitation, JoinRequest, Person, RoleAssignment, SignIn
from fordel.parties.plugs.erasing import ERASING
from fordel.parties.services.sign_ins import Guess, forgive, sign_others_out
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.models import OutboxMail

ERASED_NAME: Final = "Slettet person"


@transaction.atomic
def erase_person(person_id: int) -> None:
    """The person's row keeps its number and nothing else; roles, sessions, ways to sign in, requests, invitations and
    mail to them are removed, and modules take them out of what they hold. The log holds numbers only and still
    verifies. Erasing twice changes nothing."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.erased_at is not None:
        return
    address = person.email
    sign_others_out(person, None)
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    for own in (RoleAssignment, SignIn, JoinRequest):
        own.objects.filter(person=person).delete()
    # before the mail: what is said to them of it is not sent any more; and the doors first, since what they say of it
    # is in the list of notifications, which is more basic
    for erase in reversed(tuple(ERASING)):
        erase(address, ERASED_NAME)
    Invitation.objects.filter(email__iexact=address).delete()
    about_them = Q(body__icontains=address, sent_at__isnull=False)
    OutboxMail.objects.filter(Q(recipient__iexact=address) | about_them).delete()
    for guess in Guess:
        forgive(guess, address)
    person.name, person.email = ERASED_NAME, f"erased-{person.pk}@erased.invalid"
    person.language, person.is_active, person.last_login = "", False, None
    person.erased_at = now()
    person.set_unusable_password()
    person.save()
    record("parties.person.erased", actor=person, subject=person)
