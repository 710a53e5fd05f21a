"""The files show what the page shows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.test import Client
from django.utils import translation
from pptx import Presentation

from fordel.insight.presentation.exports.pdf import pdf_of
from fordel.insight.presentation.exports.slides import picture_of, slides_of
from fordel.insight.presentation.exports.spreadsheet import spreadsheet_of
from fordel.insight.presentation.figures import all_figures
from fordel.insight.selectors.filters import StatusFilters
from fordel.insight.selectors.status import StatusView, full_status_of
from fordel.programme.models import Round
from tests.insight.conftest import demo_rows
from tests.support.slides import Numbers, charts_in
from tests.support.where import HOME

URL = f"{HOME}status/"
Load = Callable[[list[dict[str, Any]]], Round]


@pytest.fixture
def view(full_case: Round) -> StatusView:
    with translation.override("nb"):
        return full_status_of(full_case)


@pytest.fixture(autouse=True)
def _bokmal() -> Any:
    with translation.override("nb"):
        yield


def test_csv_equals_the_table(view: StatusView, client_as: Callable[..., Client]) -> None:
    client = client_as("case_officer")
    for figure in all_figures(view):
        response = client.get(figure.csv_url)
        assert response.headers["Content-Type"].startswith("text/csv")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0] == figure.table.headings
        expected = [["" if value is None else str(value) for value in row] for row in figure.table.values()]
        assert rows[1:] == expected


def test_spreadsheet_has_every_table_with_numbers_as_numbers(view: StatusView) -> None:
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet_of(view).content))
    assert book.sheetnames == [
        "Nøkkeltall",
        "Meldinger",
        "Behov og ramme",
        "Temaer",
        "Partnere",
        "Samisk perspektiv",
        "Nettverk",
        "Kommuner",
        "Rammer per år",
    ]
    frame = [list(row) for row in book["Behov og ramme"].iter_rows(values_only=True)]
    assert frame[1] == ["Barnehage", 12, 7_140_413, 465_107, 3_859_587, 11_000_000]
    assert frame[-1] == ["Sum", 52, 24_605_520, None, None, 28_000_000]
    reports = list(book.worksheets[1].iter_rows(values_only=True))
    assert len(reports) == 54
    amount, to_partners = (reports[0].index(name) for name in ("Meldt behov (kroner)", "Til partnerne, kroner"))
    assert reports[-1][amount] == sum(row[amount] for row in reports[1:-1]) == 24_605_520
    assert all(isinstance(row[to_partners], int) for row in reports[1:-1])
    assert all(sheet.freeze_panes == "B2" for sheet in book.worksheets)
    for figure, sheet in zip(all_figures(view), book.worksheets[2:], strict=True):
        rows = [[value or None for value in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert rows == [[value or None for value in row] for row in figure.table.values()]


def test_a_theme_that_looks_like_a_formula_stays_text(load: Load) -> None:
    rows = demo_rows()[:2]
    rows[0]["theme"] = "=HYPERLINK(1)"
    view = full_status_of(load(rows))
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet_of(view).content))
    cell = next(c for row in book["Temaer"].iter_rows() for c in row if str(c.value).startswith("=HYPER"))
    shared = zipfile.ZipFile(io.BytesIO(spreadsheet_of(view).content)).read("xl/sharedStrings.xml").decode()
    assert "=HYPERLINK(1)" in shared
    assert cell.column == 1


def test_readers_without_the_reports_do_not_get_them_in_a_file(view: StatusView) -> None:
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet_of(replace(view, shows_reports=False)).content))
    assert len(book.worksheets) == 8


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_pdf_is_tagged_with_a_sentence_for_every_chart(full_case: Round, language: str) -> None:
    with translation.override(language):
        view = full_status_of(full_case)
        figures = all_figures(view)
        content = pdf_of(view).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == language
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Status 2026, Nordland"
        alternatives = _alternatives(pdf)
    for figure in figures:
        assert any(text.startswith(figure.heading) for text in alternatives), figure.key


def _alternatives(pdf: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary):
            if "/Alt" in item:
                found.add(str(item["/Alt"]))
            children: Any = item.get("/K", [])
            waiting.extend(children if isinstance(children, pikepdf.Array) else [children])
    return found


def test_slides_are_native_and_carry_the_findings(view: StatusView) -> None:
    deck = Presentation(io.BytesIO(slides_of(view).content))
    slides = list(deck.slides)
    figures = [figure for figure in all_figures(view) if figure.has_drawing]
    assert [slide.shapes.title.text for slide in slides][1:] == [figure.heading for figure in figures]
    assert all(slide.notes_slide.notes_text_frame.text for slide in slides)
    table = next(shape.table for shape in slides[1].shapes if shape.has_table)
    cells = [cell.text.replace("\u00a0", " ") for cell in table.rows[1].cells]
    assert cells == ["Barnehage", "12", "7 140 413", "465 107", "3 859 587", "11 000 000"]
    shapes = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(shapes) == len(figures)
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in shapes)
    for shape in shapes:
        assert 0 <= shape.left <= deck.slide_width - shape.width
        assert 0 <= shape.top <= deck.slide_height - shape.height
    assert "ingen prosentvis endring" in " ".join(shape.text for shape in slides[-1].shapes if shape.has_text_frame)


def test_the_charts_of_the_slides_hold_the_numbers_of_the_tables(view: StatusView) -> None:
    charts = charts_in(slides_of(view).content)
    frame, themes, partners, sami, networks, places, years = (numbers for _title, numbers in charts)
    own = {view.line_name(line.code): line.own.amount for line in view.figures.lines}
    assert frame["Egne meldinger"] == own
    assert own["Barnehage"] == 7_140_413
    assert frame["Ramme"] == {"Ramme 11\xa0000\xa0000": 11_000_000, "Ramme 17\xa0000\xa0000": 17_000_000}
    found = view.figures
    assert _sums(themes) == {each.name: each.total.amount for each in found.themes[:10]}
    assert _sums(partners) == {each.name: each.amount for each in found.partners[:13]}
    assert sum(_sums(sami).values()) == found.needs.count
    assert _sums(networks) == {each.name: each.total.amount for each in found.networks[:10]}
    largest = sorted((each for each in found.places if each.total.amount), key=lambda each: -each.total.amount)[:20]
    assert _sums(places) == {each.place.name: each.total.amount for each in largest}
    assert _sums(years)["2026"] == 28_000_000


def _sums(numbers: Numbers) -> dict[str, int]:
    """Category -> the sum of its series."""
    found: dict[str, int] = {}
    for values in numbers.values():
        for name, value in values.items():
            found[name] = found.get(name, 0) + value
    return found


def test_picture_is_a_slide_in_sixteen_to_nine(view: StatusView) -> None:
    content = picture_of(view).content
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (1920, 1080)


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_every_file_can_be_made_with_few_reports(load: Load, rows: int) -> None:
    round_ = load(demo_rows()[:rows])
    for filters in (StatusFilters(), StatusFilters(target_group="school")):
        view = full_status_of(round_, filters)
        assert pdf_of(view).content.startswith(b"%PDF")
        assert slides_of(view).content.startswith(b"PK")
        assert spreadsheet_of(view).content.startswith(b"PK")


def test_names_with_strange_letters_do_not_stop_a_file(load: Load) -> None:
    rows = demo_rows()[:2]
    rows[0] |= {"theme": "Emoji 😀 & <b> čđŋ", "title": "漢字"}
    view = full_status_of(load(rows))
    assert pdf_of(view).content.startswith(b"%PDF")
    assert slides_of(view).content.startswith(b"PK")
    assert picture_of(view).content.startswith(b"\x89PNG")


def test_downloads_name_themselves(full_case: Round, client_as: Callable[..., Client]) -> None:
    client = client_as("approver")
    for name, kind in (("pdf", "application/pdf"), ("png", "image/png")):
        response = client.get(f"{URL}status.{name}")
        assert response.headers["Content-Type"] == kind
        assert f'filename="status-nordland-kollektiv-2026.{name}"' in response.headers["Content-Disposition"]
    assert "-selection" in client.get(f"{URL}status.xlsx?theme=x").headers["Content-Disposition"]
