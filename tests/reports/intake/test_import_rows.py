"""What becomes of the rows of a file: read, refused, recognised, compared. Cases as offices really keep them."""

from __future__ import annotations

import random
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from fordel.core.money import format_kroner
from fordel.parties.models import Organisation, OrganisationAlias
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.import_choices import PartnerAnswer
from fordel.reports.intake.services.import_outcome import ImportOutcome
from fordel.reports.intake.services.open_table import UnusableFileError
from fordel.reports.intake.services.undo_import import undo_import
from fordel.reports.models import ImportRow, NeedsReport, ReportVersion, SpreadsheetImport
from fordel.reports.plugs.report_locks import CHANGE_LOCKS
from fordel.reports.selectors.reports import report_rows
from fordel.shared.audit import first_broken_entry
from fordel.shared.errors import UserError
from fordel.shared.models import StoredFile
from tests.conftest import DEMO_FILE
from tests.reports.intake.workbooks import BODO, HEADINGS, NARVIK, demo_copy, row, saved, workbook


def bring_in(round_: Any, content: bytes, name: str = "behov.xlsx", **options: Any) -> ImportOutcome:
    return import_file(round_, name, content, None, **options)


def codes(outcome: ImportOutcome) -> list[tuple[int, str]]:
    return [(problem.row, problem.code) for problem in outcome.found]


# --- the figures follow the file -------------------------------------------------------------------------------------


def test_one_other_amount_one_other_group_one_other_partner(nordland: Any) -> None:
    outcome = bring_in(nordland, demo_copy({"N5": 912_500, "F17": "Begge", "K6": "Statped"}))
    assert outcome.total == 24_605_520 + 100_000
    assert outcome.by_target_group == {
        "kindergarten": {"count": 12, "sum": 7_240_413},
        "school": {"count": 21, "sum": 10_232_728 - 390_000},
        "both": {"count": 19, "sum": 7_232_379 + 390_000},
    }
    second = next(report for report in report_rows(nordland) if report.number == 2)
    assert [partner.kind for partner in second.partners] == ["other_provider"]


def test_more_than_the_frame_is_imported_all_the_same(nordland: Any) -> None:
    assert bring_in(nordland, demo_copy({"N5": 30_000_000})).total == 24_605_520 - 812_500 + 30_000_000


# --- how people keep their files -------------------------------------------------------------------------------------

NYNORSK = {
    "Eier": "Eigar",
    "Tiltak": "Namn på tiltaket",
    "Deltakende kommuner": "Deltakande kommunar",
    "Samarbeidspartner": "Samarbeidspartnar",
    "Varighet (år)": "Varigheit (år)",
    "Meldt behov 2026 (kr)": "Omsøkt beløp 2026 (kr)",
    "Herav til UH (kr)": "Av dette til UH",
    "Antall ansatte": "Tal på tilsette",
    "Antall barn/elever": "Tal på barn/elevar",
    "Ansatte har medvirket": "Tilsette har medverka",
    "Org.nr": "Organisasjonsnummer",
}


def reordered(seed: int) -> list[list[Any]]:
    """The demo table with nynorsk headings and values, its columns in another order."""
    rows = [list(line) for line in openpyxl.load_workbook(DEMO_FILE).worksheets[0].iter_rows(4, 56, values_only=True)]
    rows[0] = [NYNORSK.get(heading, heading) for heading in rows[0]]
    words = {"Skole": "Skule", "Begge": "Båe"}
    order = list(range(len(rows[0])))
    random.Random(seed).shuffle(order)  # noqa: S311 -- an order for a test, not a secret
    return [[words.get(line[n], line[n]) if isinstance(line[n], str) else line[n] for n in order] for line in rows]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nynorsk_headings_in_any_order(nordland: Any, seed: int) -> None:
    rows = reordered(seed)
    outcome = bring_in(nordland, workbook(rows[1:], rows[0]))
    assert (outcome.accepted, outcome.total, outcome.problems) == (52, 24_605_520, [])


