"""The filters of the list of reports that a person has kept, and those that everybody has."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from fordel.parties.selectors.people import PersonRow, people_of_office
from fordel.reports.models import ReportState, SavedView
from fordel.reports.selectors.report_list import ReportFilter

_DEFAULTS: Final = (
    (_("Mine"), ReportFilter(assigned="me")),
    (_("Waits for an answer"), ReportFilter(waits="owner")),
    (_("New answer"), ReportFilter(waits="office")),
    (_("Not assessed"), ReportFilter(state=ReportState.SUBMITTED.value)),
)


class ViewLink(NamedTuple):
    """A kept filter. `id` is None for one that everybody has."""

    id: int | None
    name: str
    query: str
    is_current: bool


def views_of(office_id: int, person_id: int, asked: ReportFilter) -> list[ViewLink]:
    """Those that everybody has, and then the person's own by name. One query."""
    now = urlencode(asked.as_query())
    found = [
        ViewLink(None, str(name), query, query == now)
        for name, preset in _DEFAULTS
        for query in [urlencode(preset.as_query())]
    ]
    own = (
        SavedView.objects.filter(office=office_id, person=person_id).order_by("name").values_list("pk", "name", "query")
    )
    return [*found, *(ViewLink(pk, name, query, query == now) for pk, name, query in own)]


def officers_of(office_id: int) -> list[PersonRow]:
    """The case officers of the office, each once, by name. One query."""
    return list({person.id: person for person in people_of_office(office_id)}.values())
