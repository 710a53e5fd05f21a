"""The forms of a seat in the forum, and of a conflict of interest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.forum.models import ForumMember
from fordel.forum.seats.services.keep_seat import SeatInput
from fordel.shared.pages.forms import ChoiceField, DayField, EmailField, KeyField, LineField, PageForm, TextField


class SeatForm(PageForm):
    """Who holds a seat and who is the deputy, for how long, and where the member works."""

    group = ChoiceField(_("Group"), empty=_("Choose"))
    label = LineField(
        _("What the seat is called"), hint=_("For example a union, or «Municipalities in Salten»"), maxlength=120
    )
    name = LineField(_("Name"), maxlength=120)
    email = EmailField(_("E-mail"))
    deputy_name = LineField(_("Name"), maxlength=120, may_be_empty=True)
    deputy_email = EmailField(_("E-mail"), may_be_empty=True)
    organisation = KeyField(
        _("Organisation"),
        empty=_("None"),
        is_optional=True,
        hint=_("Where the member works. Reports it owns or takes part in are closed to the seat until you decide."),
    )
    starts_on = DayField(_("First day"))
    ends_on = DayField(_("Last day"), is_optional=True)

    def __init__(
        self,
        data: Any,
        groups: Sequence[tuple[str, str]],
        organisations: Sequence[tuple[str, str]],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.offer("group", groups)
        self.offer("organisation", organisations)

    def seat(self) -> SeatInput:
        return SeatInput(**self.cleaned_data)


class DeclareForm(PageForm):
    """In which report a member may not be impartial, and why. `report` is its number."""

    report = KeyField(_("Report"), empty=_("Choose"))
    words = TextField(
        _("Why"),
        hint=_("For example that somebody close to you works there. The secretariat decides, and reads this."),
        rows=3,
    )

    def __init__(self, data: Any, reports: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        choices = [(str(number), f"{number} {title}") for number, title in reports]
        self.offer("report", choices)


class DecideForm(PageForm):
    """Why the secretariat finds somebody impartial, or not: one on the page for each conflict."""

    words = TextField(_("Reason"), rows=2)

    def __init__(self, data: Any, conflict_id: int) -> None:
        super().__init__(data, auto_id=f"%s-{conflict_id}")
        self.conflict_id = conflict_id


def written_of(seat: ForumMember) -> dict[str, str]:
    """The fields of a seat as it is."""
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