def test_ods_and_csv_give_the_same(nordland: Any) -> None:
    rows = reordered(7)
    document, table = OpenDocumentSpreadsheet(), Table(name="Ark1")
    for line in rows:
        made = TableRow()
        for value in line:
            if isinstance(value, int):
                made.addElement(TableCell(valuetype="float", value=str(value)))
            elif hasattr(value, "date"):
                made.addElement(TableCell(valuetype="date", datevalue=value.date().isoformat()))
            elif value is None:
                made.addElement(TableCell())
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=str(value)))
                made.addElement(cell)
        table.addElement(made)
    document.spreadsheet.addElement(table)
    buffer = BytesIO()
    document.save(buffer)
    ods = bring_in(nordland, buffer.getvalue(), "behov.ods")
    assert (ods.accepted, ods.total, ods.problems, len(ods.readings)) == (52, 24_605_520, [], 10)
    text = "\n".join(
        ";".join("" if v is None else f"{v:%d.%m.%Y}" if hasattr(v, "date") else str(v) for v in line) for line in rows
    )
    for encoding in ("utf-8", "cp1252"):
        csv = bring_in(nordland, text.encode(encoding), "behov.csv", dry_run=True)
        assert (csv.duplicates, csv.rejected, len(csv.readings)) == (52, 0, 10)


def test_titles_blank_rows_notes_subtotals_and_merged_owners(nordland: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Behovsmeldinger 2026"
    sheet.merge_cells("A1:G1")
    lines: list[list[Any]] = [
        [],
        list(HEADINGS),
        row(1, "kr 100 000", group="Barnehage"),
        [2, None, None, None, "Barnehage", "Tiltak 2", 200_000],
        ["Delsum barnehage", None, None, None, None, None, "=SUM(G4:G5)"],
        [],
        row(3, 300_000, owner=NARVIK),
        ["Sum skole", None, None, None, None, None, 300_000],
        ["I alt", None, None, None, None, None, 650_000],
        ["Tallene er foreløpige."],
    ]
    for number, line in enumerate(lines, start=2):
        for column, value in enumerate(line, start=1):
            sheet.cell(number, column, value)
    for column in "BCD":
        sheet.merge_cells(f"{column}4:{column}5")
    outcome = bring_in(nordland, saved(book))
    assert (outcome.accepted, outcome.total, codes(outcome)) == (3, 600_000, [(10, "sum_differs")])
    assert not outcome.is_all_good
    assert {report.owner_name for report in report_rows(nordland)} == {"Bodø kommune", "Narvik kommune"}
    shown = [(line["label"], line["shown"], line["ours"], line["agrees"]) for line in outcome.sums]
    assert shown == [
        ("Delsum barnehage", 200_000, 300_000, False),
        ("Sum skole", 300_000, 300_000, True),
        ("I alt", 650_000, 600_000, False),
    ]
    assert outcome.sums[0]["text_kroner"] == 100_000


def test_an_amount_in_a_merged_cell_is_never_counted_twice(nordland: Any) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([row(1, 500_000), row(2, None), row(3, 100_000)])))
    book.active.merge_cells("G2:G3")
    outcome = bring_in(nordland, saved(book))
    assert codes(outcome) == [(2, "merged_amount"), (3, "merged_amount")]
    assert outcome.total == 100_000


def test_a_hidden_sheet_and_a_sheet_of_frames_do_not_disturb(nordland: Any) -> None:
    book = openpyxl.load_workbook(DEMO_FILE)
    book.move_sheet("Rammer", -1)
    copy = book.copy_worksheet(book["Behovsmeldinger 2026"])
    copy["N5"] = 1
    copy.sheet_state = "hidden"
    assert bring_in(nordland, saved(book)).total == 24_605_520


# --- formulas --------------------------------------------------------------------------------------------------------


