"""Who plans and leads meetings, who reads about them, and who answers a call.

A member of the forum reads on the days when their seat runs, whatever day the meeting is: see
docs/decisions/0008-what-a-conflicted-member-sees.md.
"""

from typing import Any

from fordel.meetings.plugs.hooks import why_no_seat
from fordel.parties.actors import Actor
from fordel.parties.permissions import is_case_officer, is_forum_member, reads_office, works_at_office
from fordel.shared.access import Rule, Verdict


def _sits_today(actor: Actor, target: Any) -> Verdict:
    first = is_forum_member(actor, target)
    if not first.allowed:
        return first
    reason = why_no_seat(actor)
    return Verdict(not reason, reason)


sits_today = Rule("sits_today", _sits_today)
leads_meetings = is_case_officer
reads_meetings = reads_office | sits_today
approves_minutes = works_at_office
answers_calls = is_case_officer | sits_today
