"""Worked cases, key by key: our own (beside this file) and the shared ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fordel.core.allocation import answer, explain_case

OWN = sorted((Path(__file__).parent / "cases").glob("*.json"))
SHARED_DIR = Path(__file__).resolve().parents[4] / "shared" / "allocation"
SHARED = sorted(SHARED_DIR.glob("*.json"))


def check(expected: Any, got: Any, where: str = "") -> None:
    """Expected keys must be equal; further keys in a mapping are free."""
    if isinstance(expected, dict):
        assert isinstance(got, dict), where
        closed = where.endswith(("/amounts", "/interval", "/paid", "/commitments", "/recipients", "/purse_left"))
        assert not closed or set(expected) == set(got), where
        for key, value in expected.items():
            assert key in got, f"{where}/{key} is missing"
            check(value, got[key], f"{where}/{key}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], dict):
        assert len(expected) == len(got), where
        for k, (one, other) in enumerate(zip(expected, got, strict=True)):
            check(one, other, f"{where}/{k}")
    else:
        assert (type(expected), expected) == (type(got), got), where


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_own_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    check(case["expected"], answer(case))


@pytest.mark.skipif(not SHARED, reason="../shared/allocation is not here")
@pytest.mark.parametrize("path", SHARED or [Path("absent")], ids=lambda p: p.stem)
def test_shared_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    check(case["expected"], answer(case))


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_an_answer_is_json_and_explaining_it_changes_nothing(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    plain = answer(case)
    assert json.loads(json.dumps(plain)) == plain
    told = explain_case(case)
    json.dumps(told)
    check(plain, told)
