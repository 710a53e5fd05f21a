"""What parties confirm and how it has changed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fordel.core.form.binding import BoundChange
from fordel.core.form.definition import FormDefinition
from fordel.core.money import format_kroner, format_signed_kroner
from fordel.core.word_difference import passages, word_difference
from fordel.reports.models import PartyRole
from fordel.shared.sentences import listed
from fordel.writing.documents.differences import ChangeLine, Names, question_label


@dataclass(frozen=True)
class BoundText:
    """An answer that is part of what is confirmed, under its question."""

    label: str
    text: str


def years_text(years: Sequence[int]) -> str:
    """`2026`, `2026 and 2027`, or `2026, 2027 and 2028`."""
    return listed([str(year) for year in years])


def role_text(role: str) -> str:
    return str(PartyRole(role).label) if role in PartyRole.values else role


def bound_texts(form: FormDefinition, texts: Mapping[str, Any]) -> list[BoundText]:
    """The answers that are confirmed, without the title, which is above them."""
    return [
        BoundText(question_label(form, code), Names(form).value(code, value))
        for code, value in texts.items()
        if code != "title"
    ]


def change_lines(form: FormDefinition, changes: Iterable[BoundChange]) -> list[ChangeLine]:
    """Every difference in words, in the order it was found."""
    return [_line(form, change) for change in changes]


def _line(form: FormDefinition, change: BoundChange) -> ChangeLine:
    kind, _dot, name = change.key.partition(".")
    if kind == "role":
        old, new = role_text(change.old or ""), role_text(change.new or "")
        return ChangeLine(_("Role"), _("Your role: %(old)s → %(new)s") % {"old": old, "new": new})
    if kind == "years":
        old, new = years_text(change.old or ()), years_text(change.new or ())
        return ChangeLine(_("Years"), _("Years: %(old)s → %(new)s") % {"old": old, "new": new})
    if kind == "amounts":
        return ChangeLine(name, amount_change(name, change.old, change.new))
    old_text, new_text = (Names(form).value(name, value) for value in (change.old, change.new))
    label = question_label(form, name)
    was, is_now = passages(old_text, new_text)
    sentence = _("Before: «%(old)s» Now: «%(new)s»") % {"old": was, "new": is_now}
    return ChangeLine(label, sentence, tuple(word_difference(old_text, new_text)))


def amount_change(year: str, old: int | None, new: int | None) -> str:
    """`In 2026: 356 000 → 340 000 kroner (−16 000)`."""
    if old is None:
        return _("In %(year)s: %(new)s kroner (new year)") % {"year": year, "new": format_kroner(new or 0)}
    if new is None:
        return _("%(year)s is taken out (%(old)s kroner)") % {"year": year, "old": format_kroner(old)}
    return _("In %(year)s: %(old)s → %(new)s kroner (%(difference)s)") % {
        "year": year,
        "old": format_kroner(old),
        "new": format_kroner(new),
        "difference": format_signed_kroner(new - old),
    }
