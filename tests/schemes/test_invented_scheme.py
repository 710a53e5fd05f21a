"""An invented scheme runs its year: three budget lines, four target groups, other parties, another deadline.

It needs one TOML file. What is asked here is what no module may take for granted: which groups there are, and how many
lines pay them.
"""

from __future__ import annotations

import io
import json
import re
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from fordel.cli.status import as_json
from fordel.decisions.models import Award, Letter
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.insight.presentation.exports.pdf import pdf_of
from fordel.insight.presentation.exports.slides import slides_of
from fordel.insight.presentation.exports.spreadsheet import spreadsheet_of
from fordel.insight.presentation.figures import all_figures
from fordel.insight.selectors.status import full_status_of
from fordel.ledger.models import Account
from fordel.ledger.selectors.balances import balances
from fordel.parties.models import Office
from fordel.programme.models import Round, SchemeVersion, TargetGroup
from fordel.programme.selectors.groups import groups_of
from fordel.programme.services.load_schemes import load_schemes
from fordel.programme.services.open_round import open_round
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport
from fordel.shared.errors import UserError
from tests.decisions.conftest import know_forms
from tests.support.schemes import FRAMES, LIFELONG, ROWS, report_lifelong

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(reference_data: None, person_as: Any) -> Round:
    load_schemes(LIFELONG.parent)
    office = Office.objects.exclude(slug="nordland").order_by("slug").first()
    assert office is not None
    return open_round(office, SchemeVersion.objects.get(code="lifelong"), FRAMES, None)


@pytest.fixture
def officer(round_: Round, person_as: Any) -> Any:
    return person_as("case_officer", office=round_.office.slug)


@pytest.fixture
def reported(round_: Round, officer: Any) -> Round:
    return report_lifelong(round_, officer)


