"""Headings as offices write them; and our own exports, which must come in again in every language."""

from __future__ import annotations

import pytest
from django.utils import translation

from fordel.core.needs_import import headings
from fordel.core.needs_import.fields import Field, Grid
from fordel.core.needs_import.headings import recognise, suggest_columns
from fordel.reports.presentation.words import FIELD_NAMES


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_our_own_headings_are_recognised(language: str) -> None:
    with translation.override(language):
        headings = [str(name) for name in FIELD_NAMES.values()]
    assert dict(suggest_columns(headings, 2026).columns) == {code: n for n, code in enumerate(FIELD_NAMES)}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Meldt behov 2026 (kr)", Field.AMOUNT),
        ("SØKNADSSUM", Field.AMOUNT),
        ("Omsøkt beløp (NOK)", Field.AMOUNT),
        ("Beløp det søkes om", Field.AMOUNT),
        ("Herav til UH (kr)", Field.PARTNER_AMOUNT),
        ("Av dette til UH-partnar", Field.PARTNER_AMOUNT),
        ("Samarbeidspartnar", Field.PARTNER),
        ("Org.nr.", Field.OWNER_NUMBER),
        ("ORGANISASJONSNUMMER", Field.OWNER_NUMBER),
        ("Barnehage/skule/begge", Field.TARGET_GROUP),
        ("Barnehage- eller skoleeier", Field.OWNER),
        ("Kommune nr", Field.MUNICIPALITY),
        ("Deltakande kommunar i nettverket", Field.PARTICIPATING),
        ("Navn på nettverk", Field.NETWORK),
        ("Varigheit (år)", Field.DURATION),
        ("Tal på barn/elevar", Field.CHILDREN),
        ("Har dei tilsette medverka?", Field.TOOK_PART),
        ("Kontaktperson", None),
        ("E-post til partner", None),
        ("Saksbehandlers kommentar", None),
        ("", None),
    ],
)
def test_headings_as_people_write_them(heading: str, field: Field | None) -> None:
    assert recognise(heading, 2026)[0] == field


def test_two_columns_that_fit_equally_well_are_left_to_the_user() -> None:
    found = suggest_columns(["Eier", "Beløp", "Sum", "Målgruppe", "Tiltak"])
    assert Field.AMOUNT not in found.columns
    assert found.unclear == {Field.AMOUNT: (1, 2)}
    assert found.missing == [Field.AMOUNT]


def test_a_column_called_kommune_is_the_owner_unless_there_is_one() -> None:
    assert suggest_columns(["Kommune", "Tiltak"]).columns[Field.OWNER] == 0
    assert suggest_columns(["Kommune", "Eier", "Tiltak"]).columns[Field.MUNICIPALITY] == 0


def test_a_file_of_texts_alone_is_not_searched_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page waits for the answer, so what is looked at is bounded, whatever the file holds."""
    looked: list[str] = []
    plain = headings.normalise_heading

    def counted(text: str) -> tuple[str, int | None]:
        looked.append(text)
        return plain(text)

    monkeypatch.setattr(headings, "normalise_heading", counted)
    columns = 100
    rows = [("Eier", "Tiltak", "Meldt behov", *("",) * (columns - 3))]
    rows += [tuple(f"tekst {row} {column}" for column in range(columns)) for row in range(6_000)]
    grid = Grid(rows)
    assert headings.find_header(grid).row == 1
    assert len(looked) <= headings._MOST_LOOKS + columns * (headings._SEARCHED_ROWS + 2)
