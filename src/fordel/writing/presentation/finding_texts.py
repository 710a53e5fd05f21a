"""Findings in words: what to do, for the list on top and (shorter, if it can be) at the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition, Kind, Question
from fordel.core.form.findings import Finding
from fordel.core.money import format_kroner
from fordel.writing.documents.words import in_language


class Said(NamedTuple):
    """`long` can be read alone; `short` is shown at the field."""

    long: str
    short: str


Texts = Mapping[str, Callable[[], tuple[str, str]]]  # code of a finding -> (long, short)
NONE: Final[Texts] = {}


def said(form: FormDefinition, finding: Finding, own: Texts = NONE) -> Said:
    """A finding of `core.form` in the active language; `own` has the texts of a kind's own findings."""
    if finding.code == "missing":
        return _missing(form.question(finding.params["question"]))
    params = {key: format_kroner(value) if key == "most" else value for key, value in finding.params.items()}
    if "question" in params:
        params["question"] = in_language(form.question(params["question"]).label)
    long, short = (own.get(finding.code) or _TEXTS[finding.code])()
    return Said(long % params, short % params)


def _missing(question: Question) -> Said:
    name = in_language(question.label)
    if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO):
        return Said(_("Choose an answer: «%(question)s»") % {"question": name}, _("Choose an answer."))
    if question.kind == Kind.NUMBER:
        return Said(_("Fill in: «%(question)s»") % {"question": name}, _("Fill in a number."))
    return Said(_("Write an answer: «%(question)s»") % {"question": name}, _("Write an answer."))


_TEXTS: Final[Texts] = {
    "not_a_day": lambda: (
        _("«%(text)s» is not a day: «%(question)s»"),
        _("«%(text)s» is not a day. Write it like 24.02.2026."),
    ),
    "ends_before_it_begins": lambda: (
        _("The last day is before the first: choose a later last day."),
        _("This is before the first day. Choose a later one."),
    ),
    "too_long": lambda: (
        _("Shorten the text to %(most)s characters: «%(question)s»"),
        _("The text has %(length)s characters. Shorten it to %(most)s."),
    ),
    "names_a_child": lambda: (
        _("Does the text name a child or pupil? Take the name out."),
        _("This looks like the name of a child or pupil. Take it out."),
    ),
    "not_a_number": lambda: (
        _("Write a whole number: «%(question)s»"),
        _("«%(text)s» is not a whole number. Write it like 310."),
    ),
    "number_too_large": lambda: (
        _("«%(text)s» is too large: «%(question)s»"),
        _("«%(text)s» is too large. At most %(most)s."),
    ),
    "not_a_choice": lambda: (_("Choose again: «%(question)s»"), _("Choose one of the answers.")),
}
