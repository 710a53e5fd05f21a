"""Writes what an owner sent as a report that is counted, distributed and decided on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fordel.core.form.draft import DraftFacts
from fordel.parties.models import Organisation, Person
from fordel.parties.names import name_key
from fordel.reports.intake.services.write_reports import ensure_networks
from fordel.reports.models import NeedsReport, ReportPartner, ReportVersion
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.reports import rows_of
from fordel.reports.selectors.snapshots import Snapshot, fingerprint, snapshot_of
from fordel.shared.clock import OSLO, now


def write_sent_report(
    report: NeedsReport, facts: DraftFacts, content: Mapping[str, Any], person: Person, received_at: datetime
) -> None:
    """Fills and saves the report, new or renewed; what it said before is kept as a version. Amounts are those of the
    round's year; a partner's part is what the budget gives it that year."""
    if report.pk is not None:
        _keep_version(report, person)
    _fill(report, facts)
    report.submitted_on = received_at.astimezone(OSLO).date()
    report.received_at = received_at
    report.version += 1
    report.updated_at = now()
    report.identity = report.identity or hashlib.sha256(f"sent|{report.round_id}|{report.number}".encode()).hexdigest()
    report.save()
    _write_relations(report, facts, content)
    report.content_hash = fingerprint(_snapshot(report))
    report.save(update_fields=["content_hash"])


def _keep_version(report: NeedsReport, person: Person) -> None:
    before = _snapshot(report)
    ReportVersion.objects.create(
        report=report, version=report.version, values=before, replaced_at=now(), replaced_by=person
    )


def _snapshot(report: NeedsReport) -> Snapshot:
    return snapshot_of(rows_of(NeedsReport.objects.filter(pk=report.pk))[0], fields_of(report.round.scheme))


def _fill(report: NeedsReport, facts: DraftFacts) -> None:
    report.municipality_id = report.owner.municipality_id
    name = facts.text("network")
    networks = ensure_networks(report.round.office_id, {name_key(name): name}) if name else {}
    for field in fields_of(report.round.scheme):
        if field.put and field.sent:
            field.put(report, field.sent(facts), networks)


def _write_relations(report: NeedsReport, facts: DraftFacts, content: Mapping[str, Any]) -> None:
    year = str(facts.year)
    report.partners.all().delete()
    ReportPartner.objects.bulk_create(
        ReportPartner(
            report=report, organisation_id=party["organisation"], amount=party["amounts"][year], position=position
        )
        for position, party in enumerate(each for each in content["parties"] if each["role"] == "partner")
    )
    taking_part = [p["organisation"] for p in content["parties"] if p["role"] == "network_owner"]
    places = Organisation.objects.filter(pk__in=taking_part, municipality__isnull=False)
    report.participating.set(places.values_list("municipality", flat=True).distinct())
