"""The columns of those who are in at a place, and of those who are invited."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.parties.models import Invitation, RoleAssignment
from fordel.shared.clock import now
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList
from fordel.shared.pages.row_actions import RowActions, side_by_side


def people_table(
    people: Iterable[RoleAssignment], reader_id: int, actions: RowActions | None, *, gives_signing: bool = False
) -> ListTable:
    """Those who are in; with `actions`, what can be done with each. The reader is marked. `gives_signing`: the reader
    decides who may sign."""

    def name(row: RoleAssignment) -> SafeString | str:
        if row.person_id != reader_id:
            return row.person.name
        return format_html('{} <span class="muted">({})</span>', row.person.name, _("you"))

    columns: list[ListColumn[RoleAssignment]] = [
        ListColumn("name", gettext_lazy("Name"), name, is_heading=True),
        ListColumn("email", gettext_lazy("E-mail"), lambda row: row.person.email),
        ListColumn("role", gettext_lazy("Role"), _role),
    ]
    if actions:
        columns.append(
            ListColumn(
                "change",
                gettext_lazy("Change"),
                lambda row: _with_person(row, actions, gives_signing=gives_signing),
                explains_itself=True,
            )
        )
    return PageList(tuple(columns)).table(people, _("People with access, administrators first"), css="stacked")


def invitation_table(invitations: Iterable[Invitation], actions: RowActions | None) -> ListTable:
    """The invitations that wait for an answer; with `actions`, what can be done with each."""
    at = now()

    def until(row: Invitation) -> SafeString | str:
        if row.expires_at > at:
            return short_date(row.expires_at)
        return format_html('<span class="tag warning">{}</span>', _("Too old"))

    columns: list[ListColumn[Invitation]] = [
        ListColumn("email", gettext_lazy("E-mail"), lambda row: row.email, is_heading=True),
        ListColumn("role", gettext_lazy("Role"), _role),
        ListColumn("sent", gettext_lazy("Sent"), _sent),
        ListColumn("until", gettext_lazy("Can be accepted until"), until),
    ]
    if actions:
        columns.append(
            ListColumn(
                "change", gettext_lazy("Change"), lambda row: _with_invitation(row, actions), explains_itself=True
            )
        )
    return PageList(tuple(columns)).table(invitations, _("Invitations, the oldest first"), css="stacked")


def _role(row: RoleAssignment | Invitation) -> SafeString | str:
    marks = [_("administrator")] if row.is_administrator else []
    if isinstance(row, RoleAssignment) and row.may_sign:
        marks.append(_("may sign"))
    tags = format_html_join("", ' <span class="tag info">{}</span>', ((mark,) for mark in marks))
    return format_html("{}{}", row.get_role_display(), tags)


def _sent(row: Invitation) -> str:
    day = short_date(row.sent_at)
    return f"{day}, {row.invited_by.name}" if row.invited_by else day


def _with_person(row: RoleAssignment, actions: RowActions, *, gives_signing: bool) -> SafeString:
    keys, name = {"assignment_id": row.pk}, row.person.name
    words, wanted = (_("Not administrator"), "0") if row.is_administrator else (_("Make administrator"), "1")
    signing: list[SafeString] = []
    if gives_signing:
        right, may = (_("May not sign"), "0") if row.may_sign else (_("May sign agreements"), "1")
        signing.append(actions.button(reverse("set-right-to-sign", kwargs=keys), right, name, {"may_sign": may}))
    return side_by_side(
        actions.button(reverse("set-administrator", kwargs=keys), words, name, {"is_administrator": wanted}),
        *signing,
        actions.link(reverse("remove-role", kwargs=keys), _("Remove"), name),
    )


def _with_invitation(row: Invitation, actions: RowActions) -> SafeString:
    keys = {"invitation_id": row.pk}
    return side_by_side(
        actions.button(reverse("resend-invitation", kwargs=keys), _("Send again"), row.email),
        actions.button(reverse("withdraw-invitation", kwargs=keys), _("Withdraw"), row.email),
    )
