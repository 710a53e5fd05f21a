"""What the data of the module says about how an office works (`data/settings.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "settings.toml"


@dataclass(frozen=True)
class Settings:
    """`review_months` after it is begun an article is read again, and is a task `review_notice_days` before. The office
    has `answer_working_days` to answer a question."""

    review_months: int
    review_notice_days: int
    answer_working_days: int


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def settings_of(office_slug: str) -> Settings:
    """The settings of the office; what it has not set is as for all offices."""
    data = _data()
    own = data.get("offices", {}).get(office_slug, {})
    return Settings(**{name: int(own.get(name, data[name])) for name in Settings.__dataclass_fields__})
