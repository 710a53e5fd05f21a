"""What is said before the members' prioritising is closed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.forum.models import Prioritising
from fordel.forum.voting.selectors.prioritising import finished
from fordel.programme.models import Round
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Remark, Step


def close_prioritising_step(round_: Round, found: Prioritising | None) -> Step:
    """Before it is closed: how many have not finished."""
    address = reverse("forum_work:prioritising", kwargs={**round_.where})
    return Step(
        question=_("Close the prioritising for %(year)s?") % {"year": round_.year},
        button=_("Close the prioritising"),
        happens=_("Nothing more can be given, and everybody sees what came of it."),
        way_back=_("There is none. It cannot be opened again."),
        back=address,
        trail=[Link(_("Prioritising"), address)],
        remarks=_unfinished(found) if found else [],
        refusal=_refusal(found),
    )


def _unfinished(found: Prioritising) -> list[Remark]:
    counted = finished(found)
    waiting = counted.members - counted.finished
    words = ngettext(
        "%(count)s of %(members)s seats that take part has not finished.",
        "%(count)s of %(members)s seats that take part have not finished.",
        waiting,
    )
    return [Remark(words % {"count": waiting, "members": counted.members})] if waiting else []


def _refusal(found: Prioritising | None) -> UserError | None:
    if found is None:
        return UserError(_("The prioritising is not open."), _("Look at the page again."))
    if found.closed_at is not None:
        return UserError(_("The prioritising is closed."), _("Nothing more can be given."))
    return None
