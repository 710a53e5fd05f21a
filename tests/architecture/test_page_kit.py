"""Pages are built from `shared/pages`: forms read what is sent, and lists say their columns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fordel

SOURCE = Path(fordel.__file__).parent
BY_HAND = re.compile(
    r"request\.POST(\.(get|getlist|items|dict|lists)\b|\[)|\bin request\.POST\b|= request\.POST$", re.M
)
HEADINGS = re.compile(r'<th scope="col"')
MAY_READ = {
    "shared/pages/answers.py": {
        "pressed": "the kit itself",
        "is_pressed": "the kit itself",
        "ticked": "the kit itself",
        "sent_along": "the kit itself",
        "came_from": "the kit itself",
    },
    "shared/pages/steps.py": {"ask_first": "the kit itself", "_unread": "the kit itself"},
    "demo/views.py": {"set_clock": "the clock of the demo; production never has it"},
    "writing/views/live.py": {"here": "asked by a script again and again: where the person is writing"},
    "forum/scenarios/views/distribution.py": {
        "save": "the whole distribution is read by forms.py of scenarios; its name is beside it",
    },
    "forum/scenarios/views/on_screen.py": {"act": "fields named after the scenario, drawn with what the meeting sees"},
    "meetings/views/dates.py": {"answer": "one answer for each time that is offered, and as many as there are"},
    "programme/views/setup.py": {
        "_frame": "a note is beside the frames of former years alone; left out, it is as it was",
        "save": "a note is beside the frames of former years alone; left out, it is as it was",
    },
}
"""Functions that read `request.POST` without a form, and why. The innermost one counts."""
MAY_WRITE_HEADINGS = {
    # forms in cells
    "reports/drafting/question_budget.html": "an amount is typed in every cell",
    "reports/intake/import_columns.html": "a choice in every row, with what is wrong beside it",
    # tables of sums whose columns are years, kinds or scenarios
    "reports/drafting/draft_money.html": "one column for each year",
    "reports/received/_sent_parts.html": "one column for each kind of cost",
    "forum/scenarios/compare.html": "one column for each scenario, and rows that are closed to the reader",
    "forum/scenarios/compare_table.html": "one column for each scenario; a row is a figure",
    "forum/scenarios/comparison.html": "two scenarios side by side; a row is a figure",
    "forum/scenarios/screen.html": "one column for each scenario, on a wall",
    "web/_calendar.html": "a month in weeks, with a column for each day",
    "insight/table.html": "the table of a chart, with the headings of its figure",
    "writing/_receipt_table.html": "a table of a receipt, as its document has it",
    "decisions/_letter_body.html": "a table of a letter, as its document has it",
    # the frames of a round: a few rows with a sum, which say something else on each page
    "forum/scenarios/distribution.html": "the frames of a scenario as it is computed",
    "forum/scenarios/as_member.html": "frames, and rows that are closed to the member",
    "forum/recommendation/recommendation.html": "frames, and a table with partners and their parts in each row",
    "decisions/proposal.html": "the frames of a proposal",
    "programme/setup.html": "the frames of several years, below each other",
    # rows that are not alike, or a last row that is not a sum below its columns
    "reports/received/_changes.html": "several on a page, so it is no region with a name",
    "forum/scenarios/reports.html": "the last row has a total, a coverage and a difference",
    "decisions/award_table.html": "columns of the page that includes it, with remarks below an amount",
}
"""Templates with headings of their own, and why: each is one, never a folder."""


def _read_by_hand(text: str) -> bool:
    return bool(BY_HAND.search(text))


def _readers(text: str) -> Iterator[str]:
    """The innermost functions that read what is sent by hand; '' for what is outside of functions."""
    lines = {text.count("\n", 0, found.start()) + 1 for found in BY_HAND.finditer(text)}
    functions = [each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef)] if lines else []
    for line in sorted(lines):
        around = [each for each in functions if each.lineno <= line <= (each.end_lineno or 0)]
        yield max(around, key=lambda each: each.lineno).name if around else ""


def _files(pattern: str) -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob(pattern)):
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def test_what_is_sent_is_read_by_forms() -> None:
    found = {name: set(_readers(text)) for name, text in _files("*.py") if _read_by_hand(text)}
    assert found == {name: set(functions) for name, functions in MAY_READ.items()}, (
        "read it by a PageForm, or what a button says by `pressed` (docs/how-to/add-a-form.md)"
    )


def test_the_innermost_function_is_named() -> None:
    text = 'def outer(request):\n    def inner():\n        return request.POST["a"]\n    return "b" in request.POST\n'
    assert list(_readers(text)) == ["inner", "outer"]


@pytest.mark.parametrize(
    "line",
    [
        'request.POST.get("name", "")',
        'request.POST["sheet"]',
        'if "copy" in request.POST:',
        'request.POST.getlist("seen")',
        "    typed = request.POST",
    ],
)
def test_each_way_to_read_by_hand_is_found(line: str) -> None:
    assert _read_by_hand(line)


def test_binding_a_form_is_not_reading_by_hand() -> None:
    assert not _read_by_hand("form = DatesForm(request.POST)")


def test_lists_say_their_columns() -> None:
    found = {name.split("/templates/")[1] for name, text in _files("*.html") if HEADINGS.search(text)}
    assert found == set(MAY_WRITE_HEADINGS), "say the columns in a PageList (docs/how-to/add-a-list.md)"


def test_one_place_says_in_the_title_that_something_is_wrong() -> None:
    known = {f"web/templates/web/{name}.html" for name in ("base", "history")}
    found = [name for name, text in _files("*.html") if '"Error:"' in text and name not in known]
    assert found == [], "give the page `is_refused`, as `render_or_error` does"
