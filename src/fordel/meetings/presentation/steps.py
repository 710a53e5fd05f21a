"""What is said before a meeting starts, ends or is cancelled, before minutes are locked, and before something of it is
taken away."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.models import DateOption, Meeting, Paper
from fordel.meetings.plugs.hooks import remarks_before
from fordel.meetings.services.lock_meeting import MEETINGS
from fordel.parties.models import Person
from fordel.shared.dates import clock_time, long_date
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def start_step(meeting: Meeting, by: Person) -> Step:
    """Before it starts: cases that are missing, and what the forum wants read (open conflicts of interest)."""
    empty = [] if meeting.items.exists() else [Remark(_("There are no cases on the agenda."))]
    return Step(
        question=_("Start «%(title)s»?") % {"title": meeting.title},
        button=_("Start the meeting"),
        happens=_("The minutes begin now, those who were called can follow the meeting, and votes can be opened."),
        way_back=_("There is none. A meeting that has started can only be ended."),
        back=meeting_address(meeting),
        trail=_trail(meeting),
        remarks=[*empty, *remarks_before(meeting, "start")],
        is_danger=False,
        refusal=why_not(MEETINGS, meeting, "start", by),
    )


def end_step(meeting: Meeting, by: Person) -> Step:
    """Before it ends: the case that is open, and cases that nobody has opened."""
    return Step(
        question=_("End «%(title)s»?") % {"title": meeting.title},
        button=_("End the meeting"),
        happens=_("No case can be opened and no vote held any more. You can still write in the minutes."),
        way_back=_("There is none. What remains must be taken in a new meeting."),
        back=meeting_address(meeting),
        trail=_trail(meeting),
        remarks=[*_cases(meeting), *remarks_before(meeting, "end")],
        refusal=why_not(MEETINGS, meeting, "end", by),
    )


def cancel_step(meeting: Meeting, by: Person) -> Step:
    called = meeting.attendances.count()
    notified = ngettext(
        "%(count)s person gets a mail, and it goes out of their calendar.",
        "%(count)s people get a mail, and it goes out of their calendars.",
        called,
    )
    nobody = _("Nobody is called yet, so nobody gets a mail.")
    return Step(
        question=_("Cancel «%(title)s»?") % {"title": meeting.title},
        button=_("Cancel the meeting"),
        happens=notified % {"count": called} if called else nobody,
        way_back=_("There is none. Plan a new meeting if it is to be held after all."),
        back=meeting_address(meeting),
        trail=_trail(meeting),
        cancel=_("Keep it"),
        refusal=why_not(MEETINGS, meeting, "cancel", by),
    )


def approve_step(meeting: Meeting, by: Person) -> Step:
    return Step(
        question=_("Approve the minutes of «%(title)s»?") % {"title": meeting.title},
        button=_("Approve the minutes"),
        happens=_(
            "They are locked and kept as PDF. Nothing more can be written in them, and no paper added or removed."
        ),
        way_back=_("There is none. A mistake is corrected in the minutes of the next meeting."),
        back=meeting_address(meeting),
        trail=_trail(meeting),
        more=[Link(_("Read the minutes as PDF"), reverse("meetings:minutes-pdf", kwargs=_keys(meeting)))],
        is_danger=False,
        refusal=why_not(MEETINGS, meeting, "approve", by),
    )


def remove_paper_step(meeting: Meeting, paper: Paper) -> Step:
    return Step(
        question=_("Remove the paper «%(title)s»?") % {"title": paper.title},
        button=_("Remove the paper"),
        happens=_("Nobody who was called can open it any more."),
        way_back=_("You can add the file again if you have it."),
        back=f"{meeting_address(meeting)}#papers",
        trail=_trail(meeting),
    )


def withdraw_date_step(meeting: Meeting, option: DateOption | None) -> Step:
    """Before an offered time is taken back: how many have answered to it."""
    when = f"{long_date(option.starts_at)} {clock_time(option.starts_at)}" if option else ""
    answers = option.answers.count() if option else 0
    words = ngettext("%(count)s answer to it goes away too.", "%(count)s answers to it go away too.", answers) % {
        "count": answers
    }
    gone = UserError(_("That time is not offered any more."), _("Choose another."))
    return Step(
        question=_("Take back %(when)s?") % {"when": when} if option else _("Take back the time?"),
        button=_("Take back the time"),
        happens=f"{_('The time can no longer be chosen.')} {words if answers else ''}".strip(),
        way_back=_("You can offer the time again, but everybody must answer again."),
        back=f"{meeting_address(meeting)}#find-date",
        trail=_trail(meeting),
        hidden={"option": str(option.pk)} if option else {},
        refusal=None if option else gone,
    )


def _keys(meeting: Meeting) -> dict[str, object]:
    return {"office": meeting.office.slug, "meeting_id": meeting.pk}


def _trail(meeting: Meeting) -> Sequence[Link]:
    plan = reverse("meetings:plan", kwargs={"office": meeting.office.slug})
    return [Link(_("Meetings"), plan), Link(meeting.title, meeting_address(meeting))]


def _cases(meeting: Meeting) -> list[Remark]:
    """The case that is open, and those that nobody has opened, by number and title."""
    items = list(meeting.items.order_by("position"))
    untouched = [Link(f"{each.position} {each.title}") for each in items if each.opened_at is None]
    still = next((each for each in items if each.opened_at and not each.closed_at), None)
    words = ngettext("%(count)s case has not been opened:", "%(count)s cases have not been opened:", len(untouched)) % {
        "count": len(untouched)
    }
    open_case = _("Case %(number)s is open, and is closed with the meeting: %(title)s")
    found = [Remark(words, untouched)] if untouched else []
    return found + ([Remark(open_case % {"number": still.position, "title": still.title})] if still else [])
