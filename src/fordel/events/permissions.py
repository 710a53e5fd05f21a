"""Who runs an office's events, who reads that work, and who reads an event: everybody, once it is published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.events.models import PUBLIC_STATES
from fordel.parties.actors import Actor
from fordel.parties.permissions import is_case_officer, reads_office
from fordel.shared.access import Rule, Verdict

runs_events = is_case_officer
reads_event_work = reads_office


def _is_public(_actor: Actor, target: Any) -> Verdict:
    return Verdict(target.state in PUBLIC_STATES, _("This event is not published yet."))


is_public = Rule("is_public", _is_public)
reads_event = is_public | reads_event_work
