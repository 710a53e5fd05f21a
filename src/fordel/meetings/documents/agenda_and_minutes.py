"""Agenda and minutes as PDF/UA and PDF/A."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.meetings.documents.invitations import when_text, where_text
from fordel.meetings.models import Attendance, Meeting, MinuteLine
from fordel.meetings.selectors.meeting_page import Case, MeetingPage, page_of
from fordel.parties.actors import Actor
from fordel.shared.clock import OSLO
from fordel.shared.dates import clock_time, full_date, time_on
from fordel.shared.documents.pdf import render_pdf

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "meetings" / "document.typ"


def agenda_pdf(meeting: Meeting, actor: Actor) -> bytes:
    """The agenda as the actor may see it, in the language that is active."""
    page = page_of(meeting, actor)
    parts = [
        {
            "heading": _case_name(case),
            "note": _planned(case),
            "paragraphs": [] if case.is_closed_to_reader else _paragraphs(case.item.text),
            "lines": [],
            "items": [paper.title for paper in case.papers],
        }
        for case in page.cases
    ]
    return _render(page, _("Agenda"), _facts(meeting), parts)


def minutes_pdf(meeting: Meeting, actor: Actor | None = None) -> bytes:
    """The minutes; without an actor all of it, which is what is kept when they are approved."""
    page = page_of(meeting, actor)
    facts = _facts(meeting)
    if meeting.started_at and meeting.ended_at:
        day = meeting.started_at.astimezone(OSLO).date()
        held = _("%(from)s–%(to)s") % {"from": clock_time(meeting.started_at), "to": time_on(meeting.ended_at, day)}
        facts.append([_("Held"), held])
    if meeting.approved_at:
        facts.append([_("Approved"), full_date(meeting.approved_at)])
    parts = [_attendance(page)]
    before, after = _outside(page)
    parts += [_lines_part(_("Opening"), before)] if before else []
    for case in page.cases:
        lines = [[_time(each), each.text] for each in page.lines if each.item_id == case.item.pk]
        closed = [_("You are, or may be, not impartial in this case.")] if case.is_closed_to_reader else []
        not_dealt_with = [_("The case was not dealt with.")] if not case.item.opened_at and not closed else []
        parts.append(_lines_part(_case_name(case), lines) | {"paragraphs": closed or not_dealt_with})
    parts += [_lines_part(_("The end"), after)] if after else []
    title = _("Minutes") if meeting.approved_at else _("Draft of the minutes")
    return _render(page, title, facts, parts)


def _time(line: MinuteLine) -> str:
    """The time of day, with the date unless it is the day of the meeting."""
    started = line.meeting.started_at or line.at
    return time_on(line.at, started.astimezone(OSLO).date())


def _outside(page: MeetingPage) -> tuple[list[list[str]], list[list[str]]]:
    """The lines of no case: those before the first case was opened, and the rest."""
    opened = [case.item.opened_at for case in page.cases if case.item.opened_at]
    first = min(opened) if opened else None
    loose = [each for each in page.lines if each.item_id is None]
    before = [[_time(each), each.text] for each in loose if first is None or each.at < first]
    after = [[_time(each), each.text] for each in loose if first is not None and each.at >= first]
    return before, after


def _lines_part(heading: str, lines: list[list[str]]) -> dict[str, Any]:
    return {"heading": heading, "note": "", "paragraphs": [], "lines": lines, "items": []}


def _attendance(page: MeetingPage) -> dict[str, Any]:
    there = [_name(each) for each in page.people if each.arrived_at]
    absent = [_name(each) for each in page.people if not each.arrived_at]
    paragraphs = [
        _("Present: %(names)s.") % {"names": ", ".join(there)} if there else _("Nobody is noted as present."),
        _("Not present: %(names)s.") % {"names": ", ".join(absent)} if absent else "",
    ]
    return _lines_part(_("Who was there"), []) | {"paragraphs": [each for each in paragraphs if each]}


def _name(attendance: Attendance) -> str:
    return f"{attendance.person.name} ({attendance.seat})" if attendance.seat else attendance.person.name


def _case_name(case: Case) -> str:
    title = _("Closed to you") if case.is_closed_to_reader else case.item.title
    return _("Case %(number)s: %(title)s") % {"number": case.item.position, "title": title}


def _planned(case: Case) -> str:
    minutes = _("%(minutes)s minutes") % {"minutes": case.item.minutes}
    return f"{clock_time(case.planned_at)}, {minutes}" if case.planned_at else minutes


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


def _facts(meeting: Meeting) -> list[list[str]]:
    facts = [[_("When"), when_text(meeting)], [_("Where"), where_text(meeting)]]
    return [*facts, [_("Link"), meeting.link]] if meeting.link else facts


def _render(page: MeetingPage, title: str, facts: list[list[str]], parts: list[dict[str, Any]]) -> bytes:
    meeting = page.meeting
    actions = [[each.text, each.responsible.name, full_date(each.due)] for each in page.actions]
    data = {
        "office": meeting.office.name,
        "kind": title,
        "meeting": meeting.title,
        "facts": facts,
        "parts": parts,
        "loose": [paper.title for paper in page.papers],
        "papers_heading": _("Papers"),
        "actions": {
            "heading": _("What is to be done"),
            "columns": [[_("What"), "left"], [_("Who"), "left"], [_("By"), "left"]],
            "rows": actions,
        },
    }
    whole = f"{title} – {meeting.title}"
    return render_pdf(TEMPLATE, data, title=whole, language=get_language() or "nb")
