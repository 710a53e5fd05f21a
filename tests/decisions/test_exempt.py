"""A measure that is exempt from public access: the office says why, and it is in no public page or file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.models import AwardShare, Proposal
from fordel.reports.models import Exemption, NeedsReport
from fordel.shared.models import AuditEntry
from tests.clients import client_of
from tests.support.html import html_of
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
REASON = "Opplysninger om en ansatt i en liten barnehage."


@pytest.fixture
def granted(issued: Proposal) -> NeedsReport:
    """A measure with a grant."""
    share = AwardShare.objects.filter(award__proposal=issued, amount__gt=0).order_by("award__report__number")[0]
    return share.award.report


def _at(report: NeedsReport, name: str = "exempt") -> str:
    return reverse(f"reports:{name}", kwargs={**WHERE, "number": report.number})


def _public() -> tuple[str, str, str]:
    """The page, the JSON and the CSV that everybody may read."""
    names = ("open-data", "open-data-json", "open-data-csv")
    page, grants, rows = (Client().get(reverse(name, kwargs={"office": "nordland"})) for name in names)
    return html_of(page), grants.content.decode(), rows.content.decode("utf-8-sig")


def test_an_exempt_measure_is_in_no_public_page_or_file_until_it_is_public_again(
    granted: NeedsReport, officer: Any
) -> None:
    page, grants, rows = _public()
    assert json.dumps(granted.title, ensure_ascii=False) in grants
    before = len(json.loads(grants)["grants"])
    shares = AwardShare.objects.filter(award__report=granted, amount__gt=0)
    office = client_of(officer)
    assert carry_out(office, _at(granted), {"basis": "offl_13", "reason": REASON}).status_code == 302
    page, grants, rows = _public()
    assert len(json.loads(grants)["grants"]) == before - shares.count()
    left = {(each["title"], each["amountAwarded"]) for each in json.loads(grants)["grants"]}
    for share in shares:
        assert (granted.title, share.amount) not in left
        assert f";{share.amount};" not in "".join(row for row in rows.splitlines() if granted.title in row)
    assert f"{shares.count()} tilskudd er unntatt offentlighet og ikke regnet med her." in page
    assert REASON not in page + grants + rows
    shown = html_of(office.get(_at(granted, "report")))
    assert "Unntatt offentlighet" in shown and "Offentleglova § 13: taushetsplikt" in shown and REASON in shown
    assert carry_out(office, _at(granted), {}).status_code == 302
    assert len(json.loads(_public()[1])["grants"]) == before
    actions = AuditEntry.objects.filter(action__startswith="reports.exemption").order_by("pk")
    assert [each.action.rpartition(".")[2] for each in actions] == ["made", "lifted"]
    assert all(REASON not in json.dumps(each.details) for each in actions), "no free text in the log"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"basis": "", "reason": REASON}, "Velg"),
        ({"basis": "offl_99", "reason": REASON}, "Velg"),
        ({"basis": "offl_13", "reason": "  "}, "Hvorfor den gjelder her"),
    ],
)
def test_without_a_basis_of_the_scheme_or_a_reason_nothing_is_exempt(
    granted: NeedsReport, officer: Any, typed: dict[str, str], says: str
) -> None:
    answer = carry_out(client_of(officer), _at(granted), typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Exemption.objects.exists()


def test_owners_and_forum_members_read_nothing_of_the_reason(
    granted: NeedsReport, officer: Any, person_as: Callable[..., Any]
) -> None:
    carry_out(client_of(officer), _at(granted), {"basis": "offl_13", "reason": REASON})
    owner = client_of(person_as("owner", organisation=granted.owner))
    page = owner.get(reverse("own_needs:report", kwargs={"report_id": granted.pk})).content.decode()
    assert REASON not in page
    for client in (owner, client_of(person_as("approver")), client_of(person_as("national_reader"))):
        assert client.get(_at(granted)).status_code == 403
