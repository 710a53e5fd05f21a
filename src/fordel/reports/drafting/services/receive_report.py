"""Receives what an owner sends, and writes it as a report that is counted, distributed and decided on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from fordel.core.form.draft import DraftFacts
from fordel.core.lifecycle import NEEDS_REPORT
from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.parties.names import name_key
from fordel.programme.models import Round
from fordel.reports.models import (
    NeedsReport,
    PartyState,
    ReportDraft,
    ReportOrigin,
    ReportPartner,
    ReportStateChange,
    ReportVersion,
)
from fordel.reports.notices.reports import ReportRegistered
from fordel.reports.partners.services.tell_change import tell_waiting_parties
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.reports import rows_of
from fordel.reports.selectors.snapshots import Snapshot, fingerprint, snapshot_of
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.networks import ensure_networks
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission


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


def receive_report(draft: ReportDraft, facts: DraftFacts, submission: Submission) -> None:
    """Write the report, new or renewed, log it and queue its receipt. The draft and its report are held."""
    person, received_at = submission.sent_by, submission.received_at
    if person is None:
        raise ValueError("a report is sent by somebody")
    report = draft.report or _new_report(draft, submission)
    step = advance(REPORTS, report, "send", person)
    report.reply_by = None
    write_sent_report(report, facts, submission.content, person, received_at)
    if draft.report_id != report.pk or draft.declined_at is not None:
        draft.report, draft.declined_at = report, None
        draft.save(update_fields=["report", "declined_at"])
    if any(party.state == PartyState.CHANGED for party in facts.parties):
        tell_waiting_parties(draft, facts, person)
    ReportStateChange.objects.create(
        report=report, verb="send", source=step.source, target=step.target, at=received_at, by=person
    )
    record(
        "reports.report.sent",
        actor=person,
        subject=report,
        office=draft.round.office_id,
        details={"amount": report.amount, "sequence": submission.sequence, "sha256": submission.sha256},
    )
    index_reports([report.pk])
    if draft.by_office:
        notify(to_organisation(report.owner, report.round.office), ReportRegistered(report))
    queue_job("reports.write_receipt", submission_id=submission.pk)


def _new_report(draft: ReportDraft, submission: Submission) -> NeedsReport:
    """A report with the next free number of the round, which is held until the transaction ends."""
    round_ = Round.objects.select_for_update(no_key=True).get(pk=draft.round_id)
    highest = NeedsReport.objects.filter(round=round_).aggregate(highest=Max("number"))["highest"]
    return NeedsReport(
        round=draft.round,
        state=NEEDS_REPORT.start,
        number=(highest or 0) + 1,
        owner=draft.owner,
        origin=ReportOrigin.OFFICE if draft.by_office else ReportOrigin.OWNER,
        received_at=submission.received_at,
        version=0,
    )
