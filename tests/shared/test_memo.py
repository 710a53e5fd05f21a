"""What is kept about an object: found once for that very object, and never under another module's key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from fordel.shared.memo import Memo


@dataclass(frozen=True)
class Row:
    pk: int
    kept: dict[Any, Any] = field(default_factory=dict, compare=False)


def test_each_object_is_asked_about_once_and_an_equal_one_again() -> None:
    asked: list[int] = []

    def find(row: Row) -> int:
        asked.append(row.pk)
        return row.pk * 10

    memo, first, again = Memo[Row, int](), Row(1), Row(1)
    assert [memo.of(first, find), memo.of(first, find)] == [10, 10]
    assert asked == [1]
    assert memo.of(again, find) == 10
    assert asked == [1, 1]
    assert Memo[Row, int]().of(first, lambda _row: 3) == 3


def test_an_error_is_not_an_answer() -> None:
    memo, row = Memo[Row, int](), Row(0)
    with pytest.raises(ZeroDivisionError):
        memo.of(row, lambda each: 1 // each.pk)
    memo.keep(row, 7)
    assert memo.of(row, lambda each: 1 // each.pk) == 7
