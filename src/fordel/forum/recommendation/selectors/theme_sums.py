"""How the recommended measures spread over the themes of the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.core.money import format_kroner
from fordel.forum.recommendation.selectors.content import Content
from fordel.programme.models import Round
from fordel.programme.selectors.themes import themes_of


class ThemeSum(NamedTuple):
    """A theme with its measures, of which `supported` get something; kroner."""

    name: str
    measures: int
    supported: int
    asked: int
    amount: int

    @property
    def how_many(self) -> str:
        """`5`, or `3 of 5` if some of them get nothing."""
        whole = format_kroner(self.measures)
        if self.supported == self.measures:
            return whole
        return _("%(count)s of %(whole)s") % {"count": format_kroner(self.supported), "whole": whole}

    @property
    def cells(self) -> list[str]:
        """As it is in a table."""
        return [self.name, self.how_many, format_kroner(self.asked), format_kroner(self.amount)]


def theme_sums(round_: Round, measures: Iterable[Content]) -> list[ThemeSum]:
    """Every theme of the year, in the order of the plan, also those of no measure, and last what is outside them; none
    if the year follows no plan. No queries."""
    themes = themes_of(round_)
    if not themes.listed:
        return []
    of_theme: dict[str, list[Content]] = {}
    for measure in measures:
        theme = themes.named(measure["theme"])
        of_theme.setdefault(theme.code if theme else "", []).append(measure)
    language = get_language() or "nb"
    names = [(each.code, text_in(each.name, language)) for each in themes.listed]
    if "" in of_theme:
        names.append(("", _("Outside the themes of the plan")))
    return [_sum(name, of_theme.get(code, [])) for code, name in names]


def total_of(sums: Sequence[ThemeSum]) -> ThemeSum:
    """All the themes together."""
    _names, *counts = zip(*sums, strict=True)
    return ThemeSum(_("Total"), *(sum(each) for each in counts))


def _sum(name: str, measures: list[Content]) -> ThemeSum:
    supported = sum(each["amount"] > 0 for each in measures)
    asked, amount = (sum(each[what] for each in measures) for what in ("asked", "amount"))
    return ThemeSum(name, len(measures), supported, asked, amount)
