"""`fordel allocate` through the command's own door; no database is asked."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from fordel.cli.main import main
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests" / "core" / "allocation" / "cases").glob("*.json"))
Out = pytest.CaptureFixture[str]


def _case(tmp_path: Path, content: object) -> str:
    path = tmp_path / "case.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def _answer(out: Out) -> Any:
    told = out.readouterr()
    assert told.err == ""
    return json.loads(told.out)


def _held(expected: Any, actual: Any) -> bool:
    """Whether the answer says all that is expected; further keys are free."""
    if isinstance(expected, dict):
        return all(key in actual and _held(value, actual[key]) for key, value in expected.items())
    if isinstance(expected, list) and expected and isinstance(expected[0], dict):
        return len(expected) == len(actual) and all(map(_held, expected, actual))
    return bool(expected == actual)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_worked_case(path: Path, capsys: Out) -> None:
    assert main(["allocate", str(path)]) == 0
    expected = json.loads(path.read_text(encoding="utf-8"))["expected"]
    assert _held(expected, _answer(capsys))


def test_the_example_of_the_documentation_is_true(tmp_path: Path, capsys: Out) -> None:
    document = (ROOT / "docs" / "allocation.md").read_text(encoding="utf-8")
    case, expected = re.findall(r"```json\n(.*?)```", document, re.DOTALL)
    assert main(["allocate", _case(tmp_path, case)]) == 0
    assert capsys.readouterr().out == expected


def test_a_case_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    content = CASES[0].read_text(encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(content))
    assert main(["allocate", "-"]) == 0
    piped = _answer(capsys)
    assert main(["allocate", str(CASES[0])]) == 0
    assert piped == _answer(capsys)


@pytest.mark.parametrize(("language", "word"), [("nb", "kroner"), ("nn", "kroner"), ("en", "NOK")])
def test_every_amount_is_explained(tmp_path: Path, capsys: Out, language: str, word: str) -> None:
    case = {
        "method": "proportional",
        "lines": [{"id": "school", "frame": 100}],
        "requests": [{"id": name, "ask": 100, "lines": ["school"]} for name in "abc"],
    }
    assert main(["allocate", _case(tmp_path, case), "--explain", "--language", language]) == 0
    answer = _answer(capsys)
    assert sorted(answer["amounts"].values()) == [33, 33, 34]
    assert set(answer["why"]) == {"a", "b", "c"}
    for why in answer["why"].values():
        assert word in why["reasons"][0]["text"]


def test_refusals_are_answers(tmp_path: Path, capsys: Out) -> None:
    line = {"id": "school", "frame": 100}
    twice = {"method": "equal", "lines": [line], "requests": [{"id": "a", "ask": 1, "lines": ["school"]}] * 2}
    assert main(["allocate", _case(tmp_path, twice)]) == 0
    assert _answer(capsys) == {"status": "invalid", "code": "duplicate_id", "ids": ["a"]}
    held = {"method": "equal", "lines": [line | {"hold_back": 101}], "requests": []}
    assert main(["allocate", _case(tmp_path, held)]) == 0
    assert _answer(capsys)["conflict"] == {"kind": "hold_back_exceeds_frame", "lines": ["school"]}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[1, 2",
        "[]",
        "3",
        "{}",
        '{"input": []}',
        '{"input": {"method": "lottery"}}',
        '{"method": "equal"}',
        '{"method": "equal", "lines": 3, "requests": []}',
        '{"method": "equal", "lines": [], "requests": [3]}',
        '{"scenarios": [[]]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_case_is_one_line(tmp_path: Path, capsys: Out, content: str) -> None:
    assert main(["allocate", _case(tmp_path, content)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert told.err.startswith("fordel: ")
    assert "case.json" in told.err


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path, capsys: Out) -> None:
    binary = tmp_path / "picture.json"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for path in (tmp_path / "gone.json", tmp_path, binary):
        assert main(["allocate", str(path)]) == 2
        told = capsys.readouterr()
        assert (told.out, len(told.err.splitlines())) == ("", 1)
        assert str(path) in told.err
