"""Who may approve a proposal: approvers at the office who have not prepared it."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from fordel.decisions.models import Proposal
from fordel.parties.models import Invitation, Role, RoleAssignment
from fordel.shared.models import Hand


class Approver(NamedTuple):
    """Somebody who may approve; `invited_by` names who let them in, empty if nobody invited them."""

    person_id: int
    name: str
    email: str
    invited_by: str | None


def who_may_approve(proposal: Proposal) -> list[Approver]:
    """The office's active approvers, by name, without those who have made, changed or submitted it. One query."""
    prepared = Hand.objects.filter(
        subject_type=Proposal._meta.label_lower, subject_id=proposal.pk, person=OuterRef("person")
    )
    invited = Invitation.objects.filter(
        accepted_by=OuterRef("person"), office=OuterRef("office"), role=Role.APPROVER
    ).order_by("-ended_at")
    found = RoleAssignment.objects.filter(
        ~Exists(prepared), role=Role.APPROVER, office=proposal.round.office_id, person__is_active=True
    ).annotate(invited_by=Subquery(invited.values("invited_by__name")[:1]))
    rows = found.order_by("person__name", "person_id")
    return [Approver(*row) for row in rows.values_list("person_id", "person__name", "person__email", "invited_by")]
