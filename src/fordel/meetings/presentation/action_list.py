"""The columns of what is to be done after the meetings of an office."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.meetings.models import ActionPoint
from fordel.shared.clock import today
from fordel.shared.dates import days_away, short_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList
from fordel.shared.pages.row_actions import BUTTON, RowActions

_COLUMNS = (
    ListColumn[ActionPoint]("what", gettext_lazy("What"), lambda action: action.text, is_heading=True),
    ListColumn[ActionPoint]("who", gettext_lazy("Who"), lambda action: action.responsible.name),
)


def action_table(actions: Iterable[ActionPoint], office: str, token: str, *, leads: bool) -> ListTable:
    """The actions. Whoever leads meetings gets a button for each that is open; `token` guards it against forgery."""
    this_day = today()

    def due(action: ActionPoint) -> SafeString | str:
        day = short_date(action.due)
        if action.done_at or action.due >= this_day:
            return day
        return format_html('<span class="down">{} ({})</span>', day, days_away(action.due))

    def meeting(action: ActionPoint) -> SafeString:
        address = reverse("meetings:meeting", kwargs={"office": office, "meeting_id": action.meeting_id})
        return format_html('<a href="{}">{}</a>', address, action.meeting.title)

    def state(action: ActionPoint) -> SafeString:
        if action.done_at:
            done = _("Done %(when)s") % {"when": short_date(action.done_at)}
            return format_html('<span class="tag success">{}</span>', done)
        if not leads:
            return format_html('<span class="tag">{}</span>', _("Not done"))
        address = reverse("meetings:action-done", kwargs={"office": office, "action_id": action.pk})
        return RowActions(token, looks=BUTTON).button(address, _("Done"), action.text)

    columns = (
        *_COLUMNS,
        ListColumn("due", gettext_lazy("By"), due, css="nowrap"),
        ListColumn("meeting", gettext_lazy("Meeting"), meeting),
        ListColumn("state", gettext_lazy("State"), state),
    )
    return PageList(columns).table(actions, _("What is to be done, by whom and by when"), css="wide-list")
