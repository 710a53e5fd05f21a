"""The form of an article: `data/article.toml`, with the schemes to choose between."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Q

from fordel.core.form.definition import FormDefinition, read_form
from fordel.programme.models import SchemeVersion

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "article.toml"
Named = tuple[str, tuple[tuple[str, str], ...]]  # a code and its name by language


@cache
def _definition() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def article_form() -> FormDefinition:
    """What an article asks. One query."""
    return _form_with(tuple(scheme_names()))


def scheme_names() -> list[Named]:
    """The schemes that run, by code, as they are called in their newest year. One query."""
    runs = Q(definition__is_history__isnull=True) | Q(definition__is_history=False)
    versions = SchemeVersion.objects.filter(runs).order_by("code", "-year").distinct("code")
    rows = versions.values_list("code", "definition__name")
    return [(code, tuple(sorted(names.items()))) for code, names in rows]


@lru_cache(maxsize=8)
def _form_with(schemes: tuple[Named, ...]) -> FormDefinition:
    definition = deepcopy(dict(_definition()))
    for part in definition["form"]["parts"]:
        part["questions"] = [_filled(each, schemes) for each in part["questions"] if schemes or not _is_filled(each)]
    return read_form(definition)


def _is_filled(question: Mapping[str, Any]) -> bool:
    return bool(question["code"] == "schemes")


def _filled(question: dict[str, Any], schemes: Sequence[Named]) -> dict[str, Any]:
    """The question with its choices, if those are not in the file."""
    if not _is_filled(question):
        return question
    return question | {"choices": [{"code": code, **dict(names)} for code, names in schemes]}
