"""In which meeting a plan is dealt with, and adopted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.forum.adoption.selectors.plan_cases import PlanCase
from fordel.meetings.models import Meeting
from fordel.shared.pages.forms import KeyField, PageForm


class AgendaForm(PageForm):
    """The meeting that gets the plan on its agenda: set to the next one."""

    meeting = KeyField(_("The meeting that deals with the plan"), empty=_("Choose the meeting"))

    def __init__(self, data: Any, meetings: Sequence[Meeting]) -> None:
        super().__init__(data, initial={"meeting": str(meetings[0].pk) if meetings else ""})
        self.offer("meeting", [(str(each.pk), each.title) for each in meetings])


class AdoptForm(PageForm):
    """The meeting in which the forum adopted the plan: set to the latest that has dealt with it."""

    case = KeyField(_("The meeting in which the forum adopted the plan"), empty=_("Choose the meeting"))

    def __init__(self, data: Any, cases: Sequence[PlanCase]) -> None:
        super().__init__(data, initial={"case": str(cases[0].item.pk) if cases else ""})
        self.offer("case", [(str(each.item.pk), each.meeting.title) for each in cases])
