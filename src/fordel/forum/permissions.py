"""Who makes scenarios, who sees them, who keeps the list of members, and who acts as one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.permissions import OFFICE_STAFF, is_case_officer, reads_office
from fordel.reports.permissions import reads_as_member
from fordel.reports.plugs.member_view import member_view
from fordel.shared.access import Rule, Verdict


def _nothing_closed(actor: Actor, _target: Any) -> Verdict:
    """A receipt holds every report with its amount, so it is for those to whom nothing is closed."""
    reason = _("The receipt holds every amount, also of reports that you are, or may be, not impartial in.")
    return Verdict(not member_view(actor).closed, reason)


def _casts_ballots(actor: Actor, target: Any) -> Verdict:
    if actor.is_in(*OFFICE_STAFF):
        return Verdict(False, _("The county governor is the secretariat and cannot vote."))
    return reads_as_member(actor, target)


may_make_scenarios = is_case_officer
may_read_scenarios = reads_office
reads_distribution = reads_office | reads_as_member
reads_receipt = reads_office | (reads_as_member & Rule("nothing_closed", _nothing_closed))
keeps_members = is_case_officer
reads_members = reads_office | reads_as_member
acts_as_member = reads_as_member
casts_ballots = Rule("casts_ballots", _casts_ballots)
