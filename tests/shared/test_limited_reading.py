"""The process that reads a spreadsheet: what it is held to, and that whatever becomes of it is a refusal."""

from __future__ import annotations

import logging
import os
import select
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from fordel.shared.spreadsheets import COST, LIMITS, Cost, Formula, MergedRange, Sheet, SpreadsheetError, Workbook
from fordel.shared.spreadsheets.limited import read_spreadsheet
from fordel.shared.spreadsheets.wire import Arriving, ReaderError, lines_of
from tests.conftest import DEMO_FILE, ROOT

SHORT = Cost(seconds=0.5)
SMALL = Cost(memory=128 * 1024 * 1024)


def code_with(reader: str, cost: Cost, content: bytes) -> str:
    before = _children()
    with pytest.raises(SpreadsheetError) as caught:
        read_spreadsheet("a.csv", content, cost=cost, reader=f"tests.shared.bad_readers.{reader}")
    assert _children() == before  # none is left, running or dead
    return caught.value.code


def _children() -> set[int]:
    """The children of this process, among them the servers that other tests started."""
    return {child.pid for child in psutil.Process().children()}


@pytest.mark.parametrize(
    ("reader", "cost", "code"),
    [
        ("loops", SHORT, "too_slow"),
        ("sleeps", SHORT, "too_slow"),
        ("grows", SMALL, "too_costly"),
        ("aborts", COST, "too_costly"),
        ("talks", Cost(answer=1_000_000), "too_costly"),
        ("crashes", COST, "unreadable"),
        ("panics", COST, "unreadable"),
        ("writes", COST, "unreadable"),
        ("is_not_there", COST, "unreadable"),
    ],
)
def test_whatever_becomes_of_the_process_is_a_refusal(
    reader: str, cost: Cost, code: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    with caplog.at_level(logging.ERROR):
        assert code_with(reader, cost, str(left).encode()) == code
    assert bool(caplog.records) == (code == "unreadable")  # what nobody foresaw is in the log
    assert not left.exists() or left.stat().st_size == 0


def test_what_the_process_is_held_to_and_what_it_sees() -> None:
    cost = Cost(seconds=7)
    seen = read_spreadsheet("a/b.csv", b"12345", cost=cost, reader="tests.shared.bad_readers.tells").sheets[0].rows
    assert seen[0] == [512 * 1024 * 1024, 0, 0, 8]
    assert not {"DATABASE_URL", "FORDEL_MODE", "FORDEL_VAR", "FORDEL_SECRET_KEY"} & set(seen[1])
    assert seen[2] == ["b.csv", 5, os.getpid()]


def test_a_file_at_the_limits_stays_within_the_memory() -> None:
    """The peak of the reader as the system counted it, asked for by a small process: a child's count begins with that
    of the process it comes from."""
    program = """
import resource
from fordel.shared.spreadsheets import Cost
from fordel.shared.spreadsheets.limited import read_spreadsheet
from tests.reports.intake.hostile_files import at_the_limits
book = read_spreadsheet("a.xlsx", at_the_limits(), cost=Cost(seconds=120))
print(len(book.sheets[0].rows), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    rows, kilobytes = map(int, done.stdout.split())
    assert rows == LIMITS.rows
    assert kilobytes * 1024 <= COST.memory


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the clock ends it")
def test_it_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = f"""
from fordel.shared.spreadsheets import Cost
from fordel.shared.spreadsheets.limited import read_spreadsheet
read_spreadsheet("a.csv", {str(pipe)!r}.encode(), cost=Cost(seconds=600), reader="tests.shared.bad_readers.waits")
"""
    asking = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(ROOT)})
    with pipe.open("rb") as told:  # waits until the reader runs and has opened its end
        asking.kill()
        asking.wait()
        ready, _writing, _failed = select.select([told], [], [], 60)
        assert ready  # its end is closed, so it is gone
        assert told.read() == b""


def test_the_demo_file_through_the_process() -> None:
    book = read_spreadsheet(DEMO_FILE.name, DEMO_FILE.read_bytes())
    assert [len(sheet.rows) for sheet in book.sheets] == [58, 7]


def test_a_workbook_arrives_as_it_was_sent() -> None:
    cells: list[Any] = [
        None,
        "Å\n\u2028;\\u0000",
        "",
        True,
        7,
        2**53,
        1.5,
        date(2026, 1, 30),
        datetime(2026, 1, 30, 12, 30),  # noqa: DTZ001  # spreadsheets know no zones
        time(8, 15),
        timedelta(days=-1, seconds=3, microseconds=5),
    ]
    sheet = Sheet("Ark", [cells, [], ["x"]], True, {(9, 1): Formula("=A1", False)}, {(1, 2): "#REF!"})
    sheet.merged.append(MergedRange(1, 0, 2, 0))
    sent = b"".join(lines_of(Workbook("ods", [sheet, Sheet("Tom", [])])))
    for size in (1, 7, len(sent)):
        arriving = Arriving()
        for start in range(0, len(sent), size):
            arriving.feed(sent[start : start + size])
        assert arriving.workbook() == Workbook("ods", [sheet, Sheet("Tom", [])])


def test_numbers_that_are_none_and_nul_are_text_without_them() -> None:
    arriving = Arriving()
    for line in lines_of(Workbook("csv", [Sheet("a\0b", [[float("inf"), float("nan"), "x\0y", "\\u0000\0"]])])):
        arriving.feed(line)
    sheet = arriving.workbook().sheets[0]
    assert (sheet.name, sheet.rows) == ("ab", [["Infinity", "NaN", "xy", "\\u0000"]])


def test_half_an_answer_is_no_workbook() -> None:
    arriving = Arriving()
    arriving.feed(b'{"kind":"csv"}\n{"sheet"')
    with pytest.raises(ReaderError):
        arriving.workbook()
