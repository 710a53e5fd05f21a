"""Writes what an owner sent as a report that is counted, distributed and decided on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fordel.core.form.definition import text_in
from fordel.core.form.draft import DraftFacts
from fordel.parties.models import Organisation, Person
from fordel.parties.names import name_key
from fordel.programme.selectors.groups import groups_of
from fordel.reports.intake.services.write_reports import ensure_networks
from fordel.reports.models import NeedsReport, ReportPartner, ReportVersion
from fordel.reports.selectors.reports import rows_of
from fordel.reports.selectors.snapshots import fingerprint, snapshot_of
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
    report.content_hash = fingerprint(snapshot_of(rows_of(NeedsReport.objects.filter(pk=report.pk))[0]))
    report.save(update_fields=["content_hash"])


def _keep_version(report: NeedsReport, person: Person) -> None:
    before = snapshot_of(rows_of(NeedsReport.objects.filter(pk=report.pk))[0])
    ReportVersion.objects.create(
        report=report, version=report.version, values=before, replaced_at=now(), replaced_by=person
    )


def _yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _fill(report: NeedsReport, facts: DraftFacts) -> None:
    owner = report.owner
    report.municipality_id = owner.municipality_id
    report.target_group_id = groups_of(report.round_id).of(facts.text("target_group")).id
    report.title = facts.text("title")
    report.theme = _first_theme(facts)
    name = facts.text("network")
    report.network_id = _network(report.round.office_id, name) if name else None
    report.sami_perspective = _yes_no(facts.text("sami_perspective"))
    report.duration_years = len(facts.years)
    report.amount = facts.need(facts.year)
    report.employees = facts.number("employees")
    report.children = facts.number("children")
    report.employees_took_part = _yes_no(facts.text("employees_took_part"))


def _first_theme(facts: DraftFacts) -> str:
    """The bokmål name of the first theme chosen: figures count each report under one theme. '' if the scheme's form
    does not ask for themes, or none is chosen."""
    chosen = set(facts.codes("themes"))
    asked = (question for _part, question in facts.form.questions() if question.code == "themes")
    choices = [choice for question in asked for choice in question.choices]
    return next((text_in(choice.label, "nb") for choice in choices if choice.code in chosen), "")


def _network(office_id: int, name: str) -> int:
    key = name_key(name)
    return ensure_networks(office_id, {key: name})[key]


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
