"""The columns of the forum's seats."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.forum.models import ForumMember
from fordel.shared.dates import full_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList


def _term(seat: ForumMember) -> str:
    first = full_date(seat.starts_on)
    return f"{first} – {full_date(seat.ends_on)}" if seat.ends_on else first


_COLUMNS = (
    ListColumn[ForumMember]("label", gettext_lazy("Seat"), lambda seat: seat.label, is_heading=True),
    ListColumn[ForumMember]("group", gettext_lazy("Group"), lambda seat: seat.group.name),
    ListColumn[ForumMember]("person", gettext_lazy("Member"), lambda seat: seat.person.name),
    ListColumn[ForumMember]("deputy", gettext_lazy("Deputy"), lambda seat: seat.deputy.name if seat.deputy else "–"),
    ListColumn[ForumMember](
        "organisation", gettext_lazy("Organisation"), lambda seat: seat.organisation.name if seat.organisation else "–"
    ),
    ListColumn[ForumMember]("term", gettext_lazy("Term"), _term, css="nowrap"),
)
_CLOSED = ListColumn[ForumMember](
    "closed",
    gettext_lazy("Closed reports"),
    lambda seat: getattr(seat, "closed_count", 0),  # as `seats` counted them
    is_numeric=True,
)


def seat_table(seats: Sequence[ForumMember], office: str, *, is_member: bool, may_keep: bool) -> ListTable:
    """The seats as the reader may see them, with a link to change each for those who keep them."""

    def change(seat: ForumMember) -> SafeString:
        address = reverse("forum_people:seat", kwargs={"office": office, "seat_id": seat.pk})
        return format_html('<a href="{}">{}<span class="ds-sr-only"> {}</span></a>', address, _("Change"), seat.label)

    columns = [*_COLUMNS]
    if not is_member:
        columns.append(_CLOSED)
    if may_keep:
        columns.append(ListColumn("change", gettext_lazy("Change"), change))
    return PageList(tuple(columns)).table(seats, _("Seats in the forum, by group"), css="")
