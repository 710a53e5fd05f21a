"""What people type about meetings: the forms, and the readers that turn it into plain values.

Each reader raises UserError that names the field. The page of a meeting holds several forms: `offer_from` gives each
the choices of the page when it is drawn, so what was chosen is read as it was sent, and refused by the service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.meetings.models import MeetingKind, MeetingState
from fordel.meetings.plugs.hooks import SubjectGroup
from fordel.meetings.selectors.meeting_page import MeetingPage
from fordel.meetings.services.change_agenda import Case
from fordel.meetings.services.plan_meeting import MeetingPlan
from fordel.shared.clock import OSLO
from fordel.shared.dates import clock_time, long_date
from fordel.shared.errors import UserError
from fordel.shared.fields import (
    day_from_form,
    id_from_form,
    link_from_form,
    number_from_form,
    require_fits,
    time_from_form,
)
from fordel.shared.file_check import ACCEPTED
from fordel.shared.pages.forms import ChoiceField, FileField, LineField, PageForm, SentField, TextField

Typed = Mapping[str, str]
LONGEST_LINE: Final = 5_000


def _text(typed: Typed, name: str, most: int) -> str:
    text = typed.get(name, "").strip()
    require_fits(text, most, name)
    return text


def day_from(typed: Typed, name: str = "date") -> date:
    day = day_from_form(typed.get(name, ""), name)
    if day is None:
        raise UserError(_("The day is missing."), _("Choose a day."), name)
    return day


def _clock(typed: Typed, name: str) -> time:
    found = time_from_form(typed.get(name, ""), name)
    if found is None:
        raise UserError(_("The time of day is missing."), _("Write it like 10.00."), name)
    return found


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
    link = link_from_form(_text(typed, "link", 200), "link")
    has_time = any(typed.get(name, "").strip() for name in ("date", "from", "to"))
    starts_at, ends_at = times_from(typed) if has_time else (None, None)
    return MeetingPlan(title, typed.get("kind", ""), starts_at, ends_at, place, link)


class _TimesForm(PageForm):
    """A form with a day, and when on it something begins and ends."""

    may_be_open: ClassVar[bool] = False
    """Whether the time can be left open."""

    def __init__(self, data: Any, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="f-%s", initial=initial)
        is_open = self.may_be_open
        self.fields["date"] = LineField(gettext_lazy("Date"), kind="date", may_be_empty=is_open)
        self.fields["from"] = LineField(gettext_lazy("From"), kind="time", may_be_empty=is_open)
        self.fields["to"] = LineField(gettext_lazy("To"), kind="time", may_be_empty=is_open)


class MeetingForm(_TimesForm):
    """A meeting as it is planned or changed: `plan_from` reads what was sent."""

    may_be_open = True
    title = LineField(gettext_lazy("What is it called?"))
    kind = ChoiceField(gettext_lazy("How do you meet?"), MeetingKind.choices, radio=True)
    place = LineField(gettext_lazy("Place"), hint=gettext_lazy("For a meeting in person"), may_be_empty=True)
    link = LineField(
        gettext_lazy("Link"), hint=gettext_lazy("To the meeting on Teams"), is_optional=True, inputmode="url"
    )

    def plan(self) -> MeetingPlan:
        """Raises UserError for a day, a time or a link that cannot be read."""
        return plan_from(self.cleaned_data)


class CancelForm(PageForm):
    """Why a meeting is cancelled."""

    reason = TextField(gettext_lazy("Why"), is_optional=True, rows=3, maxlength=300)


class OnMeetingPage(PageForm):
    """A form on the page of a meeting."""

    def offer_from(self, page: MeetingPage, subjects: Sequence[SubjectGroup]) -> None:
        """Gives the form the choices of the page, and takes out fields that the page does not ask for."""

    def offer_subjects(self, subjects: Sequence[SubjectGroup]) -> None:
        """What a case or a paper can be about; without any the page does not ask."""
        choices: list[Any] = []
        for group, listed in subjects:
            choices += [(group, listed)] if group else listed
        self.offer("subject", choices)
        if not choices and not self.has_error("subject"):
            del self.fields["subject"]


class CaseForm(OnMeetingPage):
    """A case on the agenda."""

    title = LineField(gettext_lazy("What is the case called?"))
    text = TextField(gettext_lazy("What it is about"), is_optional=True, rows=3)
    minutes = LineField(gettext_lazy("How many minutes?"), inputmode="numeric", size="field-short", initial="15")
    subject = SentField(
        gettext_lazy("Concerns"),
        empty=gettext_lazy("Nothing in particular"),
        may_be_empty=True,
        hint=gettext_lazy("Those who are, or may be, not impartial in it do not get the case or its papers."),
    )

    def __init__(self, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="f-%s", initial=initial)

    def offer_from(self, page: MeetingPage, subjects: Sequence[SubjectGroup]) -> None:
        self.offer_subjects(subjects)

    def case(self) -> Case:
        """Raises UserError for a title or a text that is too long."""
        typed = self.cleaned_data
        minutes = number_from_form(typed["minutes"], most=9999) or 0
        return Case(_text(typed, "title", 160), _text(typed, "text", 10_000), minutes, typed.get("subject", ""))


class DateForm(_TimesForm, OnMeetingPage):
    """A time that is offered for a meeting."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)

    def times(self) -> tuple[datetime, datetime]:
        """When it begins and ends. Raises UserError for a day or a time that cannot be read."""
        return times_from(self.cleaned_data)


