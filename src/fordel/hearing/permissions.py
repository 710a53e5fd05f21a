"""Who runs a hearing, who reads what is heard, and who gives input: everybody, from the instant it opens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.hearing.models import HearingInput, HearingState
from fordel.parties.actors import Actor
from fordel.parties.permissions import is_case_officer, reads_office
from fordel.shared.access import Rule, Verdict
from fordel.shared.clock import now

runs_hearings = is_case_officer
reads_hearing_work = reads_office


def _has_opened(actor: Actor, target: Any) -> Verdict:
    return Verdict(target.has_opened(now()), _("This hearing has not opened yet."))


def _writes_input(actor: Actor, target: HearingInput) -> Verdict:
    """Those who act for the organisation; a private person's is known by its address alone, and the view looks whether
    it was begun in the same browser."""
    if target.organisation_id is None or target.organisation_id == actor.organisation_id:
        return Verdict(True)
    return Verdict(False, _("This input belongs to another organisation. You can give your own input."))


def _reads_summary(actor: Actor, target: Any) -> Verdict:
    if target.state != HearingState.ANSWERED:
        return Verdict(False, _("The input is shown here once the county governor has answered it."))
    return Verdict(target.publishes_input, _("The input to this hearing is not published."))


has_opened = Rule("has_opened", _has_opened)
reads_hearing = has_opened | reads_hearing_work
writes_input = Rule("writes_input", _writes_input)
is_published = Rule("is_published", _reads_summary)
reads_summary = is_published | reads_hearing_work
