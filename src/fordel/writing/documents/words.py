"""Words that pages and papers of a document share."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind, Question, text_in


def field_id(key: str) -> str:
    """The id of a field on the page; the line of a party is named by its slot (`p12`) alone."""
    is_slot = key.startswith("p") and key[1:].isdecimal()
    return key if is_slot else "f-" + key.replace(".", "-")


def in_language(texts: Mapping[str, str]) -> str:
    """A text of the form in the active language."""
    return text_in(texts, get_language() or "nb")


def choices_of(question: Question) -> list[tuple[str, str]]:
    """(code, label) of what can be chosen, in the active language."""
    if question.kind == Kind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(choice.code, in_language(choice.label)) for choice in question.choices]
