"""Changes of a report in words: field names and values as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.reports.selectors.report_fields import ReportField, fields_of
from fordel.reports.selectors.snapshots import Change


class ShownChange(NamedTuple):
    """A field's name with its old and new value, as text."""

    name: str
    old: str
    new: str


def shown_changes(changes: Iterable[Change | Mapping[str, Any]], round_: Round) -> list[ShownChange]:
    """The changes of a report of the round for a table; kept changes (dictionaries) and fresh ones alike."""
    fields = {field.key: field for field in fields_of(round_.scheme)}
    found = []
    for change in changes:
        key, old, new = (change["key"], change["old"], change["new"]) if isinstance(change, Mapping) else change
        field = fields[key]
        found.append(ShownChange(str(field.name), _shown(field, old, round_.pk), _shown(field, new, round_.pk)))
    return found


def _shown(field: ReportField, value: Any, round_id: int) -> str:
    return _("not given") if value in (None, "", []) else field.words(value, round_id)
