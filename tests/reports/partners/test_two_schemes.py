"""An owner of an office that runs two schemes in a year: both are offered, named, and have a deadline of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.drafting.selectors.own_deadline import own_deadline
from fordel.reports.models import NeedsReport, ReportDraft
from tests.support.schemes import lifelong_beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def beside(imported: Round, person_as: Callable[..., Person]) -> Round:
    return lifelong_beside(imported, person_as("case_officer"))


@pytest.fixture
def report(beside: Round) -> NeedsReport:
    """A report of the invented scheme, whose owner has reports in the other scheme too."""
    both = NeedsReport.objects.filter(round=beside, owner__in=NeedsReport.objects.exclude(round=beside).values("owner"))
    return both.select_related("owner").order_by("number")[0]


def test_the_own_list_names_the_scheme_of_each_report(report: NeedsReport, client_as: Callable[..., Client]) -> None:
    page = client_as("owner", organisation=report.owner).get(reverse("own_needs:list")).content.decode()
    rows = page.split("<tbody>", 1)[1].split("</tr>")
    assert all(("Livslang læring" in row) == ("Livslangt tiltak" in row) for row in rows)
    assert any("Livslangt tiltak" in row for row in rows) and any(">Kollektiv<" in row for row in rows)


def test_with_one_scheme_it_is_not_named(imported: Round, client_as: Callable[..., Client]) -> None:
    owner = NeedsReport.objects.filter(round=imported)[0].owner
    assert "Kollektiv<" not in client_as("owner", organisation=owner).get(reverse("own_needs:list")).content.decode()


def test_a_report_is_begun_in_the_chosen_scheme(
    imported: Round, beside: Round, report: NeedsReport, january: datetime, client_as: Callable[..., Client]
) -> None:
    client, address = client_as("owner", organisation=report.owner), reverse("own_needs:draft-new")
    page = client.get(address).content.decode()
    for round_ in (imported, beside):
        assert scheme_of(round_.scheme).name["nb"] in page
    assert client.post(address, {"round": beside.pk}).status_code == 302
    assert ReportDraft.objects.get(owner=report.owner, report__isnull=True).round_id == beside.pk


def test_the_deadline_that_comes_first_is_looked_towards(
    imported: Round, beside: Round, report: NeedsReport, january: datetime
) -> None:
    for first, second in ((imported, beside), (beside, imported)):
        first.needs_deadline, second.needs_deadline = january + timedelta(days=2), january + timedelta(days=5)
        found = own_deadline(report.owner_id, [imported, beside], {}, january, lambda _round_id: False)
        assert found is not None and (found.closes, found.is_open) == (first.needs_deadline, True)
        first.needs_deadline = january - timedelta(days=1)
        found = own_deadline(report.owner_id, [imported, beside], {}, january, lambda _round_id: False)
        assert found is not None and (found.closes, found.is_open) == (second.needs_deadline, True)
