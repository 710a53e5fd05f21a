"""The sentences of `core.allocation.explain`: why a report gets its amount, and what would change it.

The command line says them without settings and without a database, so the catalogue is read here and not by Django.
"""

# ruff: noqa: E501  (a sentence is read, and translated, whole)
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_noop as _

from fordel.core.allocation.explain import Counterfactual, Reason
from fordel.core.money import format_kroner, format_percent

_CATALOGUES: Final = Path(__file__).resolve().parents[2] / "locale"
_LANGUAGES: Final = ("nb", "nn", "en")
REASON_TEXTS: Final[Mapping[str, str]] = {
    "nothing_asked": _("The report does not ask for money."),
    "everything_fits": _("All reports fit within the frame, so this one gets what it asks for: NOK %(amount)s."),
    "full": _("The report gets the whole sum it asks for: NOK %(amount)s."),
    "cut_equally": _(
        "The frame is too small. The report is cut like the others on the same budget lines and gets %(share)s of what it asks for: NOK %(amount)s of NOK %(ask)s."
    ),
    "held_at_floor": _(
        "An equal share would be less than the least sum that is of use, so the report gets that sum: NOK %(amount)s."
    ),
    "per_head": _("About NOK %(rate)s for each of %(count)s children or pupils: NOK %(amount)s."),
    "equal": _(
        "The reports on the same budget lines get the same sum, up to what they ask for. This one gets NOK %(amount)s of NOK %(ask)s."
    ),
    "base": _("The report gets the base sum, NOK %(amount)s."),
    "base_short": _(
        "There is too little for the base sum of NOK %(base)s to all. They get alike, and this report gets NOK %(amount)s of NOK %(ask)s."
    ),
    "cut_after_classes": _(
        "Reports with a priority come first. Too little was left for the others, and this one gets %(share)s of what it asks for: NOK %(amount)s of NOK %(ask)s."
    ),
    "class_full": _("Priority %(priority)s comes early enough for the whole sum, NOK %(amount)s."),
    "class_cut": _(
        "There is too little left for all of priority %(priority)s. The report gets %(share)s of what it asks for: NOK %(amount)s of NOK %(ask)s."
    ),
    "below_floor": _(
        "When the report’s turn came, NOK %(room)s was within reach. That is less than the NOK %(floor)s it needs to be of use."
    ),
    "nothing_left": _("Nothing was left for the report when its turn came."),
    "rounded_away": _("The report’s share is less than the least sum that is paid out."),
    "rounded_down": _("The sum is rounded down to whole NOK %(unit)s: NOK %(amount)s of NOK %(ask)s."),
    "promised": _(
        "The report gets what it was promised in an earlier year, NOK %(amount)s. An equal share would be less."
    ),
    "chosen_full": _("The report is among those chosen by score and gets the whole sum, NOK %(amount)s."),
    "chosen_cut": _(
        "The report is among those chosen by score. They are cut alike, and it gets %(share)s of what it asks for: NOK %(amount)s of NOK %(ask)s."
    ),
    "not_chosen": _(
        "Within the demands made, other reports together make better use of the frame: they give a higher score or, with the same score, put more money to use or come first by number."
    ),
    "bought": _(
        "Number %(step)s to be funded: its supporters (%(supporters)s) could pay the whole sum, NOK %(amount)s."
    ),
    "completed": _(
        "Funded from what was left, by the number of supporters (%(supporters)s): NOK %(amount)s of NOK %(ask)s."
    ),
    "no_votes": _("Nobody in the forum supported the report."),
    "supporters_short": _(
        "The report’s supporters (%(supporters)s) have NOK %(room)s left together. That is not enough for the sum it asks for, NOK %(ask)s."
    ),
    "line_full": _("The budget line has too little left for the sum the report asks for, NOK %(ask)s."),
    "commitment": _("NOK %(commit)s was promised in an earlier year and is paid first."),
    "lost_tie": _("It stood exactly equal to report %(other)s. Only the number decided that the other was funded."),
    "won_tie": _("It stood exactly equal to report %(other)s. Only the number decided that this one was funded."),
    "manual": _("The sum was set by hand: NOK %(amount)s."),
    "capped": _("The demand for an own contribution lowers the sum from NOK %(ask)s to NOK %(amount)s."),
}
CHANGE_TEXTS: Final[Mapping[str, str]] = {
    "one_class_higher": _("In priority %(to)s it would get NOK %(amount)s."),
    "without_reserve": _("With nothing held back it would get NOK %(amount)s."),
    "lower_floor": _("If NOK %(to)s were of use, it would get NOK %(amount)s."),
    "more_points": _("With %(to)s points it would get NOK %(amount)s."),
    "one_more_vote": _("With one more vote, from %(to)s, it would get NOK %(amount)s."),
    "whole_kroner": _("Without rounding it would get NOK %(amount)s."),
}
_KRONER: Final = frozenset({"amount", "ask", "floor", "room", "commit", "base", "unit"})


@dataclass(frozen=True)
class Sentences:
    """The sentences in `nb`, `nn` or `en`, for `explain_case`."""

    language: str

    def reason(self, reason: Reason) -> str:
        return reason_text(reason, self.language)

    def instead(self, counterfactual: Counterfactual) -> str:
        return counterfactual_text(counterfactual, self.language)


def reason_text(reason: Reason, language: str = "nb") -> str:
    """The reason as one or two sentences in `nb`, `nn` or `en` (any other language: bokmål)."""
    values = {name: _written(name, value) for name, value in reason.values.items()}
    amount, ask = reason.values.get("amount"), reason.values.get("ask")
    if isinstance(amount, int) and isinstance(ask, int):
        values["share"] = format_percent(amount, ask, language)
    return _translated(REASON_TEXTS[reason.code], language) % values


def counterfactual_text(counterfactual: Counterfactual, language: str = "nb") -> str:
    """What would have been, as a sentence in `nb`, `nn` or `en`."""
    to = counterfactual.to
    kroner = counterfactual.change == "lower_floor" and isinstance(to, int)
    written = format_kroner(int(to)) if kroner else str(to)
    values = {"to": written, "amount": format_kroner(counterfactual.amount)}
    return _translated(CHANGE_TEXTS[counterfactual.change], language) % values


def _translated(text: str, language: str) -> str:
    code = language[:2]
    return _catalogue(code if code in _LANGUAGES else "nb").gettext(text)


@cache
def _catalogue(language: str) -> NullTranslations:
    """Raises OSError if the catalogues are not built (`make ready`)."""
    return NullTranslations() if language == "en" else translation("django", _CATALOGUES, [language])


def _written(name: str, value: int | str | Fraction) -> str:
    if isinstance(value, Fraction):
        return format_kroner(int(value + Fraction(1, 2)))
    if name in _KRONER and isinstance(value, int):
        return format_kroner(value)
    return str(value)
