"""Who plans and leads meetings, who reads about them, and who answers a call."""

from fordel.parties.permissions import is_case_officer, is_forum_member, reads_office, works_at_office

leads_meetings = is_case_officer
reads_meetings = reads_office | is_forum_member
approves_minutes = works_at_office
answers_calls = is_case_officer | is_forum_member
