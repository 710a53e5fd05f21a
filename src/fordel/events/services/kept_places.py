"""Places of an event that are kept for an organisation or an audience."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.events.models import Audience, Event, KeptPlaces
from fordel.events.selectors.places import taken_at
from fordel.events.services.event_rules import EVENTS, locked_event
from fordel.events.services.seating import settle
from fordel.parties.models import Person
from fordel.parties.selectors.organisations import chosen_organisation
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def keep_places(event_id: int, organisation_id: int, audience: str, count: int | None, by: Person) -> Event:
    """Keeps so many places for the organisation or the audience, whatever was kept for it before; none if the count is
    0. Raises UserError that names the field."""
    event = locked_event(event_id)
    if count is None:
        raise UserError(_("The number is missing."), _("Write how many places to keep; 0 keeps none."), "count")
    if bool(organisation_id) == bool(audience):
        raise UserError(_("Choose an organisation or an audience."), _("Choose one of the two."), "organisation")
    chosen_organisation(event.office, organisation_id)
    if audience and audience not in Audience.values:
        raise UserError(_("The audience is not known."), _("Choose among those on the list."), "audience")
    if count and event.kept_until is None:
        fix = _("Write the last day on which places are kept in «Change» first.")
        raise UserError(_("It is not said until when places are kept."), fix, "count")
    keys = {"organisation_id": organisation_id or None, "audience": audience}
    event.kept.filter(**keys).delete()
    if count:
        KeptPlaces.objects.create(event=event, count=count, **keys)
    _require_room(event, by)
    record("events.event.kept", actor=by, subject=event, office=event.office_id, details={"count": count})
    settle(event)
    return event


def _require_room(event: Event, by: Person) -> None:
    try:
        advance(EVENTS, event, "change", by, capacity=event.capacity, taken=taken_at(event))
    except UserError as error:
        raise UserError(error.message, error.fix, "count") from error
