"""Suggests where a member may be partial, from what the member's organisation has to do with each report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from fordel.forum.models import ConflictCause, ConflictOfInterest, ConflictState, ForumMember
from fordel.forum.voting.services.count_assessments import conflicts_changed
from fordel.needs.events import ReportsChanged
from fordel.needs.models import DraftParty, NeedsReport, ReportPartner
from fordel.parties.models import OrganisationKind, Person
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now, today

Found = dict[tuple[int, int], str]


def follow_reports(event: ReportsChanged) -> None:
    """Brings the suggestions about the reports up to date when they have changed."""
    report_ids = event.report_ids
    seats = ForumMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today()), office__rounds__reports__in=list(report_ids)
    )
    suggest_conflicts(seats.distinct(), None, report_ids)


@transaction.atomic
def suggest_conflicts(
    seats: Iterable[ForumMember], actor: Person | None, report_ids: Collection[int] | None = None
) -> int:
    """Adds what is new and takes away suggestions that no longer hold; what somebody has declared or decided stays.
    Returns how many are new. The number of queries does not grow with seats or reports."""
    every = list(seats)
    listed = [seat for seat in every if seat.organisation_id is not None]
    held = ConflictOfInterest.objects.filter(member__in=[seat.pk for seat in every])
    if report_ids is not None:
        held = held.filter(report__in=list(report_ids))
    known = {(c.member_id, c.report_id): c for c in held}
    found = _found(listed, report_ids) if listed else {}
    stale = [c.pk for key, c in known.items() if c.state == ConflictState.SUGGESTED and key not in found]
    ConflictOfInterest.objects.filter(pk__in=stale).delete()
    instant = now()
    new = ConflictOfInterest.objects.bulk_create(
        [
            ConflictOfInterest(
                member_id=member, report_id=report, state=ConflictState.SUGGESTED, cause=cause, noted_at=instant
            )
            for (member, report), cause in sorted(found.items())
            if (member, report) not in known
        ]
    )
    if new or stale:
        conflicts_changed(every[0].office_id)
    if new:
        events = [Event("forum.conflict.suggested", c, {"seat": c.member_id, "report": c.report_id}) for c in new]
        record_many(events, actor=actor, office=listed[0].office_id)
    return len(new)


def _found(seats: list[ForumMember], report_ids: Collection[int] | None) -> Found:
    """(seat, report) -> cause; the strongest cause where there are several. Five queries."""
    by_organisation: dict[int, list[ForumMember]] = {}
    for seat in seats:
        by_organisation.setdefault(seat.organisation_id or 0, []).append(seat)
    reports = NeedsReport.objects.filter(round__office__in={seat.office_id for seat in seats})
    if report_ids is not None:
        reports = reports.filter(pk__in=list(report_ids))
    organisations = list(by_organisation)
    found: Found = {}

    def note(rows: Iterable[tuple[int, int]], cause: str) -> None:
        for organisation, report in rows:
            for seat in by_organisation[organisation]:
                found.setdefault((seat.pk, report), cause)

    chosen = reports.order_by().values("pk")
    note(reports.filter(owner__in=organisations).values_list("owner_id", "pk"), ConflictCause.OWNER)
    partners = ReportPartner.objects.filter(report__in=chosen, organisation__in=organisations).order_by()
    note(partners.values_list("organisation_id", "report_id"), ConflictCause.PARTNER)
    parties = DraftParty.objects.filter(draft__report__in=chosen, organisation__in=organisations).exclude(
        state="removed"
    )
    note(parties.order_by().values_list("organisation_id", "draft__report_id"), ConflictCause.NETWORK)
    note(_through_places(chosen, organisations), ConflictCause.NETWORK)
    return found


def _through_places(reports: QuerySet[Any, Any], organisations: list[int]) -> Iterable[tuple[int, int]]:
    """(organisation, report) where the organisation is a municipality that takes part."""
    through = NeedsReport.participating.through.objects.filter(
        needsreport__in=reports,
        municipality__organisation__in=organisations,
        municipality__organisation__kind=OrganisationKind.MUNICIPALITY,
    )
    rows: Iterable[tuple[int, int]] = through.values_list("municipality__organisation", "needsreport_id")
    return rows
