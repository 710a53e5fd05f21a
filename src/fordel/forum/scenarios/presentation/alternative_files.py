"""The comparison of scenarios as a spreadsheet, a document and slides, from the same tables as the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.forum.scenarios.presentation.alternative_charts import coverage_chart, frames_of, lorenz_chart
from fordel.forum.scenarios.presentation.charts import Drawing
from fordel.forum.scenarios.selectors.alternatives import Alternative, finding_of, report_table, sections_of
from fordel.programme.models import Round
from fordel.programme.selectors.running import named_year
from fordel.shared import dates
from fordel.shared.clock import now
from fordel.shared.documents.extra import require_slides
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.spreadsheets import Cell
from fordel.shared.spreadsheets.write import write_xlsx

TEMPLATE: Final = Path(__file__).resolve().parent / "alternatives.typ"
_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def comparison_file(found: Sequence[Alternative], round_: Round, kind: str) -> HttpResponse:
    """`kind` is xlsx, pdf or pptx. Raises Http404 where there is no scenario to show."""
    if not found:
        raise Http404
    makers = {"xlsx": _spreadsheet, "pdf": _document, "pptx": _slides}
    answer = HttpResponse(makers[kind](found, round_), content_type=_TYPES[kind])
    numbers = "-".join(str(each.scenario.number) for each in found)
    name = f"alternativer-{round_.file_part}-{numbers}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _title(round_: Round) -> str:
    return _("Scenarios for %(year)s, %(region)s") % {"year": named_year(round_), "region": round_.office.region_name}


def _spreadsheet(found: Sequence[Alternative], round_: Round) -> bytes:
    """Every report with what it gets in each scenario; amounts as numbers, the sums in the last row."""
    headings = [_("No."), _("Owner"), _("Measure"), _("Target group"), _("Asked for")]
    headings += [each.name for each in found]
    rows: list[list[Cell]] = [
        [row["number"], row["owner"], row["title"], row["group_name"], row["asked"], *row["amounts"]]
        for row in report_table(found)
    ]
    nothing: list[Cell] = [None] * (2 + len(found))
    rows += [[number, owner, _("closed to you"), *nothing] for number, owner in found[0].closed] if found else []
    sums: list[Cell] = [_("Total"), "", "", "", sum(row.amount for row in found[0].rows)]
    rows.append([*sums, *(each.total for each in found)])
    rows.append([_("Held back"), "", "", "", None, *(each.reserve for each in found)])
    return write_xlsx(_("Scenarios"), headings, rows, widths=(6, 24, 40, 14, 14, *(16 for _each in found)))


def _figures(found: Sequence[Alternative]) -> list[tuple[str, str, Drawing, bool]]:
    """(heading, subtitle, drawing, whether it is wide) of every picture."""
    pictures = [(each.name, _("How the frames are used, kroner."), frames_of(each), True) for each in found]
    pictures.append(
        (
            _("Coverage of each report"),
            _("A dot for each report: per cent of what it asked for."),
            coverage_chart(found),
            True,
        )
    )
    pictures.append(
        (
            _("How the money lies"),
            _("Per cent of the money to the reports with the smallest amounts. The dashed line is the same to all."),
            lorenz_chart(found),
            False,
        )
    )
    return pictures


def _document(found: Sequence[Alternative], round_: Round) -> bytes:
    columns = [[_("Kroner"), "left"], *([each.name, "right"] for each in found)]
    data: dict[str, Any] = {
        "office": round_.office.name,
        "lead": f"{finding_of(found)}.",
        "made": _("Made %(when)s in Fordel.") % {"when": dates.moment(now())},
        "columns": columns,
        "tables": [
            {
                "heading": section.heading,
                "note": section.note,
                "rows": [[line.name, *line.values] for line in section.lines],
            }
            for section in sections_of(found)
        ],
        "figures": [
            {
                "heading": heading,
                "subtitle": subtitle,
                "svg": drawing.wide,
                "alt": f"{heading}. {subtitle}",
                "wide": wide,
            }
            for heading, subtitle, drawing, wide in _figures(found)
        ],
        "reports": {
            "heading": _("All needs reports"),
            "columns": [
                [_("No."), "right"],
                [_("Measure"), "left"],
                [_("Asked for"), "right"],
                *([str(each.scenario.number), "right"] for each in found),
            ],
            "rows": [
                [
                    str(row["number"]),
                    f"{row['title']}, {row['owner']}",
                    format_kroner(row["asked"]),
                    *map(format_kroner, row["amounts"]),
                ]
                for row in report_table(found)
            ]
            + [
                [str(number), f"{owner}: {_('closed to you')}", *["–" for _each in (None, *found)]]
                for number, owner in found[0].closed
            ],
        },
        "hashes": _hashes(found),
    }
    return render_pdf(TEMPLATE, data, title=_title(round_), language=get_language() or "nb")


def _hashes(found: Sequence[Alternative]) -> str:
    """What each scenario can be recognised and computed again by; nothing where reports are closed to the reader, who
    could find an amount by trying."""
    if found[0].closed:
        return ""
    return " ".join(
        _("Scenario %(number)s: the input's SHA-256 is %(hash)s.")
        % {"number": each.scenario.number, "hash": each.scenario.input_hash}
        for each in found
    )


def _slides(found: Sequence[Alternative], round_: Round) -> bytes:
    require_slides()
    from fordel.shared.documents.slides import Slides  # lazy: optional part

    deck = Slides(_title(round_), get_language() or "nb", round_.office.name)
    source = _("%(office)s. Fordel, %(when)s.") % {"office": round_.office.name, "when": dates.moment(now())}
    deck.opening(_title(round_), f"{finding_of(found)}.", source)
    figures = sections_of(found)[0]
    table = [["", *(each.name for each in found)], *([line.name, *line.values] for line in figures.lines)]
    notes = "\n".join(" · ".join(row) for row in table)
    for heading, subtitle, drawing, _wide in _figures(found):
        deck.picture(heading, subtitle, drawing.wide, f"{heading}. {subtitle}", notes)
    deck.table(figures.heading, table, notes)
    return deck.save()
