"""Everything the system holds about a person, for the person: on a page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps

from fordel.parties.models import Invitation, JoinRequest, Person, RoleAssignment, SignIn
from fordel.shared.models import AuditEntry, OutboxMail
from fordel.shared.plugs import Plug

# Shown row by row below; rows of every other model that points at a person are counted (`mentions_of`).
IN_FULL = (RoleAssignment, SignIn, JoinRequest, EmailAddress, Authenticator, SocialAccount)


class OwnRows(Protocol):
    def __call__(self, person: Person, /) -> list[dict[str, Any]]:
        """Plain rows that a module holds of the person, to be read in full."""


OWN_DATA: Final = Plug[tuple[str, OwnRows]]("parties: what is held of a person, under which name?")


@dataclass(frozen=True)
class Mention:
    """So many rows of a module name the person in this way, e.g. needs, «NeedsReport», «created_by», 12."""

    module: str
    model: str
    field: str
    count: int


def mentions_of(person: Person) -> list[Mention]:
    """Every other place that points at the person, found from the models themselves, so that none is forgotten.

    One query for each kind of place.
    """
    found = []
    for model in apps.get_models():
        if model in IN_FULL or model is Person or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Person:
                count = model._default_manager.filter(**{field.attname: person.pk}).count()
                if count:
                    found.append(Mention(model._meta.app_label, model.__name__, field.name, count))
    return found


def own_data(person: Person) -> dict[str, Any]:
    """All of it as plain values: texts, numbers, instants (aware) and lists of these."""
    return {
        "person": {
            "id": person.pk,
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "has_password": person.has_usable_password(),
        },
        "email_addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
        "roles": _rows(
            RoleAssignment, person, "role", "office__name", "organisation__name", "is_administrator", "source"
        ),
        "requests_to_join": _rows(
            JoinRequest, person, "organisation__name", "message", "state", "created_at", "reason"
        ),
        "invitations": list(
            Invitation.objects.filter(email__iexact=person.email)
            .order_by("pk")
            .values("email", "role", "office__name", "organisation__name", "state", "sent_at")
        ),
        "sign_ins": _rows(SignIn, person, "at", "method", "result", "provider", "browser"),
        "ways_to_sign_in": [
            {"type": one.type, "name": one.data.get("name", ""), "added": one.created_at}
            for one in Authenticator.objects.filter(user=person).order_by("pk")
        ],
        "sign_in_services": list(
            SocialAccount.objects.filter(user=person).order_by("pk").values("provider", "date_joined", "extra_data")
        ),
        "mail_sent_to_you": list(
            OutboxMail.objects.filter(recipient__iexact=person.email)
            .order_by("pk")
            .values("subject", "body", "queued_at")
        ),
        "what_you_did": list(
            AuditEntry.objects.filter(actor_id=person.pk)
            .order_by("pk")
            .values("at", "action", "subject_type", "subject_id")
        ),
        **{name: question(person) for name, question in OWN_DATA},
        "named_elsewhere": [vars(mention) for mention in mentions_of(person)],
    }


def _rows(model: Any, person: Person, *fields: str) -> list[dict[str, Any]]:
    return list(model.objects.filter(person=person).order_by("pk").values(*fields))