def _client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_groups_and_lines_are_rows_that_never_change(round_: Round) -> None:
    assert {group.code: group.lines for group in groups_of(round_.pk).every} == {
        "arts": ("culture",),
        "adults": ("adult",),
        "readers": ("adult", "library"),
        "everybody": ("culture", "adult", "library"),
    }
    row = round_.target_groups.get(code="arts")
    line = round_.frame_lines.get(code="culture")
    for change in (
        lambda: TargetGroup.objects.filter(pk=row.pk).update(name_nb="Noe annet"),
        lambda: TargetGroup.lines.through.objects.filter(targetgroup=row).delete(),
        lambda: TargetGroup.objects.filter(pk=row.pk).delete(),
        lambda: type(line).objects.filter(pk=line.pk).update(code="annet"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    type(line).objects.filter(pk=line.pk).update(amount=1)


def test_status_counts_by_the_groups_and_tells_what_each_line_can_pay(reported: Round) -> None:
    with translation.override("nb"):
        view = full_status_of(reported)
        figures = view.figures
        assert (figures.frame, figures.needs.count, figures.needs.amount) == (6_000_000, 7, 4_900_000)
        assert {code: tally.amount for code, tally in figures.by_group.items()} == {
            "arts": 1_500_000, "adults": 1_100_000, "readers": 800_000, "everybody": 1_500_000,
        }  # fmt: skip
        assert {line.code: (line.least, line.most) for line in figures.lines} == {
            "culture": (400_000, 1_500_000), "adult": (0, 900_000), "library": (0, 1_000_000),
        }  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(spreadsheet_of(view).content))
        assert "Lesere" in str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
        assert pdf_of(view).content and slides_of(view).content and all_figures(view)
    found = as_json(view)
    assert found["needs"]["readers"] == {"count": 1, "sum": 800_000}
    assert found["shared_on"]["adult"] == [0, 900_000]


def test_the_year_from_needs_to_letters(reported: Round, officer: Any, person_as: Any) -> None:
    first, second = (person_as("approver", office=reported.office.slug) for _ in range(2))
    scenario = create_scenario(reported, "Alle får alt", Specification(reserve={"library": 200_000}), officer)
    paid = dict.fromkeys(FRAMES, 0)
    for amount in scenario.amounts.select_related("report__target_group"):
        assert sum(amount.by_line.values()) == amount.amount == amount.report.amount
        assert set(amount.by_line) <= set(groups_of(reported.pk).of(amount.report.target_group.code).lines)
        for code, kroner in amount.by_line.items():
            paid[code] += kroner
    assert all(paid[code] + scenario.reserve.get(code, 0) <= frame for code, frame in FRAMES.items())
    begin_recommendation(scenario, officer)
    proposal = create_proposal(scenario, officer)
    readers = Award.objects.get(proposal=proposal, report__number=5)
    with pytest.raises(UserError):
        change_award(readers.pk, {"culture": 1}, "Feil ramme", officer)
    change_award(readers.pk, {"adult": 100_000, "library": 500_000}, "Kortere tiltak", officer)
    proposal = submit_proposal(proposal.pk, officer)
    assert approve_proposal(proposal.pk, proposal.content_hash, "", first).state == "submitted"
    assert approve_proposal(proposal.pk, proposal.content_hash, "", second).state == "approved"
    know_forms(proposal, officer)
    _proposal, issued = issue_decision(proposal.pk, officer)
    assert issued
    assert (
        sum(row[Account.AWARDED] for row in balances(reported.frame_lines.values_list("pk", flat=True)).values())
        == 4_700_000
    )
    letter = Letter.objects.get(award__report__number=5, kind="grant")
    said = json.dumps(letter.text, ensure_ascii=False)
    assert "600 000" in said.replace("\xa0", " ") and "oppdiktede forskriften" in said and "fire uker" in said
    assert f"{first.name} og {second.name}" in said


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_its_pages_name_its_groups_and_no_others(reported: Round, officer: Any, language: str) -> None:
    client = _client(officer)
    client.cookies[settings.FORDEL_LANGUAGE_COOKIE] = language
    where = {**reported.where}
    first = create_scenario(reported, "En", Specification(), officer)
    create_scenario(reported, "To", Specification(method="proportional", reserve={"adult": 500_000}), officer)
    pages = {
        "start": reverse("start", kwargs=where),
        "list": reverse("reports:reports", kwargs=where),
        "report": reverse("reports:report", kwargs={**where, "number": 5}),
        "status": reverse("insight:status", kwargs=where),
        "distribution": reverse("forum:distribution", kwargs=where),
        "compare": reverse("forum:compare", kwargs=where) + "?med=1&med=2&alle=1",
        "hold back": reverse("forum:hold-back", kwargs={**where, "scenario_id": first.pk}),
        "setup": reverse("programme:setup", kwargs=where),
        "imports": reverse("reports:imports", kwargs=where),
    }
    for name, address in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        page = answer.content.decode()
        for word in ("Barnehage og", "Kindergarten", "barnehagerammen", "Begge</", "group-none"):
            assert word not in page, (name, word)
    filtered = client.get(f"{pages['list']}?target_group=readers").content.decode()
    assert "Tiltak 5" in filtered and "Tiltak 1<" not in filtered
    assert NeedsReport.objects.filter(round=reported).count() == len(ROWS)


@pytest.mark.parametrize(
    ("language", "fix"),
    [
        ("nb", "Skriv en av disse: Kulturskole, Voksne, Lesere, Alle."),
        ("nn", "Skriv ein av desse: Kulturskule, Vaksne, Lesarar, Alle."),
        ("en", "Write one of these: School of arts, Adults, Readers, Everybody."),
    ],
)
def test_a_group_of_another_scheme_is_refused_with_its_own(
    round_: Round, officer: Any, language: str, fix: str
) -> None:
    rows = b"Nr;Eier;Tiltak;M\xc3\xa5lgruppe;Meldt behov 2026 (kr)\n1;Bod\xc3\xb8 kommune;Lese;Barnehage;1000\n"
    with translation.override(language):
        outcome = import_file(round_, "livslang.csv", rows, officer, dry_run=True)
        assert fix in [problem["fix"] for problem in outcome.problems]


def test_its_status_counts_on_no_line_of_another_scheme(reported: Round, officer: Any) -> None:
    page = _client(officer).get(reverse("insight:status", kwargs=reported.where)).content.decode()
    assert "3 meldinger kan dekkes fra flere rammer." in page


def test_only_the_methods_of_the_scheme_are_offered(reported: Round, officer: Any) -> None:
    client, where = _client(officer), reported.where
    page = client.get(reverse("forum:distribution", kwargs=where)).content.decode()
    offered = re.findall(r'type="radio" name="method"[^>]*value="(\w+)"', page)
    assert offered == ["meet_all", "proportional", "priority"]
    asked = client.get(reverse("forum:distribution", kwargs=where), {"method": "equal"})
    assert asked.status_code == 422
    with pytest.raises(UserError, match="tilbyr ikke"), translation.override("nb"):
        create_scenario(reported, "Likt", Specification(method="equal"), officer)
