"""Who may set up rounds and frames, and who may read them."""

from fordel.parties.permissions import is_case_officer, reads_office

may_set_up_round = is_case_officer
may_read_setup = reads_office
