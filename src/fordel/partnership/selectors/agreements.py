"""Finds agreements: one for a page, with its signatures, and the sides that a person acts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404

from fordel.parties.models import ORGANISATION_ROLES, RoleAssignment
from fordel.parties.plugs.tasks import OwnVisit
from fordel.partnership.models import Agreement, AgreementState, Partnership, Side, Signature

_PAIR = ("partnership__office", "partnership__owner", "partnership__provider")


def agreement_from_url(agreement_id: int, **_rest: object) -> Agreement:
    """The agreement of an address, with the two it is between. Raises Http404. One query."""
    rows = Agreement.objects.select_related("document", "template", "ended_by", *_PAIR)
    found = rows.filter(pk=agreement_id).exclude(state=AgreementState.DISCARDED).first()
    if found is None:
        raise Http404
    return found


def live_agreement_from_url(agreement_id: int, **_rest: object) -> Agreement:
    """The same for what a page asks in the background: no more than the rule of access looks at. One query."""
    rows = Agreement.objects.select_related("partnership").filter(pk=agreement_id)
    found = rows.exclude(state=AgreementState.DISCARDED).first()
    if found is None:
        raise Http404
    return found


class Unsigned(NamedTuple):
    """An agreement that the other side alone has signed."""

    id: int
    other: str


def own_counts() -> dict[str, Any]:
    """The agreements that wait for the organisation's signature, as it is its side."""
    signed = Signature.objects.filter(agreement=OuterRef("pk"), voided_at__isnull=True)
    half = Agreement.objects.filter(state=AgreementState.HALF_SIGNED).order_by("pk")

    def waits(side: Side, own: str, other: str) -> ArraySubquery:
        rows = half.filter(~Exists(signed.filter(side=side)), **{f"partnership__{own}": OuterRef("pk")})
        return ArraySubquery(rows.values(row=JSONObject(id="pk", other=f"partnership__{other}__name")))

    return {
        "unsigned_as_owner": waits(Side.OWNER, "owner", "provider"),
        "unsigned_as_provider": waits(Side.PROVIDER, "provider", "owner"),
    }


def unsigned_of(visit: OwnVisit) -> list[Unsigned]:
    """What was read with `own_counts`."""
    sides = ("unsigned_as_owner", "unsigned_as_provider")
    return [Unsigned(**each) for side in sides for each in getattr(visit.organisation, side, [])]


def signatures_of(agreement: Agreement) -> list[Signature]:
    """Those that count, the first first. One query."""
    rows = Signature.objects.filter(agreement=agreement, voided_at__isnull=True)
    return list(rows.select_related("person", "submission"))


def last_voided(agreement: Agreement) -> Signature | None:
    """The signature that stopped counting last, if none counts now. One query."""
    rows = Signature.objects.filter(agreement=agreement, voided_at__isnull=False).select_related("person")
    return rows.order_by("-voided_at", "-pk").first()


@dataclass(frozen=True)
class Standing:
    """The sides that a person acts for, and those of them that they may sign for."""

    acts_for: frozenset[str] = frozenset()
    signs_for: frozenset[str] = frozenset()

    @property
    def is_on_both(self) -> bool:
        return len(self.acts_for) > 1

    @property
    def side(self) -> str:
        """The one side that they act for; '' if it is none or both."""
        return next(iter(self.acts_for)) if len(self.acts_for) == 1 else ""


def standing_of(person_id: int, partnership: Partnership) -> Standing:
    """The sides of the person today. One query."""
    rows = RoleAssignment.objects.filter(
        person=person_id,
        person__is_active=True,
        role__in=ORGANISATION_ROLES,
        organisation__in=(partnership.owner_id, partnership.provider_id),
    )
    held = [(partnership.side_of(place), may_sign) for place, may_sign in rows.values_list("organisation", "may_sign")]
    return Standing(frozenset(side for side, _may in held), frozenset(side for side, may in held if may))
