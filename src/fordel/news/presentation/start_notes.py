"""Announcements on start pages."""

from __future__ import annotations

from typing import Final

from fordel.guidance.models import Audience
from fordel.news.models import Announcement
from fordel.news.presentation.announcement_text import AnnouncementText
from fordel.news.selectors.announcements import MOST_ON_START, announcements_for, near
from fordel.news.selectors.counts import announcements_now
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.seats import why_no_seat
from fordel.parties.plugs.start_notes import StartNote
from fordel.programme.plugs.start_page import Visit

_PUBLIC: Final = frozenset({Audience.PUBLIC.value})
_FORUM: Final = _PUBLIC | {Audience.FORUM_MEMBER.value}


def notes_for(actor: Actor) -> list[StartNote]:
    """Those of the reader's office; for a partner and a reader of the whole country, those of every one. One query."""
    return [_note(each) for each in announcements_for(actor).filter(near(actor))[:MOST_ON_START]]


def notes_of_visit(visit: Visit) -> list[StartNote]:
    """Those of the office, as far as they are for the reader. No queries."""
    found = [each for each in announcements_now(visit.round) if _is_for(visit.actor, each)]
    return [_note(each) for each in found[:MOST_ON_START]]


def _is_for(actor: Actor, announcement: Announcement) -> bool:
    if not actor.is_in(Role.FORUM_MEMBER):
        return True
    mine = _PUBLIC if why_no_seat(actor) else _FORUM
    return bool(mine.intersection(announcement.audience))


def _note(announcement: Announcement) -> StartNote:
    text = AnnouncementText(announcement)
    return StartNote(text.title, text.url, text.day, text.language, announcement.is_pinned)
