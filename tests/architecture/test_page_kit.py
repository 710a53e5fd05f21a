"""Pages are built from `shared/pages`: forms read what is sent, and lists say their columns."""

from __future__ import annotations

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
    "shared/pages/": "the kit itself",
    "web/reading.py": "is before every view and cleans what is sent",
    "web/views/session.py": "the buttons of the language menu, on every page",
    "demo/views.py": "sets the clock of the demo; production never has it",
    "writing/views/": "a document is saved field by field, not sent as a form",
    "decisions/views/steps.py": "what the page of a step sends along",
    "forum/recommendation/views/": "the revision that was seen, sent along with each form",
    "forum/scenarios/views/": "the distribution, its buttons, and the tools of a meeting that is led",
    "forum/seats/views/conflicts.py": "the button that was pressed, and boxes in rows that belong to it",
    "forum/voting/views/votes.py": "a ballot and a time in the panel of a meeting that is led",
    "meetings/views/": "which button was pressed, and answers in rows of a meeting that is led",
    "programme/views/setup.py": "which of several forms was sent",
}
"""Files and folders with code that reads `request.POST` without a form, and why."""
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


def _files(pattern: str) -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob(pattern)):
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def test_what_is_sent_is_read_by_forms() -> None:
    found = [name for name, text in _files("*.py") if _read_by_hand(text) and not name.startswith(tuple(MAY_READ))]
    assert found == [], "read it by a PageForm, or what a button says by `pressed` (docs/how-to/add-a-form.md)"


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
