"""A member who does not stand behind the recommendation, and why."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.forum.models import Dissent, ForumMember
from fordel.forum.recommendation.services.write_recommendation import LONGEST, open_for_change, save_changed
from fordel.parties.models import Person
from fordel.shared.errors import UserError


@transaction.atomic
def note_dissent(
    recommendation_id: int, seen: int, seat_id: int, text: str, actor: Person, *, number: int = 0
) -> Dissent:
    """Keeps the words of the seat, about all of it or about the report of that number (then they are closed to who is
    not impartial in it); written again, they take the place of the earlier. Raises UserError."""
    found = open_for_change(recommendation_id, seen, actor)
    seat = ForumMember.objects.filter(pk=seat_id, office=found.office_id).first()
    if seat is None or not seat.votes:
        raise UserError(_("Choose who it is."), _("Observers have no vote, and so no dissent."), "seat")
    if not text.strip():
        raise UserError(_("Write what the member disagrees with, and why."), "", "dissent")
    measure = found.measures.filter(report__number=number).first() if number else None
    if number and measure is None:
        raise UserError(_("The report is not in the recommendation."), _("Choose one that is."), "about")
    dissent, _made = Dissent.objects.update_or_create(
        recommendation=found,
        member=seat,
        report_id=measure.report_id if measure else None,
        defaults={"text": text.strip()[:LONGEST]},
    )
    save_changed(found, actor, {"dissent": seat.pk, "length": len(dissent.text)})
    return dissent


@transaction.atomic
def remove_dissent(recommendation_id: int, seen: int, dissent_id: int, actor: Person) -> None:
    """The member stands behind it after all."""
    found = open_for_change(recommendation_id, seen, actor)
    found.dissents.filter(pk=dissent_id).delete()
    save_changed(found, actor, {"dissent_removed": dissent_id})