def test_a_formula_without_a_value_is_a_problem_only_in_a_row_that_would_be_imported(nordland: Any) -> None:
    rows = [row(1, 100_000), row(2, "=G2*2"), [], ["SUM", *[None] * 5, "=SUM(G2:G3)"]]
    outcome = bring_in(nordland, workbook(rows))
    assert codes(outcome) == [(3, "formula_without_value")]
    assert outcome.problems[0]["value"] == "=G2*2"
    assert outcome.problems[0]["column"] == "Meldt behov 2026 (kr)"
    assert (outcome.accepted, outcome.total) == (1, 100_000)
    assert outcome.sums[0]["left_out"] == (3,)


def test_formulas_in_columns_that_are_not_used_do_not_matter(nordland: Any) -> None:
    outcome = bring_in(nordland, workbook([[*row(1, 100_000), "=1+1"]], [*HEADINGS, "Saksbehandlers merknad"]))
    assert outcome.problems == []


# --- rows that are refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"G2": "12,5 mill."}, "amount_abbreviated"),
        ({"G2": "312,500"}, "amount_comma_groups"),
        ({"G2": 1.5}, "amount_ore"),
        ({"G2": None}, "amount_empty"),
        ({"G2": 0}, "amount_zero"),
        ({"G2": -5}, "amount_negative"),
        ({"G2": True}, "amount_boolean"),
        ({"G2": date(2026, 1, 30)}, "amount_date"),
        ({"G2": 10**13}, "amount_too_large"),
        ({"E2": "Ungdomsskolen"}, "target_group"),
        ({"E2": None}, "missing_target_group"),
        ({"F2": None}, "missing_title"),
        ({"F2": "x" * 301}, "too_long"),
        ({"C2": "97241801"}, "owner_number_length"),
        ({"C2": "972418014"}, "owner_number_check"),
        ({"C2": None, "B2": None}, "missing_owner"),
        ({"C2": None, "B2": "Ukjent barnehage"}, "owner_unknown_name"),
        ({"C2": "974760673", "B2": None, "D2": None}, "owner_unknown_number"),
        ({"C2": "974760673", "B2": "Nykommune kommune", "D2": None}, "owner_municipality_number"),
        ({"C2": "959469059"}, "owner_name_differs"),
        ({"C2": "974767880"}, "owner_is_partner"),
        ({"D2": "1806"}, "municipality_not_owners"),
        ({"D2": "0301"}, "municipality_elsewhere"),
        ({"D2": 301}, "municipality_elsewhere"),
        ({"D2": "9999"}, "municipality_unknown"),
        ({"B2": "Oslo kommune", "C2": "958935420", "D2": None}, "municipality_elsewhere"),
    ],
)
def test_a_row_that_is_wrong_says_where_what_and_how(nordland: Any, cells: dict[str, Any], code: str) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([row(1, 100_000), row(2, 200_000)])))
    for place, value in cells.items():
        book.active[place] = value
    outcome = bring_in(nordland, saved(book))
    assert code in {found for _row, found in codes(outcome)}
    assert (outcome.accepted, outcome.rejected, outcome.total) == (1, 1, 200_000)
    for problem in outcome.problems:
        assert problem["row"] == 2
        assert problem["message"]
        assert problem["fix"]


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Varighet (år)", 4, "duration"),
        ("Varighet", "to år", "duration"),
        ("Samisk perspektiv", "kanskje", "yes_no"),
        ("Innsendt", "snart", "date"),
        ("Innsendt", "31.02.2026", "date"),
        ("Antall ansatte", "ca. 30", "count"),
        ("Deltakende kommuner", "Bodø, Atlantis", "participating_unknown"),
        ("Samarbeidspartner", "Ukjent AS", "partner_unknown"),
        ("Samarbeidspartner", "NTNU; ntnu", "partner_twice"),
        ("Herav til UH", 5_000, "partner_amount_without_partner"),
    ],
)
def test_other_fields_are_never_guessed(nordland: Any, heading: str, value: Any, code: str) -> None:
    outcome = bring_in(nordland, workbook([[*row(1, 100_000), value]], [*HEADINGS, heading]))
    assert codes(outcome) == [(2, code)]
    assert outcome.accepted == 0


