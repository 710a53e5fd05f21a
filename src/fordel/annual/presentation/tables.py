"""The figures of a report as tables: the page, the spreadsheet and the PDF show the same ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fordel.annual.presentation.words import figure_name, figure_source, here, unit_words
from fordel.annual.selectors.reports import Written
from fordel.core.figures import KRONER
from fordel.insight.presentation.tables import Cell, Table


@dataclass(frozen=True)
class SectionView:
    """A section of a report as readers see it."""

    code: str
    title: str
    prompt: str
    comment: str
    tables: tuple[Table, ...]
    sources: str
    written: Written
    is_needed: bool


def sections_of(
    content: Mapping[str, Any], comments: Mapping[str, Written] | None = None, needed: Sequence[str] = ()
) -> list[SectionView]:
    """The sections in order. `comments` say who wrote last, and `needed` which comments cannot be left out."""
    return [
        SectionView(
            code=each["code"],
            title=here(each["title"]),
            prompt=here(each["prompt"]),
            comment=each["comment"],
            tables=tuple(_tables(each)),
            sources=_sources(each),
            written=(comments or {}).get(each["code"], Written()),
            is_needed=each["code"] in needed,
        )
        for each in content["sections"]
    ]


def _tables(section: Mapping[str, Any]) -> list[Table]:
    found = []
    if section["figures"]:
        found.append(_divided(section) if section["by"] else _plain(section))
    if section["signs"]:
        found.append(_signs(section))
    return found


def _caption(section: Mapping[str, Any]) -> str:
    return _("Figures: %(title)s") % {"title": here(section["title"])}


def _plain(section: Mapping[str, Any]) -> Table:
    """A row for each figure."""
    rows = tuple(
        (Cell(figure_name(each["code"])), Cell(each["value"]), Cell(unit_words(each["unit"])))
        for each in section["figures"]
    )
    return Table(_caption(section), ((_("Figure"), False), (_("Value"), True), (_("Unit"), False)), rows)


def _divided(section: Mapping[str, Any]) -> Table:
    """A row for each part, and the sum last."""
    figures = section["figures"]
    columns = tuple((_heading(each), True) for each in figures)
    names = {part["code"]: here(part["name"]) for each in figures for part in each["parts"]}
    values = [{part["code"]: part["value"] for part in each["parts"]} for each in figures]
    rows = tuple((Cell(names[code]), *(Cell(known.get(code)) for known in values)) for code in names)
    total = (Cell(_("Sum")), *(Cell(each["value"]) for each in figures))
    return Table(_caption(section), ((_first(section["by"]), False), *columns), rows, total)


def _heading(figure: Mapping[str, Any]) -> str:
    name = figure_name(figure["code"])
    return f"{name}, {unit_words(figure['unit'])}" if figure["unit"] == KRONER else name


def _first(by: str) -> str:
    return {"group": _("Target group"), "owner_kind": _("Kind of owner"), "sami": _("Sámi perspective")}[by]


def _signs(section: Mapping[str, Any]) -> Table:
    """How many owners said what of each sign."""
    signs = section["signs"]
    degrees = tuple((here(each["name"]), True) for each in signs[0]["degrees"])
    rows = []
    for sign in signs:
        counts = [each["reports"] for each in sign["degrees"]]
        name = f"{sign['code']}) {here(sign['name'])}"
        rows.append((Cell(name), *(Cell(count) for count in counts), Cell(sum(counts))))
    columns = ((_("Sign"), False), *degrees, (_("Answers"), True))
    return Table(_("Number of outcome reports by sign and degree"), columns, tuple(rows))


def _sources(section: Mapping[str, Any]) -> str:
    """`Outcome reports in Fordel: Used, Outcome reports. …`"""
    found: dict[str, list[str]] = {}
    for each in section["figures"]:
        found.setdefault(figure_source(each["code"]), []).append(figure_name(each["code"]))
    if section["signs"]:
        found.setdefault(_("Outcome reports in Fordel"), []).append(_("Signs"))
    return " ".join(f"{source}: {', '.join(names)}." for source, names in found.items())
