"""Who plans and leads meetings, who reads about them, and who answers a call.

A member of the forum reads on the days when their seat runs, whatever day the meeting is: see
docs/decisions/0008-what-a-conflicted-member-sees.md.
"""

from fordel.parties.permissions import is_case_officer, reads_office, sits_today, works_at_office

leads_meetings = is_case_officer
reads_meetings = reads_office | sits_today
approves_minutes = works_at_office
answers_calls = is_case_officer | sits_today
