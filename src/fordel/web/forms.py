"""The form in which somebody chooses the role that they act in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.parties.actors import Actor
from fordel.shared.pages.forms import KeyField, PageForm


class RoleForm(PageForm):
    """The roles of the person; the one that they act in now is chosen."""

    assignment = KeyField(gettext_lazy("Role"), radio=True)

    def __init__(self, data: Any, roles: Sequence[Actor], now: int | None) -> None:
        super().__init__(data, initial={"assignment": str(now or "")})
        choices = [(str(role.assignment_id), _words(role)) for role in roles]
        self.offer("assignment", choices)


def _words(role: Actor) -> SafeString:
    place = role.place_name or _("The whole country")
    what = [role.role_name, *([_("administrator")] if role.is_administrator else [])]
    return format_html("<b>{}</b><br>{}", place, ", ".join(map(str, what)))
