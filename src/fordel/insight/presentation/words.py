"""Amounts, counts and names as they stand in the sentences of the status."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language, gettext, ngettext

from fordel.core.form.definition import text_in
from fordel.core.money import format_kroner, format_millions
from fordel.insight.selectors.status import StatusView
from fordel.programme.selectors.schemes import scheme_of

MILLION: Final = 1_000_000


def kroner(amount: int) -> str:
    """`465 107 kroner`, `1 krone`: the exact amount in running text."""
    return ngettext("%(amount)s krone", "%(amount)s kroner", abs(amount)) % {"amount": format_kroner(amount)}


def money(amount: int) -> str:
    """`24,6 millioner kroner` in leads and headings; below a million the exact amount."""
    if abs(amount) < MILLION:
        return kroner(amount)
    return gettext("%(millions)s kroner") % {"millions": format_millions(amount, get_language() or "nb")}


def tick(amount: int) -> str:
    """A value on an axis: `3 mill.`, `1,5 mill.`, or the whole amount below a million."""
    if amount < MILLION:
        return format_kroner(amount)
    number = format_millions(amount, get_language() or "nb").split("\u00a0", maxsplit=1)[0]
    return gettext("%(number)s mill.") % {"number": number}


def small_number(count: int) -> str:
    """Numbers up to twelve as words, larger ones as digits."""
    words = (
        gettext("none"),
        gettext("one"),
        gettext("two"),
        gettext("three"),
        gettext("four"),
        gettext("five"),
        gettext("six"),
        gettext("seven"),
        gettext("eight"),
        gettext("nine"),
        gettext("ten"),
        gettext("eleven"),
        gettext("twelve"),
    )
    return words[count] if 0 <= count < len(words) else format_kroner(count)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def frame_of(view: StatusView, code: str) -> str:
    """A line inside a sentence: what the scheme calls its frame (`barnehagerammen`), or `rammen «Navn»`."""
    line = next((each for each in scheme_of(view.round.scheme).lines if each.code == code), None)
    words = text_in(line.frame, get_language() or "nb") if line else ""
    return words or gettext("the frame “%(name)s”") % {"name": view.line_name(code)}


def partner_kind(kind: str) -> str:
    return {
        "university": gettext("University or university college"),
        "vocational_college": gettext("Vocational college"),
        "other_provider": gettext("Other provider"),
    }.get(kind, kind)
