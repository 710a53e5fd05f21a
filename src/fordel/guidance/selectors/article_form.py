"""The form of an article: `data/article.toml`, with the schemes, pages and questions to choose between."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Q

from fordel.core.form.definition import FormDefinition, Texts, read_form
from fordel.guidance.selectors.help_texts import helped_pages
from fordel.programme.models import SchemeVersion
from fordel.programme.selectors.schemes import scheme_of

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "article.toml"
Named = tuple[str, tuple[tuple[str, str], ...]]  # a code and its name by language


@cache
def _definition() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def article_form() -> FormDefinition:
    """What an article asks. One query."""
    versions = newest_versions()
    return _form_with(tuple(_names(versions)), tuple(_questions(versions)))


def scheme_names() -> list[Named]:
    """The schemes that run, by code, as they are called in their newest year. One query."""
    return _names(newest_versions())


def question_names() -> dict[str, dict[str, str]]:
    """Code -> name by language of every question of the schemes' forms. One query."""
    return {code: dict(texts) for code, texts in _questions(newest_versions())}


def newest_versions() -> list[SchemeVersion]:
    """The newest year of each scheme that runs, by code; the definition is read only if it is not in memory. One
    query."""
    runs = Q(definition__is_history__isnull=True) | Q(definition__is_history=False)
    return list(SchemeVersion.objects.filter(runs).order_by("code", "-year").distinct("code").defer("definition"))


def _names(versions: Sequence[SchemeVersion]) -> list[Named]:
    return [(version.code, _frozen(scheme_of(version).name)) for version in versions]


def _questions(versions: Sequence[SchemeVersion]) -> list[Named]:
    """Each question once, as the first scheme that asks it calls it."""
    found: dict[str, Named] = {}
    for form in (scheme_of(version).form for version in versions):
        for _part, question in form.questions() if form else ():
            found.setdefault(question.code, (question.code, _frozen(question.label)))
    return list(found.values())


def _frozen(texts: Texts) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(texts.items()))


@lru_cache(maxsize=8)
def _form_with(schemes: tuple[Named, ...], questions: tuple[Named, ...]) -> FormDefinition:
    """Questions that have nothing to choose between are left out."""
    pages = [(page, _frozen(titles)) for page, titles in helped_pages()]
    choices: dict[str, Sequence[Named]] = {"schemes": schemes, "pages": pages, "fields": questions}
    definition = deepcopy(dict(_definition()))
    for part in definition["form"]["parts"]:
        part["questions"] = [_filled(each, choices) for each in part["questions"] if choices.get(each["code"], True)]
    return read_form(definition)


def _filled(question: dict[str, Any], choices: Mapping[str, Sequence[Named]]) -> dict[str, Any]:
    """The question with its choices, if those are not in the file."""
    if question["code"] not in choices:
        return question
    listed = [{"code": code, **dict(names)} for code, names in choices[question["code"]]]
    return question | {"choices": listed}
