"""Who reads a notification."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.notices.models import Notification
from fordel.parties.actors import Actor
from fordel.shared.access import Rule, Verdict, signed_in


def _is_own(actor: Actor, target: Notification) -> Verdict:
    return Verdict(actor.person_id == target.person_id, _("This is a notification to somebody else."))


reads_own_notification: Final = signed_in & Rule("reads_own_notification", _is_own)
