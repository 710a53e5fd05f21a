"""Pairs of an owner and a provider: those of an organisation or an office, with or without an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from fordel.parties.models import PARTNER_KINDS, Office, Organisation
from fordel.partnership.models import Agreement, AgreementState, Partnership, YearlyStatus
from fordel.partnership.plugs.granted import NOTHING, Granted, granted_together
from fordel.partnership.selectors.statuses import YearLine, year_lines
from fordel.reports.models import COUNTED_STATES, NeedsReport, ReportPartner
from fordel.shared.norwegian_order import norwegian_order

_FIRST: Final = {
    AgreementState.IN_FORCE.value: 0,
    AgreementState.HALF_SIGNED.value: 1,
    AgreementState.DRAFT.value: 2,
    AgreementState.ENDED.value: 3,
    AgreementState.REPLACED.value: 4,
}
"""Which of a pair's agreements a list shows."""
Key = tuple[int, int]  # the owner and the provider


@dataclass(frozen=True)
class PairRow:
    """An owner and a provider who have measures together, or an agreement. `measures` are those that count."""

    owner_id: int
    provider_id: int
    owner: str
    provider: str
    measures: int = 0
    partnership_id: int | None = None
    agreement: Agreement | None = None
    years: Sequence[YearLine] = ()
    granted: Granted = NOTHING

    @property
    def has_agreement(self) -> bool:
        """Whether one is in force today."""
        found = self.agreement
        return found is not None and found.state == AgreementState.IN_FORCE and not found.has_run_out

    @property
    def state(self) -> str:
        """What the list is narrowed to: `in_force`, `run_out`, `open`, `ended` or `none`."""
        if self.agreement is None:
            return "none"
        if self.agreement.state == AgreementState.IN_FORCE:
            return "run_out" if self.agreement.has_run_out else "in_force"
        return "open" if self.agreement.is_open else "ended"


def pairs_of_office(office: Office) -> list[PairRow]:
    """Every pair of the office's owners. Four queries."""
    return _rows(Partnership.objects.filter(office=office), Q(report__round__office=office))


def pairs_of_organisation(organisation_id: int) -> list[PairRow]:
    """Every pair that the organisation is in. Four queries."""
    mine = Q(owner=organisation_id) | Q(provider=organisation_id)
    together = Q(report__owner=organisation_id) | Q(organisation=organisation_id)
    return _rows(Partnership.objects.filter(mine), together)


def _rows(pairs: QuerySet[Partnership], together: Q) -> list[PairRow]:
    """By the names of owner and provider."""
    found: dict[Key, dict[str, Any]] = {}
    counted = ReportPartner.objects.filter(together).filter(
        report__state__in=COUNTED_STATES, report__round__is_history=False
    )
    names = ("report__owner", "organisation", "report__owner__name", "organisation__name")
    for owner, provider, owner_name, provider_name, count in (
        counted.filter(organisation__kind__in=PARTNER_KINDS).order_by().values_list(*names).annotate(count=Count("pk"))
    ):
        found[owner, provider] = {"owner": owner_name, "provider": provider_name, "measures": count}
    said: dict[int, list[YearlyStatus]] = {}
    for status in YearlyStatus.objects.filter(partnership__in=pairs.values("pk")):
        said.setdefault(status.partnership_id, []).append(status)
    for each in _best(Agreement.objects.filter(partnership__in=pairs.values("pk"))):
        between = each.partnership
        row = found.setdefault((between.owner_id, between.provider_id), {})
        row |= {"owner": between.owner.name, "provider": between.provider.name, "agreement": each}
        row |= {"partnership_id": between.pk, "years": year_lines(said.get(between.pk, ()))}
    for key, granted in granted_together(together).items():
        if key in found:
            found[key]["granted"] = granted
    rows = [PairRow(owner, provider, **values) for (owner, provider), values in found.items()]
    return sorted(rows, key=lambda row: (row.owner.casefold(), row.provider.casefold()))


def _best(agreements: QuerySet[Agreement]) -> Iterable[Agreement]:
    """The one agreement of each pair that says most of it: in force before being written, and the newest first."""
    pair = ("partnership__owner", "partnership__provider")
    rows = agreements.exclude(state=AgreementState.DISCARDED).select_related(*pair).order_by("-pk")
    best: dict[int, Agreement] = {}
    for each in rows:
        known = best.get(each.partnership_id)
        if known is None or _FIRST[each.state] < _FIRST[known.state]:
            best[each.partnership_id] = each
    return best.values()


SORTS: Final[Mapping[str, Any]] = {
    "owner": lambda row: (row.owner.casefold(), row.provider.casefold()),
    "provider": lambda row: (row.provider.casefold(), row.owner.casefold()),
    "measures": lambda row: row.measures,
    "granted": lambda row: row.granted.owner + row.granted.provider,
    "last_day": lambda row: str((row.agreement and row.agreement.last_day) or ""),
}
NARROWS: Final = ("q", "state", "sort")
"""What an address says of the list besides the page."""
GRANTED_WITHOUT: Final = "granted"
STATES: Final = ("in_force", "run_out", "open", "ended", "none")


def narrowed(rows: Iterable[PairRow], asked: Mapping[str, str]) -> list[PairRow]:
    """Those that the address asks for (`q`, `state`), in the order of its `sort`."""
    words, state, sort = asked.get("q", "").strip().casefold(), asked.get("state", ""), asked.get("sort", "")
    found = [row for row in rows if words in f"{row.owner} {row.provider}".casefold()]
    if state == GRANTED_WITHOUT:
        found = [row for row in found if row.granted.measures and not row.has_agreement]
    elif state in STATES:
        found = [row for row in found if row.state == state]
    key = SORTS.get(sort.removeprefix("-"), SORTS["owner"])
    return sorted(found, key=key, reverse=sort.startswith("-"))


def possible_others(organisation: Organisation) -> list[tuple[str, str]]:
    """(key, name) of those that the organisation can begin an agreement with: for an owner every provider, those of its
    measures first; for a provider the owners whose measures it takes part in. At most two queries."""
    counted = NeedsReport.objects.filter(state__in=COUNTED_STATES)
    if organisation.is_partner:
        owners = counted.filter(partners__organisation=organisation).values("owner")
        rows = Organisation.objects.filter(pk__in=owners, municipality__isnull=False)
        return _named(rows.order_by(norwegian_order("name"), "pk"))
    together = set(counted.filter(owner=organisation).values_list("partners__organisation", flat=True))
    providers = Organisation.objects.filter(kind__in=PARTNER_KINDS).order_by(norwegian_order("name"), "pk")
    return sorted(_named(providers), key=lambda pair: int(pair[0]) not in together)


def _named(rows: QuerySet[Organisation]) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
