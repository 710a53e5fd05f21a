"""What is said before a partner is taken out of a report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.reports.models import DraftParty, PartyState, ReportDraft
from fordel.reports.presentation.addresses import part_address
from fordel.shared.pages.steps import Link, Step

KNOWS = (PartyState.ASKED, PartyState.CONFIRMED, PartyState.CHANGED)


def remove_party_step(draft: ReportDraft, party: DraftParty) -> Step:
    """Before a party is taken out: whether it is notified, and what it has said so far."""
    name = {"name": party.organisation.name}
    happens = _("%(name)s is no longer part of the report.") % name
    way_back = _("You can add %(name)s again.") % name
    if party.state in KNOWS:
        happens += " " + _("%(name)s gets a mail that says so.") % name
        way_back = _("You can add %(name)s again, but must then ask once more.") % name
    return Step(
        question=_("Take %(name)s out of the report?") % name,
        button=_("Take out"),
        happens=happens,
        way_back=way_back,
        back=f"{part_address(draft.pk)}#p{party.pk}",
        trail=[Link(_("Partners"), part_address(draft.pk))],
    )
