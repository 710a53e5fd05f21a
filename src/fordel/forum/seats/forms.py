"""Reads what is written about a seat."""

from __future__ import annotations

from django.http import QueryDict

from fordel.forum.models import ForumMember
from fordel.forum.seats.services.keep_seat import SeatInput
from fordel.shared.fields import day_from_form, id_from_form


def read_seat(typed: QueryDict) -> SeatInput:
    """Raises UserError for a day that cannot be read."""
    return SeatInput(
        group=typed.get("group", ""),
        label=typed.get("label", ""),
        name=typed.get("name", ""),
        email=typed.get("email", ""),
        deputy_name=typed.get("deputy_name", ""),
        deputy_email=typed.get("deputy_email", ""),
        organisation=id_from_form(typed.get("organisation")),
        starts_on=day_from_form(typed.get("starts_on", ""), "starts_on"),
        ends_on=day_from_form(typed.get("ends_on", ""), "ends_on"),
    )


def written_of(seat: ForumMember) -> dict[str, str]:
    """What stands in the fields of a seat that is to be changed."""
    return {
        "group": seat.group.code,
        "label": seat.label,
        "name": seat.person.name,
        "email": seat.person.email,
        "deputy_name": seat.deputy.name if seat.deputy else "",
        "deputy_email": seat.deputy.email if seat.deputy else "",
        "organisation": str(seat.organisation_id or ""),
        "starts_on": seat.starts_on.isoformat(),
        "ends_on": seat.ends_on.isoformat() if seat.ends_on else "",
    }
