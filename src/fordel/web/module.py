"""The pages that belong to no other module, in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.forum.plugs.gatherings import GATHERINGS
from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.shared.modules import Module
from fordel.shared.plugs import answer
from fordel.web.selectors.gatherings import gatherings

ENTRIES: Final = (
    MenuEntry(_("National overview"), "home", {Role.NATIONAL_READER: 0, Role.AUDITOR: 0}, is_of_round=False),
    MenuEntry(_("Start"), "home", {Role.OWNER: 0, Role.PARTNER: 0}, is_of_round=False),
    MenuEntry(_("Start"), "start", {Role.CASE_OFFICER: 1, Role.APPROVER: 1, Role.FORUM_MEMBER: 1, Role.AUDITOR: 1}),
    MenuEntry(_("History"), "history", {Role.CASE_OFFICER: 95, Role.AUDITOR: 95}, is_of_office=True, is_aside=True),
)

MODULE: Final = Module(name="web", answers=(answer(MENU, *ENTRIES), answer(GATHERINGS, gatherings)))
