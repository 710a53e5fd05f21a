"""What people type about meetings, read into plain values, and the form of a meeting.

Each reader raises UserError that names the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.meetings.models import MeetingKind
from fordel.meetings.services.change_agenda import Case
from fordel.meetings.services.plan_meeting import MeetingPlan
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.fields import day_from_form, number_from_form
from fordel.shared.pages.forms import ChoiceField, LineField, PageForm, TextField

Typed = Mapping[str, str]
_LINK = URLValidator(schemes=["http", "https"])


def _text(typed: Typed, name: str, most: int) -> str:
    text = typed.get(name, "").strip()
    if len(text) > most:
        raise UserError(
            _("This is too long: %(length)s characters.") % {"length": len(text)},
            _("There is room for %(most)s.") % {"most": most},
            name,
        )
    return text


def day_from(typed: Typed, name: str = "date") -> date:
    day = day_from_form(typed.get(name, ""), name)
    if day is None:
        raise UserError(_("The day is missing."), _("Choose a day."), name)
    return day


def _clock(typed: Typed, name: str) -> time:
    text = typed.get(name, "").strip()
    try:
        found = time.fromisoformat(text.replace(".", ":"))
    except ValueError as error:
        message = _("«%(text)s» is not a time of day.") % {"text": text[:20]}
        raise UserError(message, _("Write it like 10.00."), name) from error
    return found.replace(tzinfo=None, second=0, microsecond=0)


def times_from(typed: Typed) -> tuple[datetime, datetime]:
    """`date`, `from` and `to`, in Oslo time."""
    day = day_from(typed)
    return (
        datetime.combine(day, _clock(typed, "from"), OSLO),
        datetime.combine(day, _clock(typed, "to"), OSLO),
    )


def plan_from(typed: Typed) -> MeetingPlan:
    """A plan; the times are left open where none of the three fields is filled in."""
    title, place = _text(typed, "title", 120), _text(typed, "place", 200)
    link = _text(typed, "link", 200)
    if link:
        try:
            _LINK(link)
        except ValidationError as error:
            message = _("«%(text)s» is not an address of a page.") % {"text": link[:40]}
            raise UserError(message, _("Copy the whole link, with https:// first."), "link") from error
    has_time = any(typed.get(name, "").strip() for name in ("date", "from", "to"))
    starts_at, ends_at = times_from(typed) if has_time else (None, None)
    return MeetingPlan(title, typed.get("kind", ""), starts_at, ends_at, place, link)


class MeetingForm(PageForm):
    """A meeting as it is planned or changed: `plan_from` reads what was sent."""

    title = LineField(gettext_lazy("What is it called?"))
    kind = ChoiceField(gettext_lazy("How do you meet?"), MeetingKind.choices, radio=True)
    place = LineField(gettext_lazy("Place"), hint=gettext_lazy("For a meeting in person"), may_be_empty=True)
    link = LineField(
        gettext_lazy("Link"), hint=gettext_lazy("To the meeting on Teams"), is_optional=True, inputmode="url"
    )

    def __init__(self, data: Any, initial: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="f-%s", initial=initial)
        self.fields["date"] = LineField(gettext_lazy("Date"), kind="date", may_be_empty=True)
        self.fields["from"] = LineField(gettext_lazy("From"), kind="time", may_be_empty=True)
        self.fields["to"] = LineField(gettext_lazy("To"), kind="time", may_be_empty=True)

    def plan(self) -> MeetingPlan:
        """Raises UserError for a day, a time or a link that cannot be read."""
        return plan_from(self.cleaned_data)


def case_from(typed: Typed) -> Case:
    minutes = number_from_form(typed.get("minutes"), most=9999) or 0
    return Case(_text(typed, "title", 160), _text(typed, "text", 10_000), minutes, typed.get("subject", "")[:40])


class CancelForm(PageForm):
    """Why a meeting is cancelled."""

    reason = TextField(gettext_lazy("Why"), is_optional=True, rows=3, maxlength=300)
