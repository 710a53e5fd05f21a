"""The check that `make check` runs finds what it looks for."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))


def _house(folder: Path, **files: str) -> Path:
    (folder / "fordel").mkdir()
    for name, text in files.items():
        (folder / "fordel" / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_a_circle_through_a_function_is_found(tmp_path: Path) -> None:
    from check_imports import faults

    source = _house(
        tmp_path,
        a="from fordel import b\n",
        b="def late():\n    from fordel.c import x  # lazy: settings not ready\n",
        c="import fordel.a\nx = 1\n",
        d="from fordel.a import b\n",
    )
    assert faults(source) == ["These files import each other in a circle: fordel.a, fordel.b, fordel.c."]


def test_an_import_for_types_only_is_no_circle(tmp_path: Path) -> None:
    from check_imports import faults

    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from fordel.b import x\n"
    assert faults(_house(tmp_path, a=types, b="from fordel.a import y\n")) == []


def test_an_import_inside_a_function_needs_a_reason_of_the_list(tmp_path: Path) -> None:
    from check_imports import faults

    text = "def late():\n    import json\n    import math  # lazy: because\n    import csv  # lazy: heavy library\n"
    found = faults(_house(tmp_path, a=text))
    assert [line.split(": ")[0] for line in found] == ["fordel/a.py:2", "fordel/a.py:3"]
