"""Changes of a report in words: field names and values as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.core.needs_import.fields import Field
from fordel.programme.selectors.groups import group_name
from fordel.reports.presentation.tables import yes_no
from fordel.reports.presentation.words import FIELD_NAMES
from fordel.reports.selectors.snapshots import Change

_BY_KEY: Final = {
    "title": Field.TITLE,
    "target_group": Field.TARGET_GROUP,
    "amount": Field.AMOUNT,
    "theme": Field.THEME,
    "network": Field.NETWORK,
    "participating": Field.PARTICIPATING,
    "partners": Field.PARTNER,
    "sami": Field.SAMI,
    "duration": Field.DURATION,
    "employees": Field.EMPLOYEES,
    "children": Field.CHILDREN,
    "took_part": Field.TOOK_PART,
    "submitted": Field.SUBMITTED,
    "municipality": Field.MUNICIPALITY,
}


class ShownChange(NamedTuple):
    """A field's name with its old and new value, as text."""

    name: str
    old: str
    new: str


def shown_changes(changes: Iterable[Change | Mapping[str, Any]], round_id: int) -> list[ShownChange]:
    """The changes of a report of the round for a table; kept changes (dictionaries) and fresh ones alike."""
    found = []
    for change in changes:
        key, old, new = (change["key"], change["old"], change["new"]) if isinstance(change, Mapping) else change
        name = str(FIELD_NAMES[_BY_KEY[key]])
        found.append(ShownChange(name, _shown(key, old, round_id), _shown(key, new, round_id)))
    return found


def _shown(key: str, value: Any, round_id: int) -> str:
    if value in (None, "", []):
        return _("not given")
    if key == "target_group":
        return group_name(round_id, value)
    write = _WRITERS.get(key, str)
    return write(value)


def _partners(value: list[dict[str, Any]]) -> str:
    return "; ".join(f"{partner['name']} ({format_kroner(partner['amount'])})" for partner in value)


def _iso_day(value: str) -> str:
    return ".".join(reversed(value.split("-")))


_WRITERS: Final[dict[str, Callable[[Any], str]]] = {
    "amount": format_kroner,
    "sami": lambda value: yes_no(value) or "",
    "took_part": lambda value: yes_no(value) or "",
    "participating": ", ".join,
    "partners": _partners,
    "submitted": _iso_day,
}
