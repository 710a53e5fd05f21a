"""Who may approve a proposal, who has, and how many the scheme asks for."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from fordel.decisions.models import Approval, Proposal
from fordel.parties.models import Invitation, Role, RoleAssignment
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.models import Hand


class Approver(NamedTuple):
    """Somebody who may approve; `invited_by` names who let them in, empty if nobody invited them."""

    person_id: int
    name: str
    email: str
    invited_by: str | None


def who_may_approve(proposal: Proposal) -> list[Approver]:
    """The office's active approvers, by name, without those who have made, changed or submitted it, or have approved it
    already. One query."""
    given = Approval.objects.filter(proposal=proposal.pk, person=OuterRef("person"), voided_at__isnull=True)
    prepared = Hand.objects.filter(
        subject_type=Proposal._meta.label_lower, subject_id=proposal.pk, person=OuterRef("person")
    )
    invited = Invitation.objects.filter(
        accepted_by=OuterRef("person"), office=OuterRef("office"), role=Role.APPROVER
    ).order_by("-ended_at")
    found = RoleAssignment.objects.filter(
        ~Exists(prepared), ~Exists(given), role=Role.APPROVER, office=proposal.round.office_id, person__is_active=True
    ).annotate(invited_by=Subquery(invited.values("invited_by__name")[:1]))
    rows = found.order_by("person__name", "person_id")
    return [Approver(*row) for row in rows.values_list("person_id", "person__name", "person__email", "invited_by")]


def approvals_of(proposal: Proposal) -> list[Approval]:
    """The approvals that count, in the order they were given, with their people. One query."""
    return list(proposal.approvals.filter(voided_at__isnull=True).select_related("person"))


def approvals_needed(proposal: Proposal) -> int:
    """How many different people must approve it, by its scheme."""
    return scheme_of(proposal.round.scheme).approvals


def approvals_missing(proposal: Proposal) -> int:
    """How many more people must approve it. One query."""
    return max(approvals_needed(proposal) - len(approvals_of(proposal)), 0)


def approving_verb(proposal: Proposal) -> str:
    """The verb of the next approval: `approve_last` if no more are needed after it, else `approve`. One query."""
    return "approve_last" if approvals_missing(proposal) <= 1 else "approve"
