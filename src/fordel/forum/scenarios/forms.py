"""Reads what is asked for on the distribution page, all of it in the address, and the forms of a saved scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.allocation import Line, split_reserve
from fordel.core.amounts import LARGEST
from fordel.core.money import format_kroner
from fordel.forum.computing.specification import (
    CRITERIA,
    LINE_RULES,
    SAMI,
    THEME,
    UNITS,
    Specification,
    demand_groups,
)
from fordel.forum.scenarios.selectors.hold_back import Purpose
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import groups_of
from fordel.shared.errors import UserError
from fordel.shared.fields import kroner_from_form, number_from_form
from fordel.shared.pages.forms import KronerField, PageForm, TextField

_PURPOSE: Final = "purpose-"


class AmountForm(PageForm):
    """What one report gets by hand, and why."""

    amount = KronerField(
        gettext_lazy("Amount by hand"),
        hint=gettext_lazy(
            "Whole kroner. It is kept when the scenario is computed again, and the others share what is left."
        ),
    )
    reason = TextField(
        gettext_lazy("Why"), hint=gettext_lazy("The forum and the owner can read it."), rows=3, maxlength=300
    )


class PurposesForm(PageForm):
    """What the money held back is for: kroner for each purpose of the scheme."""

    def __init__(self, data: Any, purposes: Sequence[Purpose], *, may_change: bool) -> None:
        super().__init__(data)
        locked = {} if may_change else {"readonly": "readonly"}
        for each in purposes:
            self.fields[f"{_PURPOSE}{each.key}"] = KronerField(each.name, size="", initial=each.amount, **locked)

    def amounts(self) -> dict[str, int]:
        """Kroner for each purpose that was sent, by its key."""
        sent = (name for name in self.fields if name in self.data)
        return {name.removeprefix(_PURPOSE): self.cleaned_data[name] for name in sent}


def read_specification(
    query: QueryDict, base: Specification, lines: Sequence[FrameLine], offered: Sequence[str]
) -> Specification:
    """`base` with what the query asks for; `offered` are the scheme's methods. Raises UserError that names the field.

    A new total to hold back is split over the lines in proportion to the frames, in whole 1 000 kroner; else the
    amounts per line count, and the total is their sum.
    """
    method = query.get("method", base.method)
    unit = query.get("unit", str(base.unit))
    rule = query.get("line_rule", base.line_rule)
    if method not in (*offered, base.method) or unit not in map(str, UNITS) or rule not in LINE_RULES:
        raise UserError(_("That choice is not known."), _("Choose again on the page."), "method")
    spec = replace(base, method=method, unit=int(unit), line_rule=rule, reserve=_reserve(query, base, lines))
    if "method" in query:
        spec = replace(spec, first=tuple(c for c in CRITERIA if c in query.getlist("first")))
    if "floor_percent" in query:
        spec = replace(spec, floor_percent=_percent(query.get("floor_percent", "")))
    spec = replace(spec, least=_least(query, spec.least, demand_groups(groups_of(lines[0].round_id))))
    if "wish-sami" in query:
        spec = replace(spec, wishes=_wishes(query))
    if query.get("both_on_first", "").strip():
        spec = replace(spec, both_on_first=kroner_from_form(query.get("both_on_first", ""), "both_on_first"))
    return spec


def _least(query: QueryDict, before: Mapping[str, int], groups: Sequence[str]) -> dict[str, int]:
    """Least number of reports by group; what is empty or 0 demands nothing, and what is not asked stays."""
    found = dict(before)
    for group in groups:
        field = f"least-{group}"
        if field not in query:
            continue
        text = query.get(field, "").strip()
        number = number_from_form(text, most=9999)
        if text and number is None:
            raise UserError(
                _("«%(text)s» is not a number of reports.") % {"text": text[:20]}, _("Write a whole number."), field
            )
        found.pop(group, None)
        if number:
            found[group] = number
    return found


def _wishes(query: QueryDict) -> dict[str, int]:
    """Kroner wished for the Sámi perspective, and for each theme that is named."""
    found = {SAMI: kroner_from_form(query.get("wish-sami", ""), "wish-sami")}
    for theme, text in zip(query.getlist("wish-theme"), query.getlist("wish-kroner"), strict=False):
        if theme:
            found[f"{THEME}{theme}"] = kroner_from_form(text, "wish-kroner")
    return {group: kroner for group, kroner in found.items() if kroner}


def without_field(query: QueryDict, field: str) -> QueryDict:
    """The query without the field that was typed wrong, so that the page keeps everything else that was asked for."""
    kinds = {"method": ("method", "unit", "line_rule")}
    copy = query.copy()
    for key in list(copy):
        if key in kinds.get(field, (field,)) or (field.startswith("reserve") and key.startswith("reserve")):
            copy.pop(key)
    return copy


def _percent(text: str) -> int:
    cleaned = text.strip().removesuffix("%").strip()
    percent = number_from_form(cleaned, most=100)
    if percent is None:
        raise UserError(
            _("The smallest useful part must be from 0 to 100 per cent."), _("Write a whole number."), "floor_percent"
        )
    return percent


def _reserve(query: QueryDict, base: Specification, lines: Sequence[FrameLine]) -> Mapping[str, int]:
    if "reserve" not in query and not any(f"reserve-{line.code}" in query for line in lines):
        return base.reserve
    total = kroner_from_form(query.get("reserve", ""), "reserve")
    before = query.get("reserve_before", "")
    per_line = {
        line.code: kroner_from_form(query.get(f"reserve-{line.code}", ""), f"reserve-{line.code}") for line in lines
    }
    frame = sum(line.amount for line in lines)
    if total > frame:
        raise _above(total, frame, "reserve")
    has_lines = any(f"reserve-{line.code}" in query for line in lines)
    if not has_lines or number_from_form(before, most=LARGEST) != total:
        return split_reserve(total, [Line(line.code, line.amount) for line in lines])
    for line in lines:
        if per_line[line.code] > line.amount:
            raise _above(per_line[line.code], line.amount, f"reserve-{line.code}")
    return per_line


def _above(held: int, frame: int, field: str) -> UserError:
    message = _("You hold back %(held)s kroner, but the frame is %(frame)s.") % {
        "held": format_kroner(held),
        "frame": format_kroner(frame),
    }
    return UserError(message, _("Hold back at most the whole frame."), field)
