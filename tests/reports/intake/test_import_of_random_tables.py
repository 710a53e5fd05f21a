"""Tables as people write them, in three formats: every krone in the file is imported, or the file is spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.core.money import format_kroner
from fordel.reports.intake.services import open_table
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.import_outcome import ImportOutcome
from fordel.reports.intake.services.open_table import UnusableFileError
from fordel.shared.spreadsheets.limits import LIMITS
from fordel.shared.spreadsheets.read import read_workbook
from tests.corpus.import_files import Table, csv_of, ods_of, xlsx_of

OWNERS: Final = (("Bindal kommune", "964983380"), ("Narvik kommune", "959469059"), ("Hamarøy kommune", "970542507"))
GROUPS: Final = ("Barnehage", "Skole", "Begge")
TITLES: Final = ("Lek", "Samla plan", "Total lesing", "Sum og produkt", "Språk", "Totalt løft", "I alt vi gjør")
GOOD_HEADINGS: Final = ("Beløp", "Meldt behov 2026 (kr)", "Søknadssum", "Behov i kroner")
DOUBTFUL_HEADINGS: Final = (
    "Beløp i 1000 kr",
    "Meldt behov (mill.)",
    "Beløp 2025",
    "Tildelt sum",
    "Beløp (EUR)",
    "Egenandel beløp",
)
WAYS: Final = (lambda kroner: kroner, str, format_kroner, lambda kroner: f"kr {format_kroner(kroner)},-")
UNITS: Final = ("", "", "", "kr", "EUR", "%")


@dataclass
class Draft:
    """A table under way: rows, what is merged and hidden, and the kroner of the reports that say nothing doubtful."""

    is_merged: bool
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    kroner: int = 0
    reports: int = 0
    amounts: list[int] = field(default_factory=list)


def add_reports(draft: Draft, owner: tuple[str, str], reports: list[Any]) -> None:
    """Rows of one owner, whose name is written once and merged over its rows, or in every row."""
    first = len(draft.rows) + 1
    for position, (kroner, way, group, title, unit, is_hidden) in enumerate(reports):
        name, number = owner if position == 0 or not draft.is_merged else (None, None)
        amount = WAYS[way](kroner) if unit == "" else {"v": kroner, "unit": unit}
        draft.reports += 1
        draft.rows.append([name, number, GROUPS[group], f"{TITLES[title]} {draft.reports}", amount])
        draft.hidden += [len(draft.rows)] if is_hidden else []
        if unit in ("", "kr"):
            draft.kroner += kroner
        draft.amounts.append(kroner)
    if draft.is_merged and len(reports) > 1:
        draft.merged += [f"{letter}{first}:{letter}{len(draft.rows)}" for letter in "AB"]


def add_sum(draft: Draft, kind: str, owner: tuple[str, str], reports: list[Any]) -> None:
    """A sum after the rows of an owner, in one of the ways that people write them."""
    last = len(draft.rows)
    first = last - len(reports) + 1
    total = sum(report[0] for report in reports)
    formula = {"f": f"SUM(E{first}:E{last})", "v": total}
    row = {
        "word": [f"Sum {owner[0]}", None, None, None, total],
        "formula": ["Delsum", None, None, None, formula],
        "subtotal": [f"{owner[0]} Totalt", None, None, None, {"f": f"SUBTOTAL(9,E{first}:E{last})", "v": total}],
        "bare formula": [None, None, None, None, formula],
        "repeated": [owner[0], None, GROUPS[reports[0][2]], "Delsum", total],
        "with number": [*owner, "Begge", f"Totalt {owner[0]}", total],
    }.get(kind)
    if row is not None:
        draft.rows.append(row)


REPORTS: Final = st.lists(
    st.tuples(
        st.integers(1, 10**8),
        st.sampled_from(range(len(WAYS))),
        st.sampled_from(range(len(GROUPS))),
        st.sampled_from(range(len(TITLES))),
        st.sampled_from(UNITS),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
SUMS: Final = st.sampled_from(["", "word", "formula", "subtotal", "bare formula", "repeated", "with number"])
BLOCKS: Final = st.lists(st.tuples(REPORTS, SUMS), min_size=1, max_size=3)


def brought_in(round_: Any, kind: str, table: Table) -> ImportOutcome | UnusableFileError:
    content = csv_of(table) if kind == "csv" else ods_of(table) if kind == "ods" else xlsx_of(table)
    try:
        return import_file(round_, f"behov.{kind}", content, None, dry_run=True)
    except UnusableFileError as error:
        return error


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(["xlsx", "ods", "csv"]),
    title=st.booleans(),
    heading=st.sampled_from([*GOOD_HEADINGS * 3, *DOUBTFUL_HEADINGS]),
    is_merged=st.booleans(),
    blocks=BLOCKS,
    total=st.booleans(),
)
def test_kroner_in_is_kroner_out_or_said(
    nordland: Any, monkeypatch: Any, kind: str, title: bool, heading: str, is_merged: bool, blocks: Any, total: bool
) -> None:
    monkeypatch.setattr(open_table, "read_spreadsheet", lambda name, content: read_workbook(name, content, LIMITS))
    draft = Draft(is_merged=is_merged and kind != "csv")
    draft.rows += [["Behovsmeldinger 2026"], []] if title else []
    draft.rows.append(["Eier", "Org.nr", "Målgruppe", "Tiltak", heading])
    for position, (reports, sum_kind) in enumerate(blocks):
        plain = [(*report[:4], "", False) if kind == "csv" else report for report in reports]
        add_reports(draft, OWNERS[position], plain)
        add_sum(draft, sum_kind, OWNERS[position], plain)
    if total:
        draft.rows.append(["I alt", None, None, None, sum(draft.amounts)])
    table = Table(draft.rows, merged=draft.merged, hidden_rows=draft.hidden)
    outcome = brought_in(nordland, kind, table)
    if isinstance(outcome, UnusableFileError):
        assert heading in DOUBTFUL_HEADINGS
        assert heading in outcome.message
        return
    assert heading in GOOD_HEADINGS
    assert outcome.total <= draft.kroner, "no krone is made"
    said = {problem.code for problem in outcome.found}
    if outcome.total < draft.kroner:
        assert said, "no krone is lost without a word"
    if draft.hidden:
        assert said
    if draft.kroner < sum(draft.amounts):
        assert "other_unit" in said
    assert outcome.is_all_good == (not said)
    if not said:
        assert (outcome.accepted, outcome.total) == (draft.reports, sum(draft.amounts))
