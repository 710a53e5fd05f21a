"""How the lifecycle of an announcement meets its rows."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import ANNOUNCEMENT
from fordel.news.models import Announcement, AnnouncementState
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _refusal(announcement: Announcement, verb: str) -> UserError:
    state = AnnouncementState(announcement.state).label
    return UserError(
        _("The announcement is: %(state)s.") % {"state": state}, _("Open it again to see what can be done now.")
    )


def _both_forms(announcement: Announcement, facts: Facts) -> None:
    """Both forms of Norwegian are written, and somebody is to read them."""
    missing = {
        "title_nb": _("The heading in bokmål is missing."),
        "text_nb": _("The text in bokmål is missing."),
        "title_nn": _("The heading in nynorsk is missing."),
        "text_nn": _("The text in nynorsk is missing."),
    }
    for field, message in missing.items():
        if not getattr(announcement, field):
            raise UserError(message, _("Write it: readers get the form that they have chosen."), field)
    if not announcement.audience:
        raise UserError(_("Nobody is chosen to read it."), _("Choose whom it is for."), "audience")


ANNOUNCEMENTS: Final = Rules[Announcement](
    lifecycle=ANNOUNCEMENT,
    place=lambda announcement: Place(announcement.office_id),
    roles=roles_at,
    refusal=_refusal,
    guards={"both_forms": _both_forms},
)
