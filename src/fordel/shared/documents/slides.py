"""Slides (.pptx) that can be edited: titles, tables and charts are native; a drawing without series is a picture with
its sentence as text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from fordel.shared.charts.paint import GRID, Paint
from fordel.shared.charts.series import Series, SeriesChart
from fordel.shared.charts.view_box import view_size
from fordel.shared.documents.picture import png_of

_WIDTH: Final = Inches(13.333)
_HEIGHT: Final = Inches(7.5)
_MARGIN: Final = Inches(0.75)
_TITLE_LAYOUT: Final = 0
_TITLE_ONLY: Final = 5
_PIXELS: Final = 2200
_SHORT_TITLE: Final = 76
_FEW: Final = 10
_PATTERNS: Final = {"hatch": MSO_PATTERN.WIDE_UPWARD_DIAGONAL, "dots": MSO_PATTERN.PERCENT_20}
INK: Final = (0x1F, 0x23, 0x28)
MUTED: Final = (0x5B, 0x5D, 0x60)


class Slides:
    """A presentation in 16:9; every slide has a title and notes."""

    def __init__(self, title: str, language: str, author: str) -> None:
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = _WIDTH, _HEIGHT
        properties = self._deck.core_properties
        properties.title, properties.language, properties.author = title, language, author

    def opening(self, title: str, text: str, source: str) -> None:
        """The first slide: title, the conclusion, and where the numbers are from."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_LAYOUT])
        _place(slide.shapes.title, _MARGIN, Inches(1.9), _WIDTH - 2 * _MARGIN, Inches(1.1))
        _write(slide.shapes.title, title, size=40, bold=True)
        body = slide.placeholders[1]
        _place(body, _MARGIN, Inches(3.1), Inches(10.5), Inches(2.2))
        _write(body, text, size=24)
        line = slide.shapes.add_textbox(_MARGIN, Inches(6.5), Inches(10), Inches(0.4))
        _write(line, source, size=14, colour=MUTED)
        slide.notes_slide.notes_text_frame.text = text

    def picture(
        self, title: str, subtitle: str, svg: str, alternative: str, notes: str, *, table: Sequence[Sequence[str]] = ()
    ) -> None:
        """A slide with a finding as title, a drawing, and a native table under it where one is given."""
        slide = self._titled(title, subtitle)
        rows_height = Inches(0.36) * len(table)
        room = _HEIGHT - Inches(2.0) - rows_height - (Inches(0.5) if table else Inches(0.35))
        wide, high = view_size(svg)
        width = min(_WIDTH - 2 * _MARGIN, int(room * wide / high))
        shape = slide.shapes.add_picture(BytesIO(png_of(svg, width=_PIXELS)), _MARGIN, Inches(1.95), width=Emu(width))
        shape.name = title[:60]
        shape._element.nvPicPr.cNvPr.set("descr", alternative)
        if table:
            top = Inches(1.95) + Emu(int(width * high / wide)) + Inches(0.2)
            _table(slide, table, top)
        slide.notes_slide.notes_text_frame.text = notes

    def chart(
        self,
        title: str,
        subtitle: str,
        chart: SeriesChart,
        alternative: str,
        notes: str,
        *,
        table: Sequence[Sequence[str]] = (),
    ) -> None:
        """A slide with a finding as title, a native chart whose numbers can be edited, and a native table under it if
        one is given."""
        slide = self._titled(title, subtitle)
        top, room = Inches(1.95), _HEIGHT - Inches(2.3) - (Inches(0.36) * len(table) + Inches(0.2) if table else 0)
        make: Any = CategoryChartData
        data = make(number_format=_format_of(chart))
        data.categories = chart.categories
        for series in chart.series:
            data.add_series(series.name, series.values)
        shape = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_STACKED, _MARGIN, top, _WIDTH - 2 * _MARGIN, Emu(int(room)), data
        )
        shape.name = title[:60]
        shape._element.nvGraphicFramePr.cNvPr.set("descr", alternative)
        _style(shape.chart, chart)
        if table:
            _table(slide, table, top + room + Inches(0.2))
        slide.notes_slide.notes_text_frame.text = notes

    def _titled(self, title: str, subtitle: str) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        _place(slide.shapes.title, _MARGIN, Inches(0.4), _WIDTH - 2 * _MARGIN, Inches(0.95))
        _write(slide.shapes.title, title, size=28 if len(title) <= _SHORT_TITLE else 22, bold=True)
        line = slide.shapes.add_textbox(_MARGIN, Inches(1.35), _WIDTH - 2 * _MARGIN, Inches(0.45))
        _write(line, subtitle, size=15, colour=MUTED)
        return slide

    def table(self, title: str, rows: Sequence[Sequence[str]], notes: str) -> None:
        """A slide with a native table; the first row holds the headings."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        _place(slide.shapes.title, _MARGIN, Inches(0.4), _WIDTH - 2 * _MARGIN, Inches(0.95))
        _write(slide.shapes.title, title, size=28, bold=True)
        _table(slide, rows, Inches(1.6))
        slide.notes_slide.notes_text_frame.text = notes

    def save(self) -> bytes:
        buffer = BytesIO()
        self._deck.save(buffer)
        return buffer.getvalue()


def _rgb(colour: tuple[int, int, int]) -> Any:
    make: Any = RGBColor
    return make(*colour)


def _hex(colour: str) -> Any:
    make: Any = RGBColor.from_string
    return make(colour.lstrip("#"))


def _style(chart: Any, shown: SeriesChart) -> None:
    """Bars from above in the colours of the page, with their values; a legend if there are several series."""
    chart.font.size = Pt(14 if len(shown.categories) <= _FEW else 10)
    chart.font.color.rgb = _rgb(INK)
    chart.has_title = False
    chart.has_legend = len(shown.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order, names.crosses = True, XL_AXIS_CROSSES.MAXIMUM
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines, names.format.line.color.rgb = False, _hex(GRID)
    values.major_gridlines.format.line.color.rgb = _hex(GRID)
    values.minimum_scale = 0
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _format_of(shown), False
    plot = chart.plots[0]
    plot.gap_width = 50
    for native, series in zip(plot.series, shown.series, strict=True):
        _paint_series(native, series, _format_of(shown))


def _format_of(chart: SeriesChart) -> str:
    return "#,##0" if chart.is_whole else "0.0"


def _paint_series(native: Any, series: Series, number_format: str) -> None:
    first = series.paints[0]
    _paint(native.format, first)
    for position, paint in enumerate(series.paints):
        if paint != first:
            _paint(native.points[position].format, paint)
    labels = native.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, f"{number_format};;", False
    labels.font.color.rgb = _rgb(INK) if first.pattern else _hex(first.text)


def _paint(target: Any, paint: Paint) -> None:
    if paint.pattern:
        target.fill.patterned()
        target.fill.pattern = _PATTERNS[paint.pattern]
        target.fill.fore_color.rgb, target.fill.back_color.rgb = _hex(paint.stroke), _hex(paint.fill)
    else:
        target.fill.solid()
        target.fill.fore_color.rgb = _hex(paint.fill)
    if paint.stroke:
        target.line.color.rgb = _hex(paint.stroke)
        if paint.dashed:
            target.line.dash_style = MSO_LINE.DASH


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = Emu(left), Emu(top), Emu(width), Emu(height)


def _write(shape: Any, text: str, *, size: int, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = _rgb(colour)


def _table(slide: Any, rows: Sequence[Sequence[str]], top: int) -> None:
    """Rows of text, the first one as headings; every column but the first is of numbers."""
    shape = slide.shapes.add_table(len(rows), len(rows[0]), _MARGIN, Emu(top), _WIDTH - 2 * _MARGIN, Inches(0.36))
    table = shape.table
    table.horz_banding = False
    for index, row in enumerate(rows):
        table.rows[index].height = Inches(0.36)
        for column, text in enumerate(row):
            cell = table.cell(index, column)
            cell.text = text
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.background()
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.bold = Pt(14), index == 0
            paragraph.font.color.rgb = _rgb(INK)
            paragraph.alignment = PP_ALIGN.LEFT if column == 0 else PP_ALIGN.RIGHT
