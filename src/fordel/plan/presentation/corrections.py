"""Corrections of a plan in words: where, what was there, and what came instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.core.word_difference import Piece, word_difference
from fordel.plan.models import Plan, PlanCorrection
from fordel.plan.selectors.corrections import places_of


@dataclass(frozen=True)
class CorrectionShown:
    """A correction; `where` says in which chapter or theme, `pieces` the words as they were and are."""

    row: PlanCorrection
    where: str
    pieces: tuple[Piece, ...]


def corrections_shown(plan: Plan, rows: Iterable[PlanCorrection]) -> list[CorrectionShown]:
    """The corrections in the reader's language. One query if there are any."""
    found = list(rows)
    names = dict(place_choices(plan)) if found else {}
    return [
        CorrectionShown(each, names.get(each.place, ""), tuple(word_difference(each.wrong, each.right)))
        for each in found
    ]


def place_choices(plan: Plan) -> list[tuple[str, str]]:
    """(key, words) of every place where a slip can be. One query."""
    kinds = {
        "text": _("%(name)s: the text"),
        "title": _("%(name)s: the title of the chapter"),
        "name_nb": _("%(name)s: the theme's name in bokmål"),
        "name_nn": _("%(name)s: the theme's name in nynorsk"),
        "name_en": _("%(name)s: the theme's name in English"),
        "name_se": _("%(name)s: the theme's name in Sámi"),
        "goal_nb": _("%(name)s: the theme's goal in bokmål"),
        "goal_nn": _("%(name)s: the theme's goal in nynorsk"),
    }
    return [(key, kinds.get(kind, "%(name)s") % {"name": name}) for key, (name, kind) in places_of(plan).items()]
