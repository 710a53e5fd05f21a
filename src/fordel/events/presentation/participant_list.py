"""The columns of the list of participants: the page of the office, and its file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.events.models import Participant, PlaceState
from fordel.shared.pages.columns import ListColumn, PageList


def _organisation(row: Participant) -> str:
    return row.organisation.name if row.organisation else str(row.get_audience_display())


def _state(row: Participant) -> str:
    return str(row.get_state_display())


PARTICIPANTS: Final[PageList[Participant]] = PageList(
    (
        ListColumn("number", _("No."), lambda row: row.number, lambda row: row.number, is_numeric=True),
        ListColumn("name", _("Name"), lambda row: row.name, lambda row: row.name, is_heading=True),
        ListColumn("email", _("E-mail"), lambda row: row.email, lambda row: row.email),
        ListColumn("organisation", _("Organisation"), _organisation, _organisation),
        ListColumn("state", _("State"), _state, _state),
        ListColumn("access", _("Access needs"), lambda row: row.access, lambda row: row.access),
        ListColumn("food", _("Food"), lambda row: row.food, lambda row: row.food),
    )
)


def counts_of(rows: Iterable[Participant]) -> dict[str, int]:
    """How many have a place, are offered one, and wait."""
    states = [each.state for each in rows]
    return {code: states.count(code) for code in (PlaceState.SEATED, PlaceState.OFFERED, PlaceState.WAITING)}
