"""The check that `make check` runs finds lines of templates that are too long."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))


def test_a_line_of_121_characters_is_found_and_one_of_120_is_not(tmp_path: Path) -> None:
    from check_templates import long_lines

    (tmp_path / "page.html").write_text("å" * 120 + "\n<p>" + "å" * 118 + "\n", encoding="utf-8")
    assert list(long_lines(tmp_path)) == ["page.html:2 has 121 characters; 120 is the most."]


def test_a_day_written_with_djangos_filter_is_found(tmp_path: Path) -> None:
    from check_templates import breaking_days

    lines = ('{{ day|date:"j. F Y" }}', "{{ day|full_date }}", '{{ day|date:"Y-m" }}', "{% with d=day|date:'j M' %}")
    (tmp_path / "page.html").write_text("\n".join(lines), encoding="utf-8")
    assert [each.partition(" ")[0] for each in breaking_days(tmp_path)] == ["page.html:1", "page.html:4"]
