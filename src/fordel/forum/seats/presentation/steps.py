"""What is said before the term of a seat is ended."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.forum.models import ForumMember
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Step
from fordel.shared.sentences import listed


def end_seat_step(seat: ForumMember) -> Step:
    """Before a term is ended: who loses access."""
    names = listed([person.name for person in (seat.person, seat.deputy) if person is not None])
    keys = {"office": seat.office.slug}
    page = reverse("forum_people:seat", kwargs={**keys, "seat_id": seat.pk})
    members = reverse("forum_people:members", kwargs=keys)
    gone = seat.ends_on is not None and seat.ends_on < today()
    return Step(
        question=_("End the term of %(label)s today?") % {"label": seat.label},
        button=_("End the term"),
        happens=_("%(names)s lose their access as forum members at once. What they have done stays.") % {"names": names}
        if seat.deputy
        else _("%(names)s loses the access as forum member at once. What they have done stays.") % {"names": names},
        way_back=_("You can add a new seat with the same people. Conflicts of interest must then be decided again."),
        back=page,
        trail=[Link(_("The collaboration forum"), members), Link(seat.label, page)],
        refusal=UserError(_("The term has ended already."), _("Look at the list again.")) if gone else None,
    )
