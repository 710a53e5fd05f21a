"""What people write is never cut: it fits, or it is refused and comes back whole."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.http import QueryDict

import fordel
from fordel.shared.pages.forms import EmailField, LineField, PageForm, PasswordField, TextField, WrongError

SOURCE: Final = Path(fordel.__file__).parent
SHORTEST: Final = 30
"""A slice of fewer signs is of a date, a code or a language, not of a text."""
NOT_WRITTEN: Final = {
    ("events/services/files.py", "checked.name[:160]"): "the name of a file",
    ("meetings/services/keep_papers.py", "checked.name[:160]"): "the name of a file",
    ("meetings/services/plan_meeting.py", "each.seat[:160]"): "made of the name of a seat, which fits",
    ("meetings/services/plan_meeting.py", "wanted[key].seat[:160]"): "made of the name of a seat, which fits",
    ("forum/adoption/services/adopt_in_meeting.py", "plan.title[:160]"): "the title of a paper, made of a plan's",
    ("forum/scenarios/services/adjust_scenario.py", "name[:80]"): "the name of a copy, made of the first one's",
    ("plan/services/adoption.py", "adopted_by[:200]"): "the name of a meeting, which the meeting gives",
    ("notices/services/listing.py", "one_line(written.subject)[:255]"): "a subject that the house writes",
    ("guidance/services/index_article.py", "next(filter(None, titles), '')[:200]"): "the index, not the article",
    (
        "guidance/services/answer_to_article.py",
        "next((each.text for each in messages if not each.from_office))[:_LONGEST_SUMMARY]",
    ): "what the draft of an article begins with; the question stays whole",
    ("guidance/services/questions.py", "asked.page[:80]"): "the page that the question was asked from",
    ("guidance/services/questions.py", "asked.scheme[:40]"): "the code of a scheme",
    ("parties/services/organisations.py", "name_key(name)[:200]"): "the key of a name that fits",
    ("reports/partners/services/add_party.py", "name.strip()[:60]"): "what is searched for",
    (
        "reports/casework/views/extensions.py",
        "str((sent(request) or request.GET).get('q', '')).strip()[:100]",
    ): "search",
    ("reports/casework/views/register.py", "(typed or request.GET).get('q', '').strip()[:100]"): "search",
    ("reports/intake/services/preview_import.py", "text[:40]"): "an example from a column of the file",
    ("writing/forms.py", "str(sent.get('part', ''))[:40]"): "the code of a part",
    ("writing/forms.py", "str(sent.get('field', ''))[:80]"): "the code of a field",
    ("writing/services/documents.py", "part[:40]"): "the code of a part",
    ("writing/services/documents.py", "field[:80]"): "the code of a field",
}
"""Slices of texts that nobody has written, or that are kept whole elsewhere, and what they are."""


def _files() -> list[Path]:
    rooms = ("services", "views")
    return [path for path in SOURCE.rglob("*.py") if path.name == "forms.py" or path.parent.name in rooms]


def cuts_in(source: str) -> list[str]:
    """The slices `[:N]` of texts, if they are no quotation within a message (`f"…"`, `_("…") % {…}`) and no part of an
    address (`request.GET`)."""
    tree, quoted = ast.parse(source), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)):
            quoted |= {id(each) for each in ast.walk(node)}
    slices = [node for node in ast.walk(tree) if isinstance(node, ast.Subscript) and id(node) not in quoted]
    return [text for node in slices if _is_cut(node) and not (text := ast.unparse(node)).startswith("request.GET")]


def _is_cut(node: ast.Subscript) -> bool:
    if not isinstance(node.slice, ast.Slice) or node.slice.lower is not None:
        return False
    most = node.slice.upper
    if isinstance(most, ast.Constant):
        return isinstance(most.value, int) and most.value >= SHORTEST
    return isinstance(most, ast.Name) and "LONGEST" in most.id


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("text.strip()[:300]", 1),
        ("x = {'text': text.strip()[:LONGEST]}", 1),
        ("f(title[:160] or name)", 1),
        ("_('«%(text)s»') % {'text': text[:60]}", 0),
        ("f'«{line[:60]}»'", 0),
        ("get_language()[:2]", 0),
        ("rows[:MOST]", 0),
        ("request.GET.get('q', '')[:100]", 0),
        ("text[40:]", 0),
    ],
)
def test_a_cut_is_distinguished_from_a_quotation(source: str, found: int) -> None:
    assert len(cuts_in(source)) == found


def test_nothing_that_people_write_is_cut() -> None:
    files = _files()
    assert len(files) > 200
    found = {
        (str(path.relative_to(SOURCE)), cut) for path in files for cut in cuts_in(path.read_text(encoding="utf-8"))
    }
    assert found - set(NOT_WRITTEN) == set(), "refuse what does not fit: `fitting` in shared/fields.py"
    assert set(NOT_WRITTEN) - found == set(), "gone: take them off the list"


def _forms() -> Iterator[type[PageForm]]:
    for module in pkgutil.walk_packages(fordel.__path__, "fordel."):
        if module.name.rpartition(".")[2] == "forms":
            importlib.import_module(module.name)
    found = [PageForm]
    for each in found:
        found += [form for form in each.__subclasses__() if form.__module__.startswith("fordel.")]
    yield from found


def _text_fields() -> list[tuple[str, Any]]:
    texts = (LineField, EmailField, PasswordField, TextField)
    return [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in _forms()
        for name, field in form.base_fields.items()
        if isinstance(field, texts)
    ]


def test_every_field_has_a_limit_that_the_server_holds() -> None:
    fields = _text_fields()
    assert len(fields) > 100
    for name, field in fields:
        assert 0 < field.longest <= 200_000, name
        with pytest.raises(WrongError):
            field.clean("x" * (field.longest + 1))
        assert "maxlength" not in field.widget.attrs, f"{name}: a browser cuts what is pasted"


def test_a_text_that_is_too_long_comes_back_whole_and_line_breaks_count_once() -> None:
    class Note(PageForm):
        note = TextField("Note", maxlength=9)

    sent = QueryDict(mutable=True)
    sent["note"] = "en\r\nto\r\ntre"
    assert Note(sent).is_valid(), "a browser sends two signs for a line break"
    sent["note"] = long = "en to tre fire"
    form = Note(sent)
    assert form.status == 422 and long in str(form)
    assert [mistake.anchor for mistake in form.mistakes] == ["note"]
