"""What the how-tos name is there, and what they promise holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from fordel.core import allocation, scheme
from fordel.core.allocation import METHODS as COMPUTED
from fordel.core.allocation import case_format, validate
from fordel.core.allocation.methods import SHARING, equal
from fordel.core.scheme import METHODS as OFFERED
from fordel.forum.computing.specification import Specification, build_case
from fordel.forum.scenarios.presentation import choices
from fordel.forum.scenarios.presentation.choices import methods
from fordel.forum.scenarios.services import save_scenario
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors import schemes
from fordel.shared.errors import FileGoneError, UserError
from fordel.shared.pages import forms
from fordel.shared.pages.answers import status_of
from fordel.shared.pages.columns import ListColumn
from tests.core.allocation.test_invariants import PROMISES

ROOT: Final = Path(__file__).resolve().parents[2]
HOW_TOS: Final = sorted((ROOT / "docs" / "how-to").glob("*.md"))
_MOST_STEPS: Final = {"add-a-method": 4, "add-a-register": 4}
_STEP: Final = re.compile(r"^(\d+)\. ", re.MULTILINE)
_PATH: Final = re.compile(r"`((?:src|tests|docs|tools)/[\w./-]+)`")


@pytest.mark.parametrize("path", HOW_TOS, ids=lambda path: path.stem)
def test_every_file_that_a_how_to_names_is_there(path: Path) -> None:
    named = _PATH.findall(path.read_text(encoding="utf-8"))
    assert [each for each in named if not (ROOT / each).exists()] == []


@pytest.mark.parametrize(("name", "most"), _MOST_STEPS.items())
def test_it_touches_no_more_files_than_was_asked(name: str, most: int) -> None:
    """Each step of these how-tos is one file."""
    text = (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    assert 1 <= len(_STEP.findall(text)) <= most


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> str:
    """A method added where the how-to says, and nowhere else: its function, its code, and its words."""
    monkeypatch.setitem(SHARING, "toy", equal)  # type: ignore[arg-type]  # a dict, shown to others as a mapping
    for module in (allocation, allocation.methods, case_format, validate):
        monkeypatch.setattr(module, "METHODS", (*COMPUTED, "toy"))
    for module in (scheme, scheme.model, scheme.read, save_scenario, choices):
        monkeypatch.setattr(module, "METHODS", (*OFFERED, "toy"))
    words = methods()
    monkeypatch.setattr(choices, "methods", lambda: {**words, "toy": ("Lekemetoden", "Prøv den")})
    monkeypatch.setattr(schemes, "_schemes", {})  # schemes that were read without it
    return "toy"


@pytest.mark.django_db
def test_a_method_that_is_added_as_told_can_be_chosen_and_saved(
    toy: str, imported: Round, client_as: Callable[..., Client], person_as: Callable[..., Person]
) -> None:
    client, url = client_as("case_officer"), reverse("forum:distribution", kwargs=imported.where)
    page = client.get(url, {"method": toy})
    assert page.status_code == 200 and "Lekemetoden" in page.content.decode()
    officer, reserve = person_as("case_officer"), {"kindergarten": 5_000_000, "school": 5_000_000}
    made, alike = (
        create_scenario(imported, method, Specification(method=method, reserve=reserve), officer)
        for method in (toy, "equal")
    )
    amounts = [list(each.amounts.order_by("report").values_list("amount", flat=True)) for each in (made, alike)]
    assert amounts[0] == amounts[1] and sum(amounts[0]) == 18_000_000


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_method_that_a_scheme_may_offer_has_words(language: str) -> None:
    with translation.override(language):
        words = methods()
    assert set(words) == set(OFFERED)
    assert all(name and hint for name, hint in words.values())


def test_every_method_that_a_scheme_may_offer_is_one_of_the_core() -> None:
    assert {build_case(Specification(method=code), (), ())["method"] for code in OFFERED} <= set(COMPUTED)
    assert set(SHARING) <= set(OFFERED)
    assert set(SHARING) <= set(PROMISES)


def test_every_field_and_status_that_the_form_how_to_names_is_there() -> None:
    said = (ROOT / "docs" / "how-to" / "add-a-form.md").read_text(encoding="utf-8")
    kinds = {name for name, kind in vars(forms).items() if isinstance(kind, type) and name.endswith("Field")}
    own = {name for name in kinds if vars(forms)[name].__module__ == forms.__name__} - {"DrawnField"}
    table = said.split("| field |", 1)[1].split("\n\n", 1)[0]
    assert set(re.findall(r"`(\w+Field)`", table)) == own
    statuses = {status_of(UserError("x", field="y")), status_of(UserError("x")), status_of(FileGoneError("x"))}
    assert statuses <= {int(each) for each in re.findall(r"^\| (\d{3}) \|", said, re.MULTILINE)}


def test_what_the_list_how_to_says_of_a_column_is_a_field_of_it() -> None:
    said = (ROOT / "docs" / "how-to" / "add-a-list.md").read_text(encoding="utf-8")
    known = {field.name for field in fields(ListColumn)}
    assert {"cell", "value", "sorts", "is_heading", "is_numeric"} <= known
    assert set(re.findall(r"\b(is_\w+)", said)) <= known
