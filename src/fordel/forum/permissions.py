"""Who makes scenarios, and who sees them."""

from fordel.parties.permissions import is_case_officer, reads_office

may_make_scenarios = is_case_officer
may_read_scenarios = reads_office
