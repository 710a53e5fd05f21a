"""Who may approve the minutes of a meeting: people at the office who have not prepared them."""

from __future__ import annotations

from fordel.core.two_hands import second_hand
from fordel.meetings.models import Meeting
from fordel.parties.permissions import OFFICE_STAFF
from fordel.parties.selectors.people import PersonRow, people_of_office
from fordel.shared.hands import hands_on


def who_may_approve(meeting: Meeting) -> list[PersonRow]:
    """The office's active case officers and approvers who have not written in the minutes or sent the draft, by name,
    each once. Two queries."""
    prepared = hands_on(meeting)
    people = people_of_office(meeting.office_id, OFFICE_STAFF)
    return list({row.id: row for row in people if second_hand(row.id, prepared)}.values())
