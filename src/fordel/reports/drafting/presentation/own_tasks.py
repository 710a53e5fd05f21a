"""What an owner or a partner must do with reports, on the start page of its organisation."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.reports.drafting.selectors.own_list import OwnRow, own_reports
from fordel.reports.partners.selectors.answers import own_requests

_TITLES: Final = {
    "returned": gettext_lazy("Correct «%(title)s»"),
    "asked": gettext_lazy("Answer the question about «%(title)s»"),
    "declined": gettext_lazy("Change partners of «%(title)s»"),
    "draft": gettext_lazy("Write on with «%(title)s»"),
    "unsent": gettext_lazy("Send «%(title)s» again"),
}
_LONGEST: Final = 60  # characters of a report's title in a task


def tasks(visit: OwnVisit) -> list[Task]:
    """The reports that wait for an owner, the reporting that is open if it has no report, and the requests that wait
    for an answer."""
    own, requests = visit.asked(own_reports), visit.asked(own_requests)
    found = [_task(row) for row in own.rows if row.waits]
    if own.due and own.due.is_open and not any(row.year == own.due.year for row in own.rows):
        title = _("Report your needs for %(year)s") % {"year": own.due.year}
        found.append(
            Task(title, _("You have not begun."), reverse("own_needs:draft-new"), own.due.last_day, urgency=30)
        )
    if requests.waiting:
        title = ngettext(
            "Answer %(count)s request to take part", "Answer %(count)s requests to take part", requests.waiting
        )
        text = _("Somebody has named you in a measure. Read what they ask for, and confirm or decline.")
        found.append(Task(title % {"count": requests.waiting}, text, reverse("own_needs:requests"), None, urgency=20))
    return found


def _task(row: OwnRow) -> Task:
    title = Truncator(f"{row.number} {row.title}" if row.number else row.title).chars(_LONGEST)
    return Task(_TITLES[row.state] % {"title": title}, row.next, row.url, row.due, row.state_word, urgency=10)
