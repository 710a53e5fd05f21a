"""How a report came to be: what each field said before and after, and what differs between what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fordel.core.form.content import Content
from fordel.core.form.definition import FormDefinition, Kind
from fordel.core.form.draft import OWNER_SLOT
from fordel.core.money import format_kroner, format_signed_kroner
from fordel.core.word_difference import Piece, word_difference
from fordel.reports.partners.presentation.words import ChangeLine, question_label
from fordel.writing.documents.words import choices_of, in_language


@dataclass(frozen=True)
class Names:
    """What the keys of fields mean: the form, and slot -> name of owner and parties (also of those that are out)."""

    form: FormDefinition
    slots: Mapping[str, str]

    def label(self, key: str) -> str:
        """`What is the goal?`, `The whole need 2026`, or `Budget 2026: UiT, Carrying out`."""
        code, *rest = key.split(".")
        name = question_label(self.form, code)
        if len(rest) == 1:
            return f"{name} {rest[0]}"
        if len(rest) == 3:
            year, slot, kind = rest
            kinds = {each.code: in_language(each.label) for each in self.form.kinds_of_cost}
            who = self.slots.get(slot) or _("somebody who is out")
            return f"{name} {year}: {who}, {kinds.get(kind, kind)}"
        return name

    def value(self, key: str, value: Any) -> str:
        """The value as it is read: chosen labels, or the text as it was typed."""
        try:
            question = self.form.question(key.split(".", maxsplit=1)[0])
        except KeyError:
            return str(value or "")
        names = dict(choices_of(question)) if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO) else {}
        if isinstance(value, list):
            return ", ".join(names.get(str(each), str(each)) for each in value)
        return names.get(str(value), str(value or ""))

    def pieces(self, key: str, old: Any, new: Any) -> tuple[Piece, ...]:
        """The field before and after, word by word."""
        return tuple(word_difference(self.value(key, old), self.value(key, new)))


def content_changes(names: Names, before: Content, after: Content) -> list[ChangeLine]:
    """What differs between two reports that were sent: answers, money, parties and attachments, in this order."""
    found = []
    for code in [*after["answers"], *(each for each in before["answers"] if each not in after["answers"])]:
        old, new = before["answers"].get(code), after["answers"].get(code)
        if old != new:
            found.append(ChangeLine(names.label(code), "", names.pieces(code, old, new)))
    found += _amounts(names, before, after)
    for part, added, gone in (
        ("parties", _("%(name)s is added"), _("%(name)s is out")),
        ("attachments", _("Attachment added: %(name)s"), _("Attachment taken out: %(name)s")),
    ):
        old_names, new_names = ({_key(each): each["name"] for each in side[part]} for side in (before, after))
        found += [ChangeLine("", added % {"name": name}) for key, name in new_names.items() if key not in old_names]
        found += [ChangeLine("", gone % {"name": name}) for key, name in old_names.items() if key not in new_names]
    return found


def _key(each: Mapping[str, Any]) -> Any:
    return each.get("organisation") or each.get("id")


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


def names_for(form: FormDefinition, owner: str, slots: Mapping[str, str]) -> Names:
    return Names(form, {OWNER_SLOT: owner, **slots})
