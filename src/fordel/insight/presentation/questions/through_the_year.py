"""The steps of a year from needs to what was used, in words, as columns, and as a figure of the parts of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from fordel.core.figures import Values
from fordel.core.money import format_kroner
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import drawn
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.presentation.words import tick
from fordel.insight.selectors.years import YearsView
from fordel.shared.charts.paint import KINDS, Paint
from fordel.shared.charts.series import series_of_rows
from fordel.shared.charts.stacked import Part, Row, stacked_chart


def figure_headings() -> list[tuple[str, bool]]:
    """The headings of the figures of the catalogue, in its order."""
    return [
        (gettext("Reports"), True),
        (gettext("Reported need, kroner"), True),
        (gettext("Recommended, kroner"), True),
        (gettext("Granted, kroner"), True),
        (gettext("Measures with a grant"), True),
        (gettext("Used, kroner"), True),
        (gettext("Outcome reports"), True),
        (gettext("Assessments of signs"), True),
    ]


def figure_cells(values: Values) -> list[Cell]:
    """The values of the catalogue as cells, in its order."""
    return [Cell(value) for value in values.values()]


def stages_of(values: Values) -> list[tuple[str, str]]:
    """(code, name) of the steps that the year has reached. What was used is one from the first outcome report."""
    names = {
        "needs": gettext("Needs"),
        "recommended": gettext("Recommended"),
        "granted": gettext("Granted"),
        "used": gettext("Used so far") if _is_waiting(values) else gettext("Used"),
    }
    return [(code, name) for code, name in names.items() if values[code] is not None]


def _is_waiting(values: Values) -> bool:
    """Whether some grants are reported on and others are not."""
    return values["used"] is not None and values["reported"] != values["supported"]


def with_so_far(text: str, values: Values) -> str:
    """The text, and how many have reported what was used as long as some have and others have not."""
    if not _is_waiting(values):
        return text
    so_far = gettext("%(reported)s of %(supported)s measures have reported what was used; the rest is not known yet.")
    return f"{text} {so_far % {'reported': values['reported'], 'supported': values['supported']}}"


@dataclass(frozen=True)
class Piece:
    """A part of the year: a target group, a line, a kind of owner, or an answer."""

    name: str
    values: Values
    paint: Paint
    mark: str = ""


def painted(pieces: Sequence[tuple[str, Values]]) -> list[Piece]:
    """Pieces that have no colour of their own: (name, values)."""
    return [Piece(name, values, KINDS[place % len(KINDS)]) for place, (name, values) in enumerate(pieces)]


_BARS: Final = ("needs", "recommended", "granted", "used")


def through_the_year(
    view: YearsView,
    slug: str,
    key: str,
    table: Table,
    pieces: Sequence[Piece],
    subtitle: str,
    bars: Sequence[str] = _BARS,
) -> Figure:
    """A bar for each step that the year has reached, in the pieces; `bars` are the steps whose pieces sum."""
    heading, whole = table.caption, view.now.values
    rows = [Row(name, tuple(_part(piece, code) for piece in pieces)) for code, name in stages_of(whole) if code in bars]
    spoken = "; ".join(f"{row.label}: {', '.join(part.short for part in row.parts)}" for row in rows)

    def draw(width: int) -> SafeString:
        return stacked_chart(f"{key}-{width}", rows, f"{heading}. {spoken}.", tick, width=width)

    return drawn(
        view,
        slug,
        key,
        heading,
        with_so_far(subtitle, whole),
        table,
        draw if rows else None,
        partial(series_of_rows, rows),
    )


def _part(piece: Piece, code: str) -> Part:
    amount = piece.values[code] or 0
    text = format_kroner(amount)
    return Part(amount, piece.paint, piece.name, text, f"{piece.name} {text}")
