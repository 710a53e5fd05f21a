"""What a question is, and what an answer consists of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from fordel.insight.presentation.charts import Legend
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.tables import Table
from fordel.insight.selectors.years import YearsView
from fordel.shared.charts.series import SeriesChart
from fordel.shared.charts.stacked import FULL
from fordel.shared.documents.extra import has_slides


@dataclass(frozen=True)
class Answer:
    """The finding is the title of the page; `warning` is what can still be put right."""

    finding: str
    lead: str
    figures: tuple[Figure, ...]
    warning: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question with its word in addresses; `answer` reads what it needs beside the years, `finding` says its title
    alone, if that takes less."""

    slug: str
    text: Promise | str
    answer: Callable[[YearsView], Answer]
    finding: Callable[[YearsView], str] | None = None

    def title(self, view: YearsView) -> str:
        """The finding of its answer."""
        return self.finding(view) if self.finding else self.answer(view).finding


def drawn(
    view: YearsView,
    slug: str,
    key: str,
    heading: str,
    subtitle: str,
    table: Table,
    draw: Callable[[int], SafeString] | None = None,
    series: Callable[[], SeriesChart] | None = None,
    *,
    width: int = FULL,
    entries: Legend = (),
    is_open: bool = False,
) -> Figure:
    """A figure of an answer, with the addresses of its files. `series` are the numbers of its drawing. A picture in PNG
    takes the optional part."""
    where = {**view.round.where, "question": slug, "figure": key}
    return Figure(
        key=key,
        heading=heading,
        subtitle=subtitle,
        table=table,
        csv_url=reverse("insight:question-csv", kwargs=where),
        full_width=width,
        draw=draw,
        entries=entries,
        is_open=is_open or draw is None,
        svg_url=reverse("insight:question-svg", kwargs=where) if draw else "",
        png_url=reverse("insight:question-png", kwargs=where) if draw and has_slides() else "",
        series=series,
    )
