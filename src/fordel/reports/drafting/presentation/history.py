"""How a needs report came to be: its budget and parties beside what every document has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.core.form.content import Content
from fordel.core.form.definition import FormDefinition
from fordel.core.form.draft import OWNER_SLOT
from fordel.core.money import format_kroner, format_signed_kroner
from fordel.writing.documents.differences import ChangeLine, Names, answer_changes, file_changes, named_changes
from fordel.writing.documents.words import in_language


@dataclass(frozen=True)
class ReportNames(Names):
    """What the keys of fields mean: the form, and slot -> name of owner and parties (also of those that are out)."""

    slots: Mapping[str, str]

    def label(self, key: str) -> str:
        """`What is the goal?`, `The whole need 2026`, or `Budget 2026: UiT, Carrying out`."""
        _code, *rest = key.split(".")
        name = super().label(key)
        if len(rest) == 1:
            return f"{name} {rest[0]}"
        if len(rest) == 3:
            year, slot, kind = rest
            kinds = {each.code: in_language(each.label) for each in self.form.kinds_of_cost}
            who = self.slots.get(slot) or _("somebody who is out")
            return f"{name} {year}: {who}, {kinds.get(kind, kind)}"
        return name


def content_changes(names: Names, before: Content, after: Content) -> list[ChangeLine]:
    """What differs between two reports that were sent: answers, money, parties and attachments, in this order."""
    old, new = ({each["organisation"]: each["name"] for each in side["parties"]} for side in (before, after))
    parties = named_changes(old, new, _("%(name)s is added"), _("%(name)s is out"))
    return answer_changes(names, before, after) + _amounts(names, before, after) + parties + file_changes(before, after)


def _amounts(names: Names, before: Content, after: Content) -> list[ChangeLine]:
    """Need and own contribution by year, then each cell of the budget."""
    cells: list[tuple[str, int, int]] = []
    for code in ("need", "own"):
        for year in sorted({*before[code], *after[code]}):
            cells.append((f"{code}.{year}", before[code].get(year, 0), after[code].get(year, 0)))
    old, new = ({(c["year"], c["slot"], c["kind"]): c["amount"] for c in side["budget"]} for side in (before, after))
    for year, slot, kind in sorted({*old, *new}):
        cells.append((f"budget.{year}.{slot}.{kind}", old.get((year, slot, kind), 0), new.get((year, slot, kind), 0)))
    return [
        ChangeLine(
            names.label(key),
            _("%(label)s: %(old)s → %(new)s kroner (%(difference)s)")
            % {
                "label": names.label(key),
                "old": format_kroner(was),
                "new": format_kroner(is_now),
                "difference": format_signed_kroner(is_now - was),
            },
        )
        for key, was, is_now in cells
        if was != is_now
    ]


def names_for(form: FormDefinition, owner: str, slots: Mapping[str, str]) -> ReportNames:
    return ReportNames(form, {OWNER_SLOT: owner, **slots})
