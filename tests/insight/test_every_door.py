"""Every figure of the catalogue is computed again here, in SQL of the test's own, and every door says the same: page,
chart, table, CSV, spreadsheet, slides, JSON, the command and the open data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fordel.cli.main import main
from fordel.core.money import format_kroner
from fordel.decisions.models import Award, Proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Recommendation
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.outcomes.models import OutcomeReport, SignAssessment, UsedAmount
from fordel.programme.models import Round
from fordel.shared.clock import now
from tests.decisions.conftest import decide
from tests.insight.conftest import demo_rows, make_report
from tests.outcomes.reports import open_one
from tests.support.html import html_of
from tests.support.prepared import prepared
from tests.support.slides import Numbers, charts_in

pytestmark = pytest.mark.django_db

CODES: Final = ("reports", "needs", "recommended", "granted", "supported", "used", "reported", "assessments")
STAGES: Final = ("needs", "recommended", "granted", "used")
Values = dict[str, int | None]
ClientAs = Callable[..., Client]

_MEASURES: Final = """
    SELECT g.code AS "group", o.kind AS owner_kind, r.sami_perspective AS sami, r.amount AS asked,
           sa.amount AS recommended, coalesce(sa.by_line, '{}') AS recommended_by_line,
           a.amount AS granted, coalesce(a.by_line, '{}') AS granted_by_line,
           u.used AS used,
           (SELECT count(*) FROM outcomes_signassessment s WHERE s.outcome_id = u.id) AS assessments,
           coalesce((SELECT jsonb_object_agg(x.line, x.kroner) FROM outcomes_usedamount x
                      WHERE x.outcome_id = u.id), '{}') AS used_by_line
      FROM reports_needsreport r
      JOIN programme_targetgroup g ON g.id = r.target_group_id
      JOIN parties_organisation o ON o.id = r.owner_id
      LEFT JOIN forum_recommendation c ON c.round_id = r.round_id AND c.adopted_at IS NOT NULL
      LEFT JOIN forum_scenarioamount sa ON sa.scenario_id = c.scenario_id AND sa.report_id = r.id
      LEFT JOIN decisions_proposal p ON p.round_id = r.round_id AND p.state = 'issued'
      LEFT JOIN decisions_award a ON a.proposal_id = p.id AND a.report_id = r.id
      LEFT JOIN outcomes_outcomereport u ON u.award_id = a.id AND u.state IN ('submitted', 'returned', 'approved')
     WHERE r.round_id = %s AND r.state IN ('submitted', 'returned', 'accepted')
