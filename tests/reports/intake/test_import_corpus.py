"""Small files with the traits of real ones, from `tests/corpus/import/cases.toml`, imported by the command."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from fordel.cli.main import main
from tests.conftest import ROOT
from tests.corpus.import_files import Table, csv_of, ods_of, xlsx_of

CASES: Final = tomllib.loads((ROOT / "tests/corpus/import/cases.toml").read_text(encoding="utf-8"))
OWNERS: Final = {
    "BINDAL": "Bindal kommune | '964983380",
    "NARVIK": "Narvik kommune | '959469059",
    "HAMAROY": "Hamarøy kommune | '970542507",
}
WHERE: Final = ["--office", "nordland", "--year", "2026", "--language", "en", "--json", "--dry-run"]


def cell_of(text: str) -> Any:
    """A cell as the head of cases.toml describes it."""
    text = text.strip().replace("~", "\u200b")
    if match := re.fullmatch(r"(.*?) ?\{(.*)\}", text):
        return {"v": match[1] or None, "box": match[2]}
    if text.startswith("#"):
        return {"error": text, "f": "1/0"}
    if match := re.fullmatch(r"(.+) \[(.+)\]", text):
        return {"date": match[1]} if match[2] == "date" else {"v": int(match[1]), "unit": match[2]}
    if match := re.fullmatch(r"=(.*?)( ->(.*))?", text):
        value = cell_of(match[3]) if match[3] and match[3].strip() else ""
        return {"f": match[1], "v": value, "stored": match[2] is not None}
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return text.removeprefix("'").replace("\\n", "\n") or None


def rows_of(text: str) -> list[list[Any]]:
    for name, owner in OWNERS.items():
        text = text.replace(name, owner)
    return [[cell_of(cell) for cell in line.split("|")] for line in text.strip("\n").splitlines()]


@dataclass(frozen=True)
class Case:
    """One file, and what is right for it."""

    name: str
    kind: str
    spec: Mapping[str, Any]

    @property
    def content(self) -> bytes:
        if "text" in self.spec:
            text = str(self.spec["text"]).strip("\n").replace("\n", "\r\n")
            return text.encode(self.spec.get("encoding", "utf-8"))
        table = Table(
            rows_of(self.spec["rows"]),
            merged=self.spec.get("merged", ()),
            hidden_rows=self.spec.get("hidden_rows", ()),
            hidden_columns=self.spec.get("hidden_columns", ()),
        )
        more = [Table(rows_of(text), name) for name, text in self.spec.get("more_sheets", {}).items()]
        if self.kind == "csv":
            return csv_of(table)
        return ods_of(table, *more) if self.kind == "ods" else xlsx_of(table, *more, workbook=self.workbook)

    @property
    def workbook(self) -> str:
        return str(self.spec.get("workbook", "workbook"))


def cases() -> Iterator[Case]:
    for group in CASES["headings"]:
        for heading in group["amount"]:
            shown = heading.replace("\n", "\\n")
            rows = f"Eier | Org.nr | Målgruppe | Tiltak | {shown}\nBINDAL | Barnehage | Lek | 100000\n"
            yield Case(f"heading {heading}", "xlsx", {**group, "rows": f"{rows}NARVIK | Skole | Les | 50000"})
    for spec in CASES["case"]:
        for kind in spec.get("kinds", ["xlsx"]):
            yield Case(spec["name"], kind, spec)


ALL: Final = list(cases())


def test_the_corpus_is_large_enough() -> None:
    assert len(ALL) >= 60
    assert len({(case.name, case.kind) for case in ALL}) == len(ALL)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.name}, {case.kind}")
def test_a_file_is_read_as_its_case_says(
    case: Case, nordland: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"behov.{case.kind}"
    path.write_bytes(case.content)
    code = main(["import", str(path), *WHERE, *case.spec.get("options", [])])
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert code == case.spec["exit"], said
    assert re.search(case.spec.get("says", ""), said), said
    if code == 2:
        assert (captured.out, captured.err.count("\n")) == ("", 1)
        return
    result = json.loads(captured.out)
    assert (result["accepted"], result["total"]) == (case.spec["accepted"], case.spec["total"]), said
    assert (code == 0) == (not result["problems"]), "what is said has exit code 1, and nothing else has"