@pytest.mark.parametrize(
    ("partner", "amount", "expected"),
    [
        ("NTNU", 60_000, [60_000]),
        ("NTNU; Nord universitet", "60 000; kr 40.000,-", [60_000, 40_000]),
        ("NTNU\nNord universitet", "60000\n40000", [60_000, 40_000]),
        ("NTNU; Nord universitet", None, [0, 0]),
        ("NTNU; Nord universitet", 60_000, "partner_amounts_unclear"),
        ("NTNU", 100_001, "partner_amount_above"),
        ("NTNU; Nord universitet", "60 000; 40 001", "partner_amount_above"),
        ("NTNU", "12,5", "amount_ore"),
    ],
)
def test_what_goes_to_each_partner(nordland: Any, partner: str, amount: Any, expected: Any) -> None:
    content = workbook([[*row(1, 100_000), partner, amount]], [*HEADINGS, "Samarbeidspartner", "Herav til UH (kr)"])
    outcome = bring_in(nordland, content)
    if isinstance(expected, str):
        assert codes(outcome) == [(2, expected)]
    else:
        assert [share.amount for share in report_rows(nordland)[0].partners] == expected


def test_synthetic_organisation_numbers_only_in_demo_and_test(nordland: Any, settings: Any) -> None:
    content = workbook([row(1, 100_000, owner=("Eksempel barnehage", "313098486", "1804"))])
    assert bring_in(nordland, content, dry_run=True).accepted == 1
    settings.FORDEL_MODE = "production"
    assert codes(bring_in(nordland, content, dry_run=True)) == [(2, "owner_number_synthetic")]


def test_an_unknown_private_owner_is_registered_once(nordland: Any) -> None:
    owner = ("Fjellet barnehage AS", "974760673", "1804")
    outcome = bring_in(nordland, workbook([row(1, 1_000, owner=owner), row(2, 2_000, owner=owner)]))
    assert outcome.accepted == 2
    made = Organisation.objects.get(organisation_number="974760673")
    assert (made.name, made.kind, made.municipality.number) == ("Fjellet barnehage AS", "private_owner", "1804")


# --- the same report again -------------------------------------------------------------------------------------------


def test_same_identity_and_other_content_waits_for_yes(nordland: Any) -> None:
    bring_in(nordland, workbook([row(1, 100_000), row(2, 200_000)]))
    changed = workbook([row(1, 150_000), row(2, 200_000), row(3, 50_000)])
    first = bring_in(nordland, changed)
    assert (first.accepted, first.changed, first.updated, first.duplicates, first.total) == (1, 1, 0, 1, 50_000)
    assert not first.is_all_good
    again = bring_in(nordland, changed, update=True)
    assert (again.accepted, again.changed, again.updated, again.duplicates) == (0, 1, 1, 2)
    assert NeedsReport.objects.get(number=1).amount == 150_000
    version = ReportVersion.objects.get()
    assert (version.version, version.values["amount"]) == (1, 100_000)
    assert bring_in(nordland, changed).duplicates == 3
    assert first_broken_entry() is None


def test_without_a_number_the_title_is_the_identity(nordland: Any) -> None:
    heads = HEADINGS[1:]
    bring_in(nordland, workbook([row(None, 100_000, title="Lek og lær!")[1:]], heads))
    outcome = bring_in(nordland, workbook([row(None, 100_000, title="  LEK og lær ")[1:]], heads))
    assert (outcome.changed, outcome.duplicates) == (1, 0), "the title itself is written otherwise"
    assert bring_in(nordland, workbook([row(None, 100_000, title="Lek og lær!")[1:]], heads)).duplicates == 1
    other = bring_in(nordland, workbook([row(None, 100_000, title="Lek og lær!", owner=NARVIK)[1:]], heads))
    assert other.accepted == 1


