"""The schemes side by side: whom each is for, what for, when and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.core.scheme import Scheme
from fordel.programme.models import Round
from fordel.shared.clock import OSLO, now
from fordel.shared.dates import deadline, weekday_deadline


@dataclass(frozen=True)
class SchemeCard:
    """`is_for` is None if the reader has not said what they are. `facts` are (what, text)."""

    name: str
    is_for: bool | None
    facts: list[tuple[str, str]]


def scheme_card(scheme: Scheme, round_: Round | None, kind: str) -> SchemeCard:
    """`round_` is the office's newest year of the scheme; `kind` that of the reader's organisation, '' if unknown."""
    language, about = get_language() or "nb", scheme.about
    facts = [
        (_("Who may apply"), text_in(about.who, language)),
        (_("What for"), text_in(about.purpose, language)),
        (_("Deadline"), _deadline(scheme, round_, language)),
        (_("Where"), text_in(about.where, language)),
    ]
    is_for = kind in about.kinds if kind else None
    return SchemeCard(text_in(scheme.name, language), is_for, [fact for fact in facts if fact[1]])


def _deadline(scheme: Scheme, round_: Round | None, language: str) -> str:
    """The office's own deadline if it has opened a year, else that of the scheme, else what the scheme says of it."""
    if round_ is not None and round_.needs_deadline:
        when = round_.needs_deadline
    elif scheme.dates.needs_deadline:
        when = scheme.dates.needs_deadline.replace(tzinfo=OSLO)
    else:
        return text_in(scheme.about.deadline, language)
    if when <= now():
        return _("It was %(when)s, for %(year)s.") % {"when": deadline(when), "year": scheme.year}
    return _("%(when)s, for %(year)s.") % {"when": weekday_deadline(when), "year": scheme.year}
