"""How the lifecycle of an event meets its row, and the lock that every change of one and of its places takes."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.core.events.seats import why_not_fit
from fordel.core.lifecycle import EVENT
from fordel.events.models import Event
from fordel.events.selectors.places import kept_groups
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _not_now(event: Event, _verb: str) -> UserError:
    state = event.get_state_display()
    return UserError(
        _("This cannot be done while the event is: %(state)s.") % {"state": state}, _("Nothing was changed.")
    )


def _require_both_forms(event: Event, _facts: Facts) -> None:
    series = event.series
    if not all((series.title_nb, series.title_nn, series.text_nb, series.text_nn)):
        message = _("The series is not written in both forms of Norwegian.")
        raise UserError(message, _("Write its name and text in bokmål and nynorsk first."))
    if not series.audience:
        raise UserError(_("It does not say whom the series is for."), _("Choose it in the series first."))
    if not (event.venue or event.link):
        raise UserError(_("There is neither a venue nor a link."), _("Say where people meet first."))


def _require_not_begun(event: Event, _facts: Facts) -> None:
    if now() >= event.starts_at:
        raise UserError(_("The event has begun."), _("Nothing was changed."))


def _require_time_has_come(event: Event, _facts: Facts) -> None:
    if now() < event.ends_at:
        raise UserError(_("The event is not over yet."), _("Nothing was changed."))


def _require_in_time(event: Event, _facts: Facts) -> None:
    if now() >= event.closes_at:
        raise UserError(_("The last day to register has passed."), _("Choose a later last day first."))


def _require_reason(_event: Event, facts: Facts) -> None:
    if not facts.get("reason"):
        raise UserError(_("The reason is missing."), _("Write why. Those who registered read it."), "reason")


def _require_room(event: Event, facts: Facts) -> None:
    """The facts are the capacity, and how many places are taken."""
    capacity, taken = facts["capacity"], facts["taken"]
    kept = kept_groups(event)
    why = why_not_fit(capacity, kept, taken)
    if why == "taken":
        message = _("%(taken)s have a place or are offered one, so there cannot be room for only %(capacity)s.")
        fix = _("Choose a higher number, or let some of them cancel first.")
        raise UserError(message % {"taken": taken, "capacity": capacity}, fix, "capacity")
    if why == "kept":
        message = _("%(kept)s places are kept, so there cannot be room for only %(capacity)s.")
        fix = _("Choose a higher number, or keep fewer places first.")
        raise UserError(message % {"kept": sum(kept.values()), "capacity": capacity}, fix, "capacity")


def _require_answer_by(_event: Event, facts: Facts) -> None:
    """The facts are the new beginning, and the first instant that is too late to confirm again."""
    answer_by, field = facts["answer_by"], "confirm_last_day"
    if answer_by is None:
        message = _("The event gets another day or town, and people have registered.")
        raise UserError(message, _("Choose the last day for them to confirm that they still come."), field)
    if answer_by <= now():
        raise UserError(_("The last day to confirm has passed."), _("Choose a later day."), field)
    if answer_by > facts["starts_at"]:
        raise UserError(_("People could confirm after the event has begun."), _("Choose an earlier day."), field)


EVENTS: Final = Rules[Event](
    lifecycle=EVENT,
    place=lambda event: Place(event.office_id),
    roles=roles_at,
    refusal=_not_now,
    guards={
        "both_forms": _require_both_forms,
        "not_begun": _require_not_begun,
        "time_has_come": _require_time_has_come,
        "in_time": _require_in_time,
        "reason": _require_reason,
        "answer_by": _require_answer_by,
        "room": _require_room,
    },
)


def locked_event(event_id: int) -> Event:
    """The event, held until the transaction ends: the order in which it is granted is the order of its places. Raises
    Event.DoesNotExist."""
    rows = Event.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("office", "series").get(pk=event_id)
