"""Meetings in the search box."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.meetings.models import Meeting
from fordel.meetings.permissions import reads_meetings
from fordel.parties.actors import Actor
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.shared.clock import OSLO
from fordel.shared.dates import full_date
from fordel.shared.search import rows_with_words


def meeting_hits(actor: Actor, words: str) -> Found | None:
    """By title and place alone: what is on an agenda may be closed to a member. One query, and those of the seat."""
    if not reads_meetings(actor).allowed:
        return None
    rows = Meeting.objects.select_related("office")
    if actor.office_id is not None:
        rows = rows.filter(office=actor.office_id)
    found = rows_with_words(rows, words, "title", "place").order_by("-starts_at", "-pk")[:MOST_HITS]
    return Found(gettext_lazy("Meetings"), [_hit(each) for each in found])


def _hit(meeting: Meeting) -> Hit:
    url = reverse("meetings:meeting", kwargs={"office": meeting.office.slug, "meeting_id": meeting.pk})
    return Hit(meeting.title, url, full_date(meeting.starts_at.astimezone(OSLO)) if meeting.starts_at else _("No day"))
