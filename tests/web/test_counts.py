"""What a page costs: SQL queries, whatever the number of reports, and bytes over the wire."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from bench.pages import workbook
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.decisions.models import Letter, Proposal
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport
from tests.conftest import DEMO_FILE
from tests.decisions.conftest import know_forms
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db

MOST_QUERIES: Final = 12
MOST_HTML: Final = 30_000
MOST_FIRST_VIEW: Final = 150_000
MOST_WITHOUT_FONTS: Final = 90_000

# What each page asks the database, literally; the same for 1, 3, 52 and 1000 reports.
QUERIES: Final[dict[str, int]] = {
    "distribution, nothing saved": 11,
    "decisions, nothing to choose": 9,
    "start": 12,
    "reports": 11,
    "report": 10,
    "status": 12,
    "theme": 9,
    "distribution": 10,
    "decisions, choices": 11,
    "imports": 7,
    "setup": 12,
    "home of an owner": 10,
    "home of a partner": 7,
    "home of the national reader": 6,
    "own reports": 9,
    "own measures": 5,
    "own report": 10,
    "draft": 12,
    "award": 7,
    "submitted": 12,
    "start of the approver": 11,
    "draft letters": 11,
    "approved": 12,
    "issued": 10,
    "letters": 9,
    "own years": 8,
    "did it help": 10,
    "own letters": 6,
    "letter": 6,
    "status after the decision": 12,
    "start after the decision": 12,
}
# Read a few times a year, and made from all that a decision is made from: the number is fixed all the same.
RARE: Final[dict[str, int]] = {"draft letter": 14, "before the letters are sent": 24}


@dataclass
class Place:
    """A round with some reports, and the people who look at it."""

    round: Any
    report: NeedsReport
    officer: Any
    approver: Any
    clients: dict[str, Client]

    def ask(self, role: str, name: str, **more: object) -> tuple[int, int, str]:
        """(queries, bytes of compressed HTML, HTML) of a page. It is asked for twice: nothing is counted that is
        remembered from then on."""
        url = reverse(name, kwargs=more)
        client = self.clients[role]
        assert client.get(url).status_code == 200, url
        with CaptureQueriesContext(connection) as captured:
            packed = client.get(url, headers={"accept-encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        return len(captured), len(packed.content), client.get(url).content.decode()


def _imported(round_: Any, rows: int, officer: Any) -> None:
    if rows == 52:
        outcome = import_file(round_, DEMO_FILE.name, DEMO_FILE.read_bytes(), officer)
    else:
        outcome = import_file(round_, "mange.xlsx", workbook(rows), officer)
    assert outcome.accepted == rows


@pytest.fixture
def place_with(nordland: Any, person_as: Callable[..., Any]) -> Callable[[int], Place]:
    def make(rows: int) -> Place:
        officer, approver = person_as("case_officer"), person_as("approver")
        _imported(nordland, rows, officer)
        report = NeedsReport.objects.order_by("number").first()
        assert report is not None
        people = {
            "case_officer": officer,
            "approver": approver,
            "auditor": person_as("auditor"),
            "national_reader": person_as("national_reader"),
            "owner": person_as("owner", organisation=report.owner),
            "partner": person_as("partner", organisation=report.partners.get().organisation),
        }
        clients = {role: Client() for role in people}
        for role, person in people.items():
            clients[role].force_login(person)
        return Place(nordland, report, officer, approver, clients)

    return make


def _pages(place: Place) -> dict[str, tuple[int, int, str]]:
    """Every page of the walk from reports to letters, in the states it passes through."""
    here = WHERE
    found = {
        "distribution, nothing saved": place.ask("case_officer", "forum:distribution", **here),
        "decisions, nothing to choose": place.ask("case_officer", "decisions:overview", **here),
    }
    scenario = create_scenario(place.round, "Ingen kutt", Specification(), place.officer)
    found |= {
        "start": place.ask("case_officer", "start", **here),
        "reports": place.ask("case_officer", "reports:reports", **here),
        "report": place.ask("case_officer", "reports:report", **here, number=place.report.number),
        "status": place.ask("case_officer", "insight:status", **here),
        "theme": place.ask("case_officer", "insight:theme", **here, theme="sprak"),
        "distribution": place.ask("case_officer", "forum:distribution", **here),
        "decisions, choices": place.ask("case_officer", "decisions:overview", **here),
        "imports": place.ask("case_officer", "reports:imports", **here),
        "setup": place.ask("case_officer", "programme:setup", **here),
        "home of an owner": place.ask("owner", "home"),
        "home of a partner": place.ask("partner", "home"),
        "home of the national reader": place.ask("national_reader", "home"),
        "own reports": place.ask("owner", "own_needs:list"),
        "own measures": place.ask("partner", "own_needs:list"),
        "own report": place.ask("owner", "own_needs:report", report_id=place.report.pk),
    }
    proposal = create_proposal(scenario, place.officer)
    found["draft"] = place.ask("case_officer", "decisions:overview", **here)
    found["award"] = place.ask("case_officer", "decisions:award", **here, award_id=_first_award(proposal))
    proposal = submit_proposal(proposal.pk, place.officer)
    found["submitted"] = place.ask("approver", "decisions:overview", **here)
    found["start of the approver"] = place.ask("approver", "start", **here)
    found["draft letters"] = place.ask("approver", "decisions:draft-letters", **here, proposal_id=proposal.pk)
    first = {"award_id": _first_award(proposal), "organisation_id": place.report.owner_id}
    found["draft letter"] = place.ask("approver", "decisions:draft-letter", **here, **first)
    proposal = approve_proposal(proposal.pk, proposal.content_hash, "", place.approver)
    found["approved"] = place.ask("case_officer", "decisions:overview", **here)
    know_forms(proposal, place.officer)
    found["before the letters are sent"] = place.ask("case_officer", "decisions:issue", **here, proposal_id=proposal.pk)
    proposal, issued = issue_decision(proposal.pk, place.officer)
    assert issued
    own = Letter.objects.get(award__report=place.report, recipient=place.report.owner)
    found |= {
        "issued": place.ask("case_officer", "decisions:overview", **here),
        "letters": place.ask("case_officer", "decisions:letters", **here),
        "own letters": place.ask("owner", "letters:list"),
        "own years": place.ask("owner", "own_years:page"),
        "did it help": place.ask("case_officer", "insight:question", **here, question="hjalp-det"),
        "letter": place.ask("owner", "letters:letter", letter_id=own.pk),
        "status after the decision": place.ask("case_officer", "insight:status", **here),
        "start after the decision": place.ask("case_officer", "start", **here),
    }
    return found


def _first_award(proposal: Proposal) -> int:
    award = proposal.awards.order_by("report__number").first()
    assert award is not None
    return award.pk


def _static_size(url: str) -> int:
    """Bytes over the wire of a built asset: packed where it is served packed."""
    path = Path(settings.STATIC_ROOT) / url.removeprefix("/static/")
    packed = path.with_name(path.name + ".gz")
    return (packed if packed.exists() else path).stat().st_size


def assets_of(html: str) -> int:
    """Bytes of the style sheets and scripts that a page refers to."""
    urls = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) + re.findall(r'<script src="([^"]+)"', html)
    assert urls
    return sum(_static_size(url) for url in urls)


def _two_fonts() -> int:
    """The two weights of the text that nearly every page shows."""
    fonts = Path(settings.STATIC_ROOT) / "fonts"
    return sum(next(fonts.glob(f"inter-latin-{weight}-normal.*.woff2")).stat().st_size for weight in (400, 600))


@pytest.mark.parametrize("rows", [1, 3, 52, 1000])
def test_pages_cost_the_same_whatever_the_number_of_reports(place_with: Callable[[int], Place], rows: int) -> None:
    found = _pages(place_with(rows))
    assert {name: queries for name, (queries, _size, _html) in found.items()} == QUERIES | RARE
    assert {name: queries for name, queries in QUERIES.items() if queries > MOST_QUERIES} == {}
    large = {name: size for name, (_queries, size, _html) in found.items() if size > MOST_HTML}
    assert large == {}
    first_view = {name: size + assets_of(html) for name, (_queries, size, html) in found.items()}
    assert {name: size for name, size in first_view.items() if size > MOST_WITHOUT_FONTS} == {}
    assert {name: size for name, size in first_view.items() if size + _two_fonts() > MOST_FIRST_VIEW} == {}
