"""What is granted to an owner and a provider together, and that an agreement they lack is a task and no stop."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Sum
from django.urls import reverse

from fordel.decisions.models import AwardShare, Proposal
from fordel.parties.models import PARTNER_KINDS
from fordel.partnership.services.agreements import partnership_of
from fordel.reports.models import NeedsReport, ReportPartner
from tests.clients import client_of
from tests.partnership.agreements import in_force, signatory
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("partnerships:list", kwargs={"office": "nordland"})
START = reverse("start", kwargs=WHERE)


def _with_providers(proposal: Proposal) -> int:
    partners = ReportPartner.objects.filter(organisation__kind__in=PARTNER_KINDS)
    granted = NeedsReport.objects.filter(awards__proposal=proposal, awards__amount__gt=0, partners__in=partners)
    return granted.distinct().count()


def test_a_grant_without_an_agreement_is_a_task_until_there_is_one(
    issued: Proposal, officer: Any, person_as: Any
) -> None:
    client, count = client_of(officer), _with_providers(issued)
    page = client.get(START).content.decode()
    assert f"{count} tiltak har tilsagn og ingen avtale" in page
    assert f"{OVERVIEW}?state=granted" in page
    lacking = client.get(OVERVIEW, {"state": "granted"}).context["count"]
    single = ReportPartner.objects.filter(report__in=[award.report_id for award in issued.awards.filter(amount__gt=0)])
    partner = next(each for each in single if each.report.partners.count() == 1)
    owner, provider = partner.report.owner, partner.organisation
    between = partnership_of(owner, provider)
    in_force(between, signatory(person_as, "owner", owner), signatory(person_as, "partner", provider))
    together = issued.awards.filter(report__owner=owner, report__partners__organisation=provider, amount__gt=0).count()
    assert f"{count - together} tiltak har tilsagn" in client.get(START).content.decode()
    assert client.get(OVERVIEW, {"state": "granted"}).context["count"] == lacking - 1


def test_the_overview_says_what_each_got(issued: Proposal, officer: Any) -> None:
    page = client_of(officer).get(OVERVIEW, {"sort": "-granted"})
    rows = {(row.owner_id, row.provider_id): row.granted for row in page.context["page"]}
    shares = AwardShare.objects.filter(award__proposal=issued, is_owner=False, amount__gt=0)
    own = shares.values_list("award__report__owner", "organisation").annotate(kroner=Sum("amount"))
    checked = [(owner, provider, kroner) for owner, provider, kroner in own if (owner, provider) in rows]
    assert checked
    for owner, provider, kroner in checked:
        assert rows[owner, provider].provider == kroner
        to_owner = AwardShare.objects.filter(
            award__proposal=issued,
            award__report__owner=owner,
            award__report__partners__organisation=provider,
            is_owner=True,
        )
        assert rows[owner, provider].owner == to_owner.aggregate(kroner=Sum("amount"))["kroner"]
    sums = [row.granted.owner + row.granted.provider for row in page.context["page"]]
    assert sums == sorted(sums, reverse=True)
