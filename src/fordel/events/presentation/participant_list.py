"""The columns of the list of participants: the page of the office, and its file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.events.models import Participant, PlaceState
from fordel.events.selectors.door import attendance_of
from fordel.shared.dates import clock_time
from fordel.shared.pages.columns import ListColumn, PageList


def _organisation(row: Participant) -> str:
    return row.organisation.name if row.organisation else str(row.get_audience_display())


def _state(row: Participant) -> str:
    state = str(row.get_state_display())
    return _("%(state)s, has not confirmed the new day") % {"state": state} if row.confirm_by else state


def _came(row: Participant) -> str:
    found = attendance_of(row)
    return clock_time(found.at) if found else ""


PARTICIPANTS: Final[PageList[Participant]] = PageList(
    (
        ListColumn("number", gettext_lazy("No."), lambda row: row.number, lambda row: row.number, is_numeric=True),
        ListColumn("name", gettext_lazy("Name"), lambda row: row.name, lambda row: row.name, is_heading=True),
        ListColumn("email", gettext_lazy("E-mail"), lambda row: row.email, lambda row: row.email),
        ListColumn("organisation", gettext_lazy("Organisation"), _organisation, _organisation),
        ListColumn("state", gettext_lazy("State"), _state, _state),
        ListColumn("came", gettext_lazy("Came"), _came, _came),
        ListColumn("access", gettext_lazy("Access needs"), lambda row: row.access, lambda row: row.access),
        ListColumn("food", gettext_lazy("Food"), lambda row: row.food, lambda row: row.food),
    )
)


def answers_of(rows: Iterable[Participant]) -> dict[str, int]:
    """How many have confirmed the new day of an event that has moved, and how many have not answered."""
    listed = list(rows)
    return {
        "confirmed": sum(each.confirmed_at is not None for each in listed),
        "asked": sum(each.confirm_by is not None for each in listed),
    }


def counts_of(rows: Iterable[Participant]) -> dict[str, int]:
    """How many have a place, are offered one, and wait."""
    states = [each.state for each in rows]
    return {code: states.count(code) for code in (PlaceState.SEATED, PlaceState.OFFERED, PlaceState.WAITING)}
