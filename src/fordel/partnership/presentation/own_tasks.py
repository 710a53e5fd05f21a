"""The agreements that wait for a signature of an organisation, on its start page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.partnership.presentation.addresses import agreement_address
from fordel.partnership.selectors.agreements import waiting_for


def tasks(visit: OwnVisit) -> list[Task]:
    """Those that the other side has signed. One query."""
    organisation_id = visit.actor.organisation_id or 0
    found = []
    for each in waiting_for(organisation_id):
        pair = each.partnership
        other = pair.provider if pair.owner_id == organisation_id else pair.owner
        title = _("Sign the agreement with %(name)s") % {"name": other.name}
        text = _("They have signed it. Somebody with the right to sign does it for you.")
        found.append(Task(title, text, agreement_address(each), None, urgency=25))
    return found
