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
    "reports/casework/bulk.html": "a look at what is ticked, not a list",
    "reports/drafting/draft_money.html": "a table of sums, not a list",
    "reports/drafting/question_budget.html": "a form in cells",
    "reports/intake/import_columns.html": "a form in cells",
    "reports/intake/_details.html": "three short tables below a preview, each folded away",
    "reports/received/_changes.html": "before and after of one report",
    "reports/received/_sent_parts.html": "the answers of one report",
    "reports/received/_shares.html": "the parts of one report, with a sum",
    "reports/received/own_report.html": "the parts of one report, with a sum",
    "reports/partners/answer.html": "the years of one request, with a sum",
    "parties/_people.html": "forms in cells: what is done with a person",
}
"""Templates of parties and reports with headings of their own, and why."""


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
    found = {
        name.split("/templates/")[1]
        for name, text in _files("*.html")
        if name.startswith(("parties/", "reports/")) and HEADINGS.search(text)
    }
    assert found == set(MAY_WRITE_HEADINGS), "say the columns in a PageList (docs/how-to/add-a-list.md)"


def test_one_place_says_in_the_title_that_something_is_wrong() -> None:
    known = {f"web/templates/web/{name}.html" for name in ("base", "history")}
    found = [name for name, text in _files("*.html") if '"Error:"' in text and name not in known]
    assert found == [], "give the page `is_refused`, as `render_or_error` does"
