"""The main job as its users do it: set up, import, status, distribute, decide, read the letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.browser.conftest import Visitor
from tests.conftest import DEMO_FILE
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
NBSP = "\u00a0"
Visit = Callable[..., Visitor]


def _import(officer: Visitor, file: Path) -> None:
    page = officer.goto(f"{HOME}behovsmeldinger/import/")
    page.set_input_files("#file", file)
    officer.press("Last opp og kontroller")
    officer.press("Kontroller radene")


def test_from_an_empty_year_to_a_letter(visitor_as: Visit, reference_data: None) -> None:
    """Steps 1 to 5 with the county's own file; the figures are those of 2026."""
    officer = visitor_as("case_officer")
    page = officer.goto("/")
    officer.follow("Åpne et tilskuddsår")
    scheme = page.locator("section", has=page.get_by_role("heading", name="barnehage og grunnskole"))
    scheme.get_by_label("Barnehage").fill("11 000 000")
    scheme.get_by_label("Skole").fill("17 000 000")
    scheme.get_by_role("button", name="Åpne 2026").click()
    page.wait_for_url(f"**{HOME}oppsett/")
    officer.check()
    assert page.get_by_label("Barnehage").input_value() == f"11{NBSP}000{NBSP}000"

    _import(officer, DEMO_FILE)
    text = page.inner_text("main")
    assert f"24{NBSP}605{NBSP}520" in text
    assert f"312{NBSP}500" in text
    officer.press("Importer 52 meldinger")

    officer.goto(f"{HOME}status/")
    text = page.inner_text("main")
    for figure in ("7 140 413", "10 232 728", "7 232 379", "24 605 520", "28 000 000", "465 107", "3 859 587"):
        assert figure.replace(" ", NBSP) in text, figure

    officer.goto(f"{HOME}fordeling/")
    page.get_by_label("Hold igjen", exact=True).fill("3 000 000")
    page.get_by_label("Hold igjen", exact=True).blur()
    page.wait_for_url(re.compile("reserve=3"))
    assert page.get_by_label("Fra barnehage").input_value() == f"1{NBSP}179{NBSP}000"
    page.get_by_label("Navn på alternativet").fill("Ingen kutt")
    officer.press("Lagre alternativet")

    officer.goto(f"{HOME}vedtak/")
    page.get_by_label("1 Ingen kutt").check()
    officer.press("Lag et forslag")
    officer.press("Send til godkjenneren")

    approver = visitor_as("approver")
    signing = approver.goto("/")
    assert f"24{NBSP}605{NBSP}520" in signing.inner_text("main")
    approver.goto(f"{HOME}vedtak/")
    approver.take_step("Godkjenn")

    officer.goto(f"{HOME}vedtak/")
    page.locator("#form-all").select_option("nb")
    officer.press("Lagre målformene")
    officer.take_step("Gjør vedtak og send brevene")
    assert "104" in page.inner_text("main")

    from fordel.parties.models import Organisation

    owner = visitor_as("owner", organisation=Organisation.objects.get(name="Hamarøy kommune"))
    reading = owner.goto("/mine/vedtak/")
    owner.follow("Dere får tilskudd til «Overgang barnehage–skole»")
    text = reading.inner_text("main")
    assert f"812{NBSP}379 kroner" in text
    assert "tre uker" in text


def _copy_with(tmp_path: Path, changes: dict[str, Any]) -> Path:
    """A copy of the county's file with some cells changed."""
    book = openpyxl.load_workbook(DEMO_FILE)
    for cell, value in changes.items():
        book.worksheets[0][cell] = value
    path = tmp_path / "endret.xlsx"
    book.save(path)
    return path


def test_every_figure_follows_the_file(visitor_as: Visit, nordland: Any, tmp_path: Path) -> None:
    """One amount (+100 000), one target group (12: kindergarten to school) and one partner (35: Nord) are changed."""
    changes = {"N6": 617_500, "F16": "Skole", "K39": "Nord universitet"}
    officer = visitor_as("case_officer")
    _import(officer, _copy_with(tmp_path, changes))
    page = officer.press("Importer 52 meldinger")
    officer.goto(f"{HOME}status/")
    text = page.inner_text("main")
    kindergarten, school, total = 7_140_413 + 100_000 - 1_172_913, 10_232_728 + 1_172_913, 24_705_520
    least = 7_232_379 - (17_000_000 - school)
    for amount in (kindergarten, school, total, 28_000_000 - total, least):
        assert f"{amount:,}".replace(",", NBSP) in text, amount
    assert "Nord universitet er partner i 12" in text
    officer.goto(f"{HOME}fordeling/")
    assert f"{28_000_000 - total:,}".replace(",", NBSP) in page.inner_text("#tool")


def test_asking_for_more_than_the_frame(visitor_as: Visit, nordland: Any, tmp_path: Path) -> None:
    """Every sentence turns: what is short, how much, and that a method that cuts is needed."""
    officer = visitor_as("case_officer")
    _import(officer, _copy_with(tmp_path, {"N6": 5_517_500}))
    page = officer.press("Importer 52 meldinger")
    officer.goto(f"{HOME}status/")
    text = page.inner_text("main")
    assert f"1{NBSP}605{NBSP}520" in text
    assert "Det er plass til alle" not in text
    officer.goto(f"{HOME}fordeling/")
    assert f"1{NBSP}605{NBSP}520 kroner" in page.inner_text("main")
    page.get_by_label("Likt kutt for alle").check()
    page.wait_for_url(re.compile("method=proportional"))
    assert page.locator("td:has-text('94,6')").count() > 0
    officer.goto(HOME)
    assert "Mangler" in page.inner_text("main")
