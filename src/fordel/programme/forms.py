"""The forms of the set-up: frames, and deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.shared.pages.forms import DayField, KronerField, PageForm, TextField


class FramesForm(PageForm):
    """The frame of each line of a year: `lines` are codes and names, `key` tells the forms of two years apart."""

    def __init__(
        self, data: Any, key: int, lines: Sequence[tuple[str, str]], amounts: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(data, prefix=str(key))
        for code, name in lines:
            self.fields[code] = KronerField(name, initial=(amounts or {}).get(code))


class NoteForm(PageForm):
    """What is written beside the sum of a year that has been."""

    note = TextField(
        _("Note"), hint=_("Shown beside the sum wherever it is compared with another year."), rows=2, may_be_empty=True
    )

    def __init__(self, data: Any, key: int, note: str) -> None:
        super().__init__(data, auto_id=f"%s-{key}", initial={"note": note})


class DatesForm(PageForm):
    """The deadlines of a year."""

    needs_last_day = DayField(
        _("Last day for needs reports"),
        hint=_("Reports count when they are received by 23.59 that day."),
        may_be_empty=True,
    )
    recommendation_due = DayField(_("The forum's recommendation is due"), may_be_empty=True)
    report_due = DayField(_("Reports on goal attainment are due"), may_be_empty=True)
