"""The outcome reports that wait for an organisation, on its start page."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from fordel.outcomes.selectors.own_counts import Waiting, waiting_of
from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.shared.dates import last_day

_LONGEST: Final = 60  # characters of a title in a task


def tasks(visit: OwnVisit) -> list[Task]:
    """Reports to write or to correct, parts to answer, and questions to answer. No queries."""
    return [_task(each) for each in waiting_of(visit)]


def _task(waiting: Waiting) -> Task:
    title = {"title": Truncator(waiting.title).chars(_LONGEST)}
    address = reverse("outcomes:report", kwargs={"outcome_id": waiting.id})
    if waiting.what == "returned":
        text = _("The county governor has returned it.")
        return Task(_("Correct the report on «%(title)s»") % title, text, address, last_day(waiting.closes), urgency=10)
    if waiting.what == "part":
        text = _("You have a part of your own, which only you write.")
        day = last_day(waiting.closes)
        return Task(_("Say what came of «%(title)s»") % title, text, address, day, urgency=25)
    if waiting.what == "asked":
        text = _("The county governor has asked you something.")
        return Task(_("Answer about «%(title)s»") % title, text, address, last_day(waiting.closes), urgency=12)
    text = _("What we know is filled in already.")
    day = last_day(waiting.closes)
    return Task(_("Report what came of «%(title)s»") % title, text, address, day, urgency=20)
