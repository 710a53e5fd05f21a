"""An owner's own years: what it asked for, got, used and was answered, and nothing of anybody else's."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.core.money import format_kroner
from fordel.decisions.models import Award, Proposal, ProposalState
from fordel.forum.models import Recommendation
from fordel.parties.models import Organisation
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted  # noqa: F401
from tests.insight.assessed import send_outcome
from tests.support.html import html_of

pytestmark = pytest.mark.django_db
PAGE: Final = reverse("own_years:page")
ClientAs = Callable[..., Client]


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def own(issued: Proposal) -> Award:  # noqa: F811 -- the fixture
    """The first grant of an owner with several, with an outcome report that is approved; another owner's is sent."""
    awards = issued.awards.filter(amount__gt=0).select_related("report__owner").order_by("report__number")
    owners = [each.report.owner_id for each in awards]
    first = next(each for each in awards if owners.count(each.report.owner_id) > 1)
    Recommendation.objects.create(
        round=issued.round, scenario=issued.scenario, created_at=now(), adopted_at=now(), sha256="0" * 64
    )
    outcome = send_outcome(first, 1, is_sent=True)
    outcome.used, outcome.unused, outcome.wish = outcome.granted - 1000, 1000, "keep"
    outcome.state, outcome.approved_at, outcome.answer = "approved", outcome.submitted_at, "Takk for eksemplene."
    outcome.save()
    send_outcome(next(each for each in awards if each.report.owner_id != first.report.owner_id), 2, is_sent=True)
    return first


def _rows(client: Client) -> list[dict[str, str]]:
    text = client.get(reverse("own_years:file", kwargs={"kind": "csv"})).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_page_and_file_have_what_is_counted_again(own: Award, client_as: ClientAs) -> None:
    owner = own.report.owner
    client = client_as("owner", organisation=owner)
    page = _plain(html_of(client.get(PAGE)))
    reports = list(NeedsReport.objects.filter(owner=owner, state="submitted").order_by("number"))
    assert [row["Tiltak"] for row in _rows(client)] == [each.title for each in reports], "its own alone"
    awards = {each.report_id: each for each in Award.objects.filter(report__in=reports)}
    for row, report in zip(_rows(client), reports, strict=True):
        award = awards[report.pk]
        expected = [report.amount, award.scenario_amount, award.amount, own.amount - 1000 if award == own else ""]
        assert [row[key] for key in ("Behov", "Innstilt", "Tildelt", "Brukt")] == [str(each) for each in expected]
        assert _plain(format_kroner(report.amount)) in page
    first = next(row for row in _rows(client) if row["Tiltak"] == own.report.title)
    assert first["Svar fra Statsforvalteren"] == "Takk for eksemplene."
    assert "b) Endret praksis: " in first["Deres egen vurdering"]
    needs, granted = sum(each.amount for each in reports), sum(each.amount for each in awards.values())
    lead = f"Dere har fått {format_kroner(granted)} kroner i 1 år, og bedt om {format_kroner(needs)} kroner."
    assert _plain(lead) in page
    assert "Takk for eksemplene." in page and reverse("outcomes:report", args=[own.outcomes.get().pk]) in page


def test_nobody_sees_the_years_of_another(own: Award, client_as: ClientAs) -> None:
    stranger = Organisation.objects.filter(kind="municipality").exclude(reports__isnull=False).first()
    page = html_of(client_as("owner", organisation=stranger).get(PAGE))
    assert own.report.title not in page and "Takk for eksemplene." not in page
    assert "Dere har ikke sendt noen behovsmelding ennå." in page
    university = Organisation.objects.filter(kind="university").first()
    for client in (client_as("case_officer"), client_as("auditor"), client_as("partner", organisation=university)):
        assert client.get(PAGE).status_code == 403
        assert client.get(reverse("own_years:file", kwargs={"kind": "xlsx"})).status_code == 403


def test_what_is_recommended_waits_for_the_decision(own: Award, client_as: ClientAs) -> None:
    Proposal.objects.update(state=ProposalState.APPROVED, issued_at=None)
    (row, *_rest) = _rows(client_as("owner", organisation=own.report.owner))
    assert (row["Innstilt"], row["Tildelt"]) == ("", "")


def test_it_is_reached_from_the_start_page_and_from_an_outcome_report(own: Award, client_as: ClientAs) -> None:
    client = client_as("owner", organisation=own.report.owner)
    for address in (
        reverse("home"),
        reverse("own_outcomes:list"),
        reverse("outcomes:report", args=[own.outcomes.get().pk]),
    ):
        assert f'href="{PAGE}"' in html_of(client.get(address)), address
    partner = own.report.partners.first()
    if partner:
        client = client_as("partner", organisation=partner.organisation)
        assert f'href="{PAGE}"' not in html_of(client.get(reverse("own_outcomes:list")))


def test_it_costs_the_same_for_one_report_and_many(own: Award, person_as: Any, client_of: Any) -> None:
    client = client_of(person_as("owner", organisation=own.report.owner))

    def asked() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    many = asked()
    NeedsReport.objects.filter(owner=own.report.owner).exclude(pk=own.report_id).update(state="withdrawn")
    assert asked() == many == 8