def test_one_report_twice_in_a_file_is_taken_once(nordland: Any) -> None:
    outcome = bring_in(nordland, workbook([row(1, 100_000), row(1, 100_000), row(1, 300_000, title="Tiltak 1")]))
    assert codes(outcome) == [(3, "duplicate_in_file"), (4, "conflict_in_file")]
    assert (outcome.accepted, outcome.duplicates, outcome.rejected, outcome.total) == (1, 1, 1, 100_000)


def test_two_owners_may_use_the_same_number(nordland: Any) -> None:
    outcome = bring_in(
        nordland, workbook([row(1, 1_000), row(1, 2_000, owner=NARVIK), row("A-7", 3_000), row(2, 4_000)])
    )
    assert outcome.accepted == 4
    assert [(report.number, report.amount) for report in report_rows(nordland)] == [
        (1, 1_000),
        (2, 4_000),
        (3, 2_000),
        (4, 3_000),
    ]


def test_a_decision_locks_what_the_reports_say(nordland: Any) -> None:
    bring_in(nordland, workbook([row(1, 100_000)]))
    decided = CHANGE_LOCKS.replaced
    with decided(lambda _round: "Året er vedtatt."), pytest.raises(UserError, match="vedtatt"):
        bring_in(nordland, workbook([row(1, 150_000), row(2, 5_000)]), update=True)
    assert NeedsReport.objects.count() == 1
    with decided(lambda _round: "Året er vedtatt."), pytest.raises(UserError, match="vedtatt"):
        undo_import(SpreadsheetImport.objects.get(), None)


# --- all, nothing, and back ------------------------------------------------------------------------------------------


def test_all_or_nothing(nordland: Any) -> None:
    content = workbook([row(1, 100_000), row(2, "1.5")])
    outcome = bring_in(nordland, content, all_or_nothing=True)
    assert (outcome.accepted, outcome.rejected, outcome.total) == (0, 1, 0)
    assert NeedsReport.objects.count() == 0


def test_a_dry_run_writes_nothing(nordland: Any) -> None:
    partners = {"Ny AS": PartnerAnswer("Ny AS", kind="other_provider")}
    outcome = bring_in(nordland, demo_copy({"K5": "Ny AS"}), dry_run=True, partner_answers=partners)
    assert outcome.accepted == 52
    assert not NeedsReport.objects.exists()
    assert not SpreadsheetImport.objects.exists()
    assert not StoredFile.objects.exists()
    assert not OrganisationAlias.objects.filter(name="Ny AS").exists()


def test_undo_takes_away_and_puts_back(nordland: Any, person_as: Any) -> None:
    bring_in(nordland, DEMO_FILE.read_bytes())
    before = report_rows(nordland)
    content = demo_copy(
        {"N5": 900_000, "K5": "NTNU", "I5": "Nytt nettverk", "D6": 972418013, "C6": "Bodø kommune", "E6": "1804"}
    )
    outcome = bring_in(nordland, content, update=True)
    assert (outcome.accepted, outcome.updated) == (1, 1)
    later = SpreadsheetImport.objects.latest("pk")
    with pytest.raises(UserError):
        undo_import(SpreadsheetImport.objects.earliest("pk"), None)
    undo_import(later, person_as("case_officer"))
    assert report_rows(nordland) == before
    later.refresh_from_db()
    assert later.state == "undone"
    assert ImportRow.objects.filter(source=later).count() == 2, "the cells are kept with the file"
    with pytest.raises(UserError):
        undo_import(later, None)
    undo_import(SpreadsheetImport.objects.earliest("pk"), None)
    assert not NeedsReport.objects.exists()
    assert bring_in(nordland, DEMO_FILE.read_bytes()).accepted == 52
    assert first_broken_entry() is None


