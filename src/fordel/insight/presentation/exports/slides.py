"""The status as slides, and as one picture for somebody else's slides."""

from __future__ import annotations

from typing import Final

from django.utils.html import escape
from django.utils.translation import get_language, gettext

from fordel.insight.presentation import charts, figures, texts
from fordel.insight.presentation.exports.download import Download, file_name, title_of
from fordel.insight.presentation.figures import Figure
from fordel.insight.selectors.status import StatusView
from fordel.shared import dates
from fordel.shared.charts.paint import INK, MUTED
from fordel.shared.charts.stacked import FULL
from fordel.shared.charts.text import wrap
from fordel.shared.charts.view_box import view_size, with_size
from fordel.shared.clock import now
from fordel.shared.documents.picture import png_of
from fordel.shared.documents.slides import Slides

PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_WIDE: Final = 1280
_HIGH: Final = 720
_PIXELS: Final = 1920
_DRAWN: Final = 880
"""How wide a wide drawing is made for a slide, so that its text can be read from the back of the room."""
_MOST_NOTE_ROWS: Final = 60


def slides_of(view: StatusView) -> Download:
    """Title, frame, themes, partners, Sámi perspective, networks, municipalities and the year before."""
    deck = Slides(title_of(view), get_language() or "nb", view.round.office.name)
    deck.opening(title_of(view), texts.lead(view), _source(view))
    for figure in figures.all_figures(view):
        if figure.draw is None or figure.series is None:
            continue
        notes = _notes(view, figure)
        table = [figure.table.headings, *figure.table.texts()] if figure.key == "frame" else ()
        subtitle = figure.subtitle
        if figure.key == "years":
            subtitle = " ".join(f"{former.note} {texts.no_percentage()}" for former in view.former if former.note)
        subtitle = subtitle or figure.subtitle
        deck.chart(figure.heading, subtitle, figure.series(), _spoken(figure), notes, table=table)
    return Download(file_name(view, "", "pptx"), PPTX, deck.save())


def _spoken(figure: Figure) -> str:
    """The picture in a sentence."""
    return f"{figure.heading}. {figure.subtitle}"


def _source(view: StatusView) -> str:
    return gettext("%(office)s. Needs reports in Fordel, %(when)s.") % {
        "office": view.round.office.name,
        "when": dates.moment(now()),
    }


def _notes(view: StatusView, figure: Figure) -> str:
    """What the speaker needs: the sentences, and the numbers of the table."""
    lines = [figure.heading, figure.subtitle]
    if figure.key == "frame" and charts.has_pot(view.figures):
        lines.append(texts.pot_sentences(view))
    lines.append(" · ".join(figure.table.headings))
    total = [[cell.text for cell in figure.table.total]] if figure.table.total else []
    lines += [" · ".join(row) for row in (*figure.table.texts()[:_MOST_NOTE_ROWS], *total)]
    return "\n".join(lines)


def picture_of(view: StatusView) -> Download:
    """A slide in 16:9 as PNG: the finding, the conclusion, the frame chart and where the numbers are from."""
    content = png_of(_slide_svg(view), width=_PIXELS)
    return Download(file_name(view, "", "png"), "image/png", content)


def _slide_svg(view: StatusView) -> str:
    """The slide as one drawing; the charts are placed in it as they are on the page."""
    parts, y = [], 84.0
    for line in wrap(texts.frame_heading(view), 36, 1150, 3):
        parts.append(_text(line, y, 36, weight=600))
        y += 46
    y -= 4
    for line in wrap(texts.lead(view), 22, 1150, 3):
        parts.append(_text(line, y, 22, colour="#33373c"))
        y += 31
    chart = charts.frame_chart(view, _DRAWN)
    parts.append(with_size(chart, x=64, y=y + 8, width=FULL))
    y += 8 + view_size(chart)[1] * FULL / _DRAWN
    if charts.has_pot(view.figures):
        pot = charts.pot_chart(view, _DRAWN)
        parts.append(_text(texts.pot_heading(view), y + 32, 20, weight=600))
        parts.append(with_size(pot, x=64, y=y + 44, width=FULL))
    parts.append(_text(_source(view), _HIGH - 32, 15, colour=MUTED))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" font-family="Inter, sans-serif">'
        f"{''.join(parts)}</svg>"
    )


def _text(content: str, y: float, size: int, *, weight: int = 400, colour: str = INK) -> str:
    return f'<text x="64" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(content)}</text>'
