"""What was granted to an owner and a provider together, and the measures that have a grant and no agreement."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from fordel.decisions.models import Proposal, ProposalState
from fordel.parties.models import PARTNER_KINDS
from fordel.partnership.models import Agreement, AgreementState
from fordel.partnership.plugs.granted import Granted, Pair
from fordel.reports.models import ReportPartner
from fordel.shared.clock import today

_DECIDED = Q(
    report__awards__proposal__state=ProposalState.ISSUED,
    report__awards__amount__gt=0,
    report__round__is_history=False,
)
_SHARES = "report__awards__shares"


def granted_to_pairs(which: Q) -> dict[Pair, Granted]:
    """Pair -> what both got of the measures they have together; `which` narrows partners of reports. One query."""
    rows = ReportPartner.objects.filter(which).filter(_DECIDED, organisation__kind__in=PARTNER_KINDS)
    owner = Sum(f"{_SHARES}__amount", filter=Q(**{f"{_SHARES}__is_owner": True}))
    provider = Sum(f"{_SHARES}__amount", filter=Q(**{f"{_SHARES}__organisation": F("organisation")}))
    found = (
        rows.order_by()
        .values_list("report__owner", "organisation")
        .annotate(count=Count("report", distinct=True), owner_sum=Coalesce(owner, 0), own=Coalesce(provider, 0))
    )
    return {(owner_id, partner_id): Granted(*sums) for owner_id, partner_id, *sums in found}


def measures_without_agreement(proposal: Proposal) -> int:
    """How many measures with a grant have a partner with whom the owner has no agreement in force. One query."""
    in_force = Agreement.objects.filter(
        state=AgreementState.IN_FORCE,
        last_day__gte=today(),
        partnership__owner=OuterRef("report__owner"),
        partnership__provider=OuterRef("organisation"),
    )
    granted = Q(report__awards__proposal=proposal, report__awards__amount__gt=0)
    pairs = ReportPartner.objects.filter(granted, organisation__kind__in=PARTNER_KINDS)
    return pairs.filter(~Exists(in_force)).values("report").distinct().count()