"""


def _rows(round_: Round) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_MEASURES, [round_.pk])
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in found:
        row |= {name: json.loads(row[name]) for name in names if name.endswith("_by_line")}
    return found


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _values(rows: list[dict[str, Any]]) -> Values:
    found: Values = {"reports": len(rows), "needs": sum(row["asked"] for row in rows)}
    found |= {code: _sum(row[code] for row in rows) for code in ("recommended", "granted")}
    found["supported"] = None if found["granted"] is None else len([row for row in rows if row["granted"]])
    found["used"] = _sum(row["used"] for row in rows)
    found["reported"] = len([row for row in rows if row["used"] is not None]) or None
    found["assessments"] = sum(row["assessments"] for row in rows) or None
    return found


def _by(rows: list[dict[str, Any]], name: str) -> dict[str, Values]:
    words = {True: "yes", False: "no", None: "not_given"}
    key = (lambda row: words[row["sami"]]) if name == "sami" else (lambda row: row[name])
    return {part: _values([row for row in rows if key(row) == part]) for part in {key(row) for row in rows}}


def _by_line(round_: Round, rows: list[dict[str, Any]]) -> dict[str, Values]:
    payers = {each.code: {line.code for line in each.lines.all()} for each in round_.target_groups.all()}
    whole = _values(rows)
    found: dict[str, Values] = {}
    for line in round_.frame_lines.order_by("position"):
        needs = sum(row["asked"] for row in rows if line.code in payers[row["group"]])
        found[line.code] = {"needs": needs}
        for code in STAGES[1:]:
            amounts = sum(row[f"{code}_by_line"].get(line.code, 0) for row in rows)
            found[line.code][code] = None if whole[code] is None else amounts
    return found


def _computed(round_: Round) -> dict[str, Any]:
    rows = _rows(round_)
    return {
        "year": round_.year,
        "frame": sum(line.amount for line in round_.frame_lines.all()),
        "values": _values(rows),
        **{f"by_{name}": _by(rows, name) for name in ("group", "owner_kind", "sami")},
        "by_line": _by_line(round_, rows),
    }


@pytest.fixture
def reported(years: Round, person_as: Callable[..., Any]) -> Round:
    """2026, decided otherwise than the forum recommended. Every third grant is reported on, and of some not all is
    used."""
    officer, approver = person_as("case_officer"), person_as("approver")

    def build() -> None:
        for row in demo_rows()[12:40]:
            make_report(years, row)
        half = {line.code: line.amount // 2 for line in years.frame_lines.all()}
        advised = create_scenario(
            years, "Innstilling", Specification(method="proportional", reserve=half, unit=100), officer
        )
        decided = create_scenario(years, "Vedtak", Specification(method="equal", reserve=half, unit=100), officer)
        decide(decided, officer, approver)
        Recommendation.objects.create(
            round=years, scenario=advised, created_at=now(), adopted_at=now(), sha256="0" * 64
        )
        awards = Award.objects.filter(proposal__round=years, amount__gt=0).order_by("pk")
        for place, award in enumerate(awards):
            if place % 3 == 0:
                _report(award, award.amount // 10 if place % 2 else 0)

    prepared("reported", build)
    return years


def _report(award: Award, unused: int) -> None:
    """As if the report had been sent: what was not used is of the first line."""
    outcome = open_one(award)
    sent = {"state": "submitted", "submitted_at": now(), "granted": award.amount, "used": award.amount - unused}
    OutcomeReport.objects.filter(pk=outcome.pk).update(**sent, unused=unused, wish="keep" if unused else "")
    for sign in "abc":
        SignAssessment.objects.create(
            outcome=outcome, organisation_id=award.report.owner_id, who="owner", sign=sign, degree="some"
        )
    for place, (line, amount) in enumerate(sorted(award.by_line.items(), key=lambda each: -each[1])):
        UsedAmount.objects.create(outcome=outcome, line=line, kroner=amount - (unused if place == 0 else 0))


class Doors:
    """The pages and files of a round, as a case officer gets them."""

    def __init__(self, client: Client, round_: Round) -> None:
        self.client, self.round, self.where = client, round_, round_.where

    def content(self, name: str, **more: str) -> bytes:
        page = self.client.get(reverse(f"insight:{name}", kwargs={**self.where, **more}))
        assert page.status_code == 200
        return bytes(page.content)

    def page(self, question: str) -> str:
        return html_of(self.content("question", question=question).decode())

    def csv(self, question: str, figure: str) -> list[list[str]]:
        text = self.content("question-csv", question=question, figure=figure).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]

    def workbook(self, question: str, figure: str) -> list[list[Any]]:
        book = openpyxl.load_workbook(io.BytesIO(self.content("question-xlsx", question=question)))
        (sheet,) = [each for each in book.worksheets if each.title.partition(" ")[2] == figure]
        return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]

    def chart(self, question: str, heading: str) -> Numbers:
        """Series -> category -> number, of the slide with the heading."""
        return dict(charts_in(self.content("question-slides", question=question)))[heading]


def _shown(value: int | None) -> str:
    return "–" if value is None else format_kroner(value)


def _in_table(page: str, name: str, values: Iterable[int | None]) -> bool:
    """Whether the page has a row with the name and then the values."""
    for row in re.findall(r"<tr>(.*?)</tr>", page):
        cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        if cells[:1] == [name] and cells[1:] == [_shown(value) for value in values]:
            return True
    return False


@pytest.fixture
def doors(reported: Round, client_as: ClientAs) -> Doors:
    return Doors(client_as("case_officer"), reported)


def test_json_and_the_command_give_the_figures_that_are_computed_again(
    doors: Doors, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = Round.objects.filter(office=doors.round.office, year__lte=2026).order_by("year")
    expected = [_computed(each) for each in rounds]
    assert [each["year"] for each in expected] == [2023, 2024, 2025, 2026]
    now_ = expected[-1]["values"]
    assert 0 < now_["reported"] < now_["supported"] and 0 < now_["used"] < now_["granted"], "some have reported"
    found = json.loads(doors.content("catalogue-json"))["years"]
    assert [{key: each[key] for key in expected[0]} for each in found] == expected
    command = ["figures", "--office", "nordland", "--scheme", doors.round.scheme_slug, "--year", "2026"]
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["years"] == found
    assert main(command) == 0
    printed = capsys.readouterr().out
    for each in expected:
        for value in (each["frame"], *each["values"].values()):
            assert _shown(value).replace("\u00a0", " ") in printed


def test_the_years_are_the_same_in_page_csv_and_spreadsheets(doors: Doors) -> None:
    rounds = Round.objects.filter(office=doors.round.office, year__lte=2026).order_by("year")
    page, listed = doors.page("pengene"), doors.csv("pengene", "years")
    book = openpyxl.load_workbook(io.BytesIO(doors.content("catalogue-xlsx")))
    catalogue = [list(row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    sheet = doors.workbook("pengene", "years")
    for place, each in enumerate(_computed(one) for one in rounds):
        proposal = Proposal.objects.get(round__office=doors.round.office, round__year=each["year"], state="issued")
        held_back = sum(proposal.scenario.reserve.values())
        row = [each["frame"], *(each["values"][code] for code in CODES), held_back]
        assert _in_table(page, str(each["year"]), row)
        for found in (listed[place], catalogue[place], sheet[place]):
            assert [str(cell or 0) for cell in found] == [str(cell or 0) for cell in (each["year"], *row)]


def test_the_flow_is_the_same_in_page_chart_csv_and_slides(doors: Doors) -> None:
    expected = _computed(doors.round)
    names = {each.code: each.name_nb for each in doors.round.target_groups.all()}
    page = doors.page("pengene")
    values, by_group = expected["values"], expected["by_group"]
    assert f"{values['reported']} av {values['supported']} tiltak har rapportert hva som er brukt." in page
    spoken = re.findall(r'aria-label="([^"]*)"', page)
    steps = ("Behov", "Innstilt", "Tildelt", "Brukt så langt")
    for name, code in zip(steps, STAGES, strict=True):
        assert any(f"{name} {_shown(values[code])} kroner" in label for label in spoken), name
    listed = {row[0]: row[1:] for row in doors.csv("pengene", "flow-2026")}
    titles = [title for title, _numbers in charts_in(doors.content("question-slides", question="pengene"))]
    heading = next(title for title in titles if title.startswith("2026"))
    chart = doors.chart("pengene", heading)
    for code, found in by_group.items():
        amounts = [found[stage] for stage in STAGES]
        assert _in_table(page, names[code], amounts)
        assert listed[names[code]] == ["" if amount is None else str(amount) for amount in amounts]
        assert chart[names[code]] == {step: amount or 0 for step, amount in zip(steps, amounts, strict=True)}
    assert listed["Sum"] == [str(values[stage]) for stage in STAGES]


@pytest.mark.parametrize(
    ("key", "figure", "heading"),
    [
        ("by_group", "groups", "Etter målgruppe gjennom året"),
        ("by_owner_kind", "owner-kind", "Etter type eier"),
        ("by_sami", "sami", "Etter samisk perspektiv"),
        ("by_line", "by-line", "Etter ramme gjennom året"),
    ],
)
def test_each_breakdown_is_the_same_in_every_door(doors: Doors, key: str, figure: str, heading: str) -> None:
    expected = _computed(doors.round)
    words = _names(doors.round)
    page, chart = doors.page("malgrupper"), doors.chart("malgrupper", heading)
    listed = {row[0]: row[1:] for row in doors.csv("malgrupper", figure)}
    sheet = {row[0]: row[1:] for row in doors.workbook("malgrupper", figure)}
    frames = {line.code: line.amount for line in doors.round.frame_lines.all()}
    assert expected[key]
    for code, values in expected[key].items():
        row = [values[each] for each in CODES] if key != "by_line" else [frames[code], *(values[s] for s in STAGES)]
        name = words[code]
        assert _in_table(page, name, row)
        assert listed[name] == ["" if value is None else str(value) for value in row]
        assert [value or 0 for value in sheet[name]] == [value or 0 for value in row]
        drawn = {"Behov": "needs", "Innstilt": "recommended", "Tildelt": "granted", "Brukt så langt": "used"}
        if key == "by_line":
            del drawn["Behov"]
        assert chart[name] == {step: values[stage] or 0 for step, stage in drawn.items()}
        assert any(
            f"{name} {_shown(values['used'] or 0)}" in text for text in re.findall(r'aria-label="([^"]*)"', page)
        )


def _names(round_: Round) -> dict[str, str]:
    found = {each.code: each.name_nb for each in round_.frame_lines.all()}
    found |= {"yes": "Ja", "no": "Nei", "not_given": "Ikke oppgitt"}
    found |= {"municipality": "Kommune", "private_owner": "Privat eier", "county": "Fylkeskommune"}
    return {**found, **{each.code: each.name_nb for each in round_.target_groups.all()}}


def test_open_data_sums_to_what_is_computed_as_granted(doors: Doors) -> None:
    rows = csv.DictReader(
        io.StringIO(Client().get("/nordland/apne-data/tilskudd.csv").content.decode("utf-8-sig")), delimiter=";"
    )
    listed = list(rows)
    for round_ in Round.objects.filter(office=doors.round.office):
        granted = _computed(round_)["values"]["granted"]
        assert sum(int(row["kroner"]) for row in listed if row["ar"] == str(round_.year)) == (granted or 0)