def test_no_room_for_the_file_means_nothing_is_imported(nordland: Any, settings: Any, tmp_path: Any) -> None:
    blocked = tmp_path / "full"
    blocked.write_text("not a folder")
    settings.FORDEL_FILES = str(blocked)
    with pytest.raises(UserError):
        bring_in(nordland, DEMO_FILE.read_bytes())
    assert not NeedsReport.objects.exists()
    assert not SpreadsheetImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b""),
        ("a.xlsx", b"%PDF-1.7"),
        ("a.csv", b";".join([b"x"] * 100_000)),
        ("a.csv", b"Bare en linje tekst"),
        ("a.csv", b"Nr;Eier;Org.nr;Tiltak;Bel\xf8p\n"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_nothing(nordland: Any, name: str, content: bytes) -> None:
    with pytest.raises(UnusableFileError) as caught:
        import_file(nordland, name, content, None)
    assert caught.value.fix
    assert not SpreadsheetImport.objects.exists()


def test_two_heading_rows_are_one_clear_message(nordland: Any) -> None:
    below = workbook([row(1, 1_000), list(HEADINGS), row(2, 2_000)])
    with pytest.raises(UnusableFileError, match=r"1 .*3"):
        bring_in(nordland, below)
    split = workbook([["Nr", None, "Org.nr", None, "Målgruppe", None, None], row(1, 1_000)])
    with pytest.raises(UnusableFileError):
        bring_in(nordland, split)


def test_another_years_amount_is_not_taken(nordland: Any) -> None:
    both = [*HEADINGS, "Meldt behov 2025 (kr)"]
    assert bring_in(nordland, workbook([[*row(1, 1_000), 9_999]], both)).total == 1_000
    only = [heading.replace("2026", "2025") for heading in HEADINGS]
    with pytest.raises(UnusableFileError, match="2025"):
        bring_in(nordland, workbook([row(1, 1_000)], only))


# --- no krone is lost or made ----------------------------------------------------------------------------------------

WAYS = (
    lambda kroner: kroner,
    float,
    str,
    format_kroner,
    lambda kroner: f"kr {format_kroner(kroner)}",
    lambda kroner: f"{kroner},00",
    lambda kroner: f"{kroner:,}".replace(",", ".") + ",-",
)
BAD = ("1.5", "312,500", "12,5 mill.", None, True, 7.25, "ukjent")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 10**9),
            st.sampled_from(range(len(WAYS))),
            st.sampled_from(["Barnehage", "Skule", "Båe", "begge"]),
            st.none() | st.sampled_from(BAD),
            st.sampled_from(["", "blank", "sum"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_krone_is_lost_or_made(nordland: Any, lines: list[tuple[int, int, str, Any, str]]) -> None:
    rows: list[list[Any]] = []
    good: list[int] = []
    bad = 0
    for number, (kroner, way, group, mistake, after) in enumerate(lines, start=1):
        is_bad = mistake is not None
        rows.append(
            row(number, mistake if is_bad else WAYS[way](kroner), owner=(BODO, NARVIK)[number % 2], group=group)
        )
        bad += is_bad
        good += [] if is_bad else [kroner]
        rows += {"": [], "blank": [[]], "sum": [["Delsum", *[None] * 5, sum(good)]]}[after]
    NeedsReport.objects.all().delete()
    outcome = bring_in(nordland, workbook(rows))
    stored = report_rows(nordland)
    assert (outcome.accepted, outcome.rejected, outcome.duplicates, outcome.changed) == (len(good), bad, 0, 0)
    assert outcome.total == sum(good) == sum(report.amount for report in stored)
    assert sum(each["sum"] for each in outcome.by_target_group.values()) == outcome.total
    assert sorted(report.amount for report in stored) == sorted(good)
    again = bring_in(nordland, workbook(rows))
    assert (again.accepted, again.duplicates, again.total) == (0, len(good), 0)
