"""Scenarios beside each other: the page, the sums it must agree on, and the files."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pptx import Presentation

from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.alternatives import alternatives, finding_of, report_table, sections_of
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.programme.selectors.rounds import frame_lines
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.reports import report_rows
from tests.support.where import HOME, WHERE

pytestmark = pytest.mark.django_db
FIVE = {"kindergarten": 1_964_000, "school": 3_036_000}
THREE = {"kindergarten": 1_179_000, "school": 1_821_000}


@pytest.fixture
def four(imported: Any, person_as: Any) -> list[Scenario]:
    officer = person_as("case_officer")
    wanted = {
        "Ingen kutt": Specification(method="meet_all", reserve=THREE),
        "Likt kutt": Specification(method="proportional", reserve=FIVE, unit=100),
        "Nettverk og samisk først": Specification(method="priority", reserve=FIVE, unit=100),
        "Per barn": Specification(method="equal", reserve=FIVE),
    }
    return [create_scenario(imported, name, spec, officer) for name, spec in wanted.items()]


def found(round_: Any, scenarios: list[Scenario]) -> Any:
    return alternatives(scenarios, report_rows(round_), frame_lines(round_))


def value(sections: Any, key: str, name: str) -> list[str]:
    (section,) = [each for each in sections if each.key == key]
    (line,) = [each for each in section.lines if each.name == name]
    return [text.replace("\xa0", " ") for text in line.values]


def test_the_real_figures_of_2026_stand_beside_each_other(imported: Any, four: list[Scenario]) -> None:
    from django.utils.translation import override

    with override("nb"):
        sections = sections_of(found(imported, four[:3]))
        assert value(sections, "figures", "Holdes igjen") == ["3 000 000", "5 000 000", "5 000 000"]
        sums = [sum(each.amounts.values_list("amount", flat=True)) for each in four[:3]]
        assert sums[0] == 24_605_520 and sums[1] == sums[2] == 23_000_000
        assert [int(text.replace(" ", "")) for text in value(sections, "figures", "Fordeles nå")] == sums
        assert value(sections, "figures", "Meldinger som kuttes") == ["0", "52", "31"]
        assert value(sections, "figures", "Laveste dekning") == ["100 %", "93,5 %", "88,5 %"]
        assert value(sections, "figures", "Ikke plassert")[0] == "394 480"
        assert "Ingen kuttes i 1 Ingen kutt" in finding_of(found(imported, four))


def test_every_table_adds_up_to_what_is_distributed(imported: Any, four: list[Scenario]) -> None:
    listed = found(imported, four)
    sections = {section.key: section for section in sections_of(listed)}
    for position, alternative in enumerate(listed):
        for key in ("themes", "municipalities"):
            amounts = [int(line.values[position].replace("\xa0", "")) for line in sections[key].lines]
            assert sum(amounts) == alternative.total
        groups = [line for line in sections["groups"].lines if line.group]
        assert sum(int(line.values[position].replace("\xa0", "")) for line in groups) == alternative.total
        assert alternative.full + alternative.cut + alternative.refused == 52
        assert alternative.total + alternative.reserve + alternative.left == 28_000_000


def test_the_page_compares_those_that_are_chosen_and_no_more_than_four(
    imported: Any, four: list[Scenario], client_as: Any, person_as: Any
) -> None:
    create_scenario(imported, "Den femte", Specification(), person_as("case_officer"))
    client = client_as("case_officer")
    page = client.get(f"{HOME}fordeling/sammenlign/?med=1&med=3").content.decode()
    first, third = (dict(four[n].amounts.values_list("report", "amount")) for n in (0, 2))
    different = sum(first[report] != third[report] for report in first)
    assert 31 < different <= 52 and f"{different} meldinger får ulike beløp" in page
    assert "Likt kutt</th>" not in page
    page = client.get(f"{HOME}fordeling/sammenlign/?med=1&med=2&med=3&med=4&med=5").content.decode()
    assert "Høyst 4 kan stå ved siden av hverandre" in page and "5 Den femte</th>" not in page
    report = NeedsReport.objects.get(number=41)
    report.amount = 900_000
    report.save()
    page = client.get(f"{HOME}fordeling/sammenlign/?med=1").content.decode()
    assert "Meldinger eller rammer er endret siden alternativ 1" in page


def test_the_number_of_queries_does_not_follow_the_number_of_scenarios(
    imported: Any, four: list[Scenario], client_as: Any
) -> None:
    client, url = client_as("case_officer"), f"{HOME}fordeling/sammenlign/"
    client.get(url)

    def ask(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url + query).status_code == 200
        return len(captured)

    assert ask("?med=1") == ask("?med=1&med=2&med=3&med=4") == 11


def test_nothing_saved_is_said_and_every_file_can_be_opened(
    imported: Any, four: list[Scenario], client_as: Any
) -> None:
    client, base = client_as("case_officer"), f"{HOME}fordeling/alternativer."
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}xlsx?med=1&med=2").content))
    rows = list(book.active.values)
    assert rows[0][5:] == ("1 Ingen kutt", "2 Likt kutt") and len(rows) == 55
    assert sum(row[5] for row in rows[1:53]) == rows[53][5] == 24_605_520
    with pikepdf.open(io.BytesIO(client.get(f"{base}pdf").content)) as document:
        assert document.Root.MarkInfo.Marked and str(document.Root.Lang) == "nb"
    deck = Presentation(io.BytesIO(client.get(f"{base}pptx").content))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == "Alternativer for 2026, Nordland" and "3 Nettverk og samisk først" in titles
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    Scenario.objects.all().delete()
    assert "Ingen alternativer er lagret ennå" in client.get(f"{HOME}fordeling/sammenlign/").content.decode()


def test_reports_that_get_the_same_are_marked_as_such(imported: Any, four: list[Scenario]) -> None:
    table = report_table(found(imported, four[:1]))
    assert len(table) == 52 and not any(row["differs"] for row in table)


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "pptx"])
def test_where_there_is_no_scenario_there_is_no_file(imported: Any, client_as: Any, kind: str) -> None:
    page = client_as("case_officer").get(reverse("forum:compare", kwargs=WHERE))
    assert page.status_code == 200
    answer = client_as("case_officer").get(reverse("forum:compare-file", args=[*WHERE.values(), kind]))
    assert answer.status_code == 404