class ChosenDateForm(OnMeetingPage):
    """Which of the offered times it is, and how and where people meet."""

    option = SentField(gettext_lazy("Time"))
    kind = SentField(
        gettext_lazy("How do you meet?"), [each for each in MeetingKind.choices if each[0] != MeetingKind.TO_BE_SET]
    )
    place = LineField(
        gettext_lazy("Place"), hint=gettext_lazy("For a meeting in person"), may_be_empty=True, maxlength=200
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="f-%s")

    def offer_from(self, page: MeetingPage, subjects: Sequence[SubjectGroup]) -> None:
        begins = [(str(each.option.pk), each.option.starts_at) for each in page.dates]
        self.offer("option", [(pk, f"{long_date(at)} {clock_time(at)}") for pk, at in begins])
        self.initial["place"] = page.meeting.place

    @property
    def option_id(self) -> int:
        return id_from_form(self.cleaned_data["option"])

    @property
    def chosen_place(self) -> str:
        """Raises UserError for a place that is too long."""
        return _text(self.cleaned_data, "place", 200)


class _OfACase(OnMeetingPage):
    """What may belong to one of the cases."""

    @property
    def item_id(self) -> int:
        """The primary key that was chosen; 0 for none of the cases."""
        return id_from_form(self.cleaned_data["item"])


class LineForm(_OfACase):
    """A line of the minutes, and the case that it belongs to once the meeting is over."""

    text = TextField(gettext_lazy("Add to the minutes"), rows=2)
    item = SentField(gettext_lazy("Case"), empty=gettext_lazy("None"), may_be_empty=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="f-%s-line")

    def offer_from(self, page: MeetingPage, subjects: Sequence[SubjectGroup]) -> None:
        self.offer("item", _cases(page))
        if page.meeting.state != MeetingState.HELD and not self.has_error("item"):
            del self.fields["item"]

    def line(self) -> str:
        """Raises UserError for a text that is too long."""
        return _text(self.cleaned_data, "text", LONGEST_LINE)


class RewordForm(PageForm):
    """A line of the minutes in other words."""

    text = TextField(gettext_lazy("What the minutes should say"))

    def __init__(self, data: Any, text: str) -> None:
        super().__init__(data, auto_id="f-%s", initial={"text": text})

    def line(self) -> str:
        """Raises UserError for a text that is too long."""
        return _text(self.cleaned_data, "text", LONGEST_LINE)


class ActionForm(OnMeetingPage):
    """What is to be done, by whom and by when."""

    what = LineField(gettext_lazy("What"), maxlength=300)
    responsible = SentField(gettext_lazy("Who"), empty=gettext_lazy("Choose"))
    due = LineField(gettext_lazy("By"), kind="date", size="field-short")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="f-%s")

    def offer_from(self, page: MeetingPage, subjects: Sequence[SubjectGroup]) -> None:
        self.offer("responsible", [(str(each.person_id), each.person.name) for each in page.people])

    @property
    def what_is_to_be_done(self) -> str:
        """Raises UserError for a text that is too long."""
        return _text(self.cleaned_data, "what", 300)

    @property
    def responsible_id(self) -> int:
        return id_from_form(self.cleaned_data["responsible"])

    @property
    def day(self) -> date:
        """Raises UserError for a day that is missing or cannot be read."""
        return day_from(self.cleaned_data, "due")


class PaperForm(_OfACase):
    """A paper of the meeting or of one of its cases."""

    file = FileField(
        gettext_lazy("File"),
        hint=gettext_lazy("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text, at most 20 MB"),
        accept=ACCEPTED,
    )
    title = LineField(gettext_lazy("What it is called"), is_optional=True, maxlength=160)
    item = SentField(gettext_lazy("Case"), empty=gettext_lazy("The whole meeting"), may_be_empty=True)
    subject = SentField(gettext_lazy("Concerns"), empty=gettext_lazy("What the case concerns"), may_be_empty=True)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files=files, auto_id="f-paper-%s")

    def offer_from(self, page: MeetingPage, subjects: Sequence[SubjectGroup]) -> None:
        self.offer("item", _cases(page))
        self.offer_subjects(subjects)

    @property
    def paper_title(self) -> str:
        """Raises UserError for a title that is too long."""
        return _text(self.cleaned_data, "title", 160)


class ScreenForm(OnMeetingPage):
    """A text on the screen of the meeting; an empty one clears it."""

    heading = LineField(gettext_lazy("Heading"), may_be_empty=True, maxlength=160)
    text = TextField(gettext_lazy("Text"), may_be_empty=True, rows=3, maxlength=2000)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="f-screen-%s")

    def shown(self) -> dict[str, str]:
        """Raises UserError for a text that is too long."""
        found = {"heading": _text(self.cleaned_data, "heading", 160), "text": _text(self.cleaned_data, "text", 2000)}
        return {name: text for name, text in found.items() if text}


def _cases(page: MeetingPage) -> list[tuple[str, str]]:
    return [(str(case.item.pk), f"{case.item.position} {case.item.title}") for case in page.cases]
