"""The agreements that wait for a signature of an organisation, on its start page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.partnership.selectors.agreements import unsigned_of


def tasks(visit: OwnVisit) -> list[Task]:
    """Those that the other side has signed. No queries."""
    text = _("They have signed it. Somebody with the right to sign does it for you.")
    return [
        Task(
            _("Sign the agreement with %(name)s") % {"name": each.other},
            text,
            reverse("agreements:agreement", kwargs={"agreement_id": each.id}),
            None,
            urgency=25,
        )
        for each in unsigned_of(visit)
    ]
