"""Why a report gets its amount: in a few words on the page, and in sentences in a letter.

The method by priority knows classes by number; people chose what comes first by name. What a report meets of that is
added to its reason (`first`, `meets`), so that no text names a class by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.core.allocation.explain import Reason
from fordel.core.money import format_kroner, format_percent
from fordel.forum.computing.reasons import reasons_from_json
from fordel.forum.scenarios.presentation.reason_texts import reason_text
from fordel.forum.scenarios.selectors.demands import criterion_name
from fordel.shared.sentences import any_of, listed

_BY_CLASS: Final = frozenset({"class_full", "class_cut"})


def kept_reason_text(kept: Mapping[str, Any], language: str) -> str:
    """The kept reasons as sentences in `nb`, `nn` or `en`."""
    return full_reason(reasons_from_json(kept), language)


def full_reason(reasons: Iterable[Reason], language: str) -> str:
    """The reasons as sentences in `nb`, `nn` or `en`, for the one who asked for the money."""
    with override(language):
        return " ".join(_assessment(reason, language) + _sentence(reason, language) for reason in reasons)


def _assessment(reason: Reason, language: str) -> str:
    """What the forum gave, as a sentence before the reason; '' where the method does not ask."""
    if "by" not in reason.values:
        return ""
    values = _written(reason, language)
    if reason.values["by"] == "score":
        text = (
            _("The forum gave the report %(points)s points on average; %(assessed)s of %(entitled)s gave points.")
            if "points" in values
            else _("Nobody in the forum gave the report points.")
        )
    else:
        text = (
            _("The report has priority %(rank)s by the forum's ranks; %(assessed)s of %(entitled)s ranked it.")
            if "rank" in values
            else _("Nobody in the forum ranked the report, so it comes after the others.")
        )
    return f"{text % values} "


def _sentence(reason: Reason, language: str) -> str:
    first, meets = _criteria(reason, "first"), _criteria(reason, "meets")
    values = _written(reason, language)
    if "because" in values:
        return _("The amount is set by hand to %(amount)s kroner: %(because)s") % values
    if first and reason.code in _SENTENCES_FIRST and meets:
        return _SENTENCES_FIRST[reason.code]() % {**values, "criteria": _listed(meets)}
    if first and reason.code in _SENTENCES_AFTER and not meets:
        return _SENTENCES_AFTER[reason.code]() % {**values, "criteria": _any_of(first)}
    if reason.code in _BY_CLASS:  # nothing was chosen to come first: one class, and so the plain cut
        code = "full" if reason.code == "class_full" else "cut_equally"
        return reason_text(Reason(code, reason.values), language)
    return reason_text(reason, language)


_SENTENCES_FIRST: Final[Mapping[str, Callable[[], str]]] = {
    "class_full": lambda: _(
        "The report comes first, because of %(criteria)s. It gets the whole sum, %(amount)s kroner."
    ),
    "class_cut": lambda: _(
        "The report comes first, because of %(criteria)s, but there is too little for all that come first. It gets"
        " %(share)s of what it asks for: %(amount)s of %(ask)s kroner."
    ),
    "rounded_down": lambda: _(
        "The report comes first, because of %(criteria)s. It gets what it asks for, rounded down to whole %(unit)s"
        " kroner: %(amount)s of %(ask)s kroner."
    ),
}
_SENTENCES_AFTER: Final[Mapping[str, Callable[[], str]]] = {
    "class_full": lambda: _(
        "Reports with %(criteria)s come first. There was enough for this report too, and it gets the whole sum,"
        " %(amount)s kroner."
    ),
    "class_cut": lambda: _(
        "Reports with %(criteria)s come first. The others on the same frames are cut alike, and this report gets"
        " %(share)s of what it asks for: %(amount)s of %(ask)s kroner."
    ),
    "nothing_left": lambda: _("Reports with %(criteria)s come first, and nothing was left after them."),
}


def short_reason(reasons: Sequence[Reason], language: str) -> str:
    """The reason in a few words for a table, in the language of the page."""
    main = reasons[0]
    words = _short(main, language)
    if "by" in main.values:
        words = _short_assessment(main, language) % {**_written(main, language), "reason": words}
    for reason in reasons[1:]:
        if reason.code == "lost_tie":
            words = _("%(reason)s; level with report %(other)s, which has a lower number") % {
                "reason": words,
                "other": reason.values["other"],
            }
    return words


def _short_assessment(reason: Reason, language: str) -> str:
    """The reason with what the forum gave, in a few words; a text with places."""
    if reason.values["by"] == "score":
        if "points" not in reason.values:
            return _("%(reason)s; nobody gave points")
        return _("%(reason)s; %(points)s points from %(assessed)s of %(entitled)s")
    if "rank" not in reason.values:
        return _("%(reason)s; nobody ranked it")
    return _("%(reason)s; priority %(rank)s from %(assessed)s of %(entitled)s")


def _short(reason: Reason, language: str) -> str:
    meets, values = _criteria(reason, "meets"), _written(reason, language)
    if meets:
        names = _capital(_listed(meets))
        return _("%(criteria)s, cut %(cut)s") % {**values, "criteria": names} if reason.code == "class_cut" else names
    texts = _short_texts()
    return texts[reason.code] % values if reason.code in texts else reason_text(reason, language)


def _short_texts() -> dict[str, str]:
    whole, equal_cut = _("The whole sum"), _("Same cut %(cut)s")
    nothing = _("Nothing left")
    return {
        "everything_fits": whole,
        "full": whole,
        "class_full": whole,
        "rounded_down": _("Rounded down"),
        "chosen_full": whole,
        "chosen_cut": equal_cut,
        "not_chosen": _("Not chosen"),
        "cut_equally": equal_cut,
        "class_cut": equal_cut,
        "held_at_floor": _("Smallest useful part"),
        "below_floor": _("Less than the smallest useful part"),
        "nothing_left": nothing,
        "rounded_away": _("Too little to pay out"),
        "per_head": _("%(rate)s kroner for each of %(count)s"),
        "equal": _("Same amount to all"),
        "manual": _("By hand: %(because)s"),
    }


def _criteria(reason: Reason, name: str) -> list[str]:
    return [code for code in str(reason.values.get(name, "")).split(",") if code]


def _listed(codes: Sequence[str]) -> str:
    return listed([criterion_name(code) for code in codes])


def _any_of(codes: Sequence[str]) -> str:
    return any_of([criterion_name(code) for code in codes])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def points_text(score: int, language: str) -> str:
    """A score as the mean that it is 100 times of: 625 is 6,25."""
    mark = "." if language.startswith("en") else ","
    return f"{score // 100}{mark}{score % 100:02d}"


def _written(reason: Reason, language: str) -> dict[str, str]:
    """The numbers of a reason as they are read; `share` of the ask, and `cut` from it."""
    found = {}
    for name, value in reason.values.items():
        whole = int(value + Fraction(1, 2)) if isinstance(value, Fraction) else value
        found[name] = format_kroner(whole) if isinstance(whole, int) else whole
    points = reason.values.get("points")
    if isinstance(points, int):
        found["points"] = points_text(points, language)
    amount, ask = reason.values.get("amount"), reason.values.get("ask")
    if isinstance(amount, int) and isinstance(ask, int):
        found["share"] = format_percent(amount, ask, language)
        found["cut"] = format_percent(ask - amount, ask, language)
    return found
