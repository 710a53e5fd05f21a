"""The house is as it is drawn: sizes, migrations, lifecycles, catalogues."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from fordel.core.lifecycle import LIFECYCLES, Lifecycle

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts]
sys.path.insert(0, str(ROOT / "tools"))


def test_no_module_or_function_outgrows_the_house() -> None:
    too_big = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 600:
            too_big.append(f"{path}: {text.count(chr(10))} lines")
        limit = 40 if "views" in path.parts or path.name == "views.py" else 50
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                size = node.end_lineno - node.lineno + 1
                if size > limit:
                    too_big.append(f"{path}:{node.lineno} {node.name}: {size} lines")
    assert too_big == []


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_every_state_can_be_reached_and_left(lifecycle: Lifecycle) -> None:
    reached, waiting = set(), [lifecycle.start]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [t.target for t in lifecycle.transitions if t.source == state]
    assert reached == lifecycle.states
    for state in lifecycle.states - lifecycle.ends:
        assert any(t.source == state for t in lifecycle.transitions), f"{state} is a dead end"
    for end in lifecycle.ends:
        assert not any(t.source == end for t in lifecycle.transitions), f"{end} is no end"


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_the_diagrams_in_the_docs_are_those_of_the_code(lifecycle: Lifecycle) -> None:
    assert lifecycle.mermaid() in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_catalogues_are_complete_in_bokmal_and_nynorsk() -> None:
    import messages

    folders = sorted(path.parent for path in messages.SOURCE.glob("*/__init__.py"))
    assert [line for folder in folders for line in messages.faults(folder)] == []


def test_one_source_string_is_translated_one_way() -> None:
    """Catalogues are merged at run time, so two modules must not translate the same words differently."""
    import messages

    for language in messages.LANGUAGES:
        seen: dict[object, tuple[object, str]] = {}
        for folder in sorted(path.parent for path in messages.SOURCE.glob("*/__init__.py")):
            for message in messages._read(folder, language):
                if message.id:
                    key = messages._key(message)
                    known = seen.setdefault(key[:2], (message.string, folder.name))
                    assert known[0] == message.string, f"{language} {key[1]!r}: {known[1]} and {folder.name} differ"


def test_the_core_imports_only_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"fordel"}
    for path in (ROOT / "src" / "fordel" / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                chooses_set = path.name == "score_set.py" and top in {"highspy", "numpy"}
                assert top in allowed or chooses_set, f"{path}: {name}"
                if top == "fordel":
                    assert name.startswith("fordel.core"), f"{path}: {name}"


def test_nobody_asks_the_real_clock() -> None:
    for path in SOURCES:
        if path.name == "clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                owner = getattr(node.value, "id", "")
                assert owner not in {"datetime", "date", "timezone"}, f"{path}:{node.lineno}"


def test_no_module_hands_over_html() -> None:
    """A part of a page that several modules make is data (`shared.fragments`): only views and pages draw templates."""
    draws = {"views", "templatetags", "middleware.py"}
    src = Path(__file__).resolve().parents[2] / "src" / "fordel"
    found = [
        str(path.relative_to(src))
        for path in src.rglob("*.py")
        if not draws & set(path.relative_to(src).parts) and "render_to_string" in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_nynorsk_has_one_word_for_a_vote() -> None:
    """It is «avrøysting»; Bokmål's word came in from neighbouring texts."""
    wrong = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in (ROOT / "src").rglob("locale/nn/LC_MESSAGES/django.po")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("#", "msgid")) and "avstemm" in line.lower()
    ]
    assert wrong == []


def test_no_page_uses_a_component_that_is_left_out_of_the_style_sheet() -> None:
    from build_assets import UNUSED_COMPONENTS

    left_out = re.compile(rf"ds-(?:{'|'.join(UNUSED_COMPONENTS)})\b")
    sources = [*SOURCES, *(ROOT / "src").rglob("*.html"), *(ROOT / "src" / "fordel" / "web" / "assets").rglob("*.js")]
    assert [str(path) for path in sources if left_out.search(path.read_text(encoding="utf-8"))] == []
