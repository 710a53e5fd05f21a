"""The main menu of each role. It follows the year from left to right; work that is not built yet is absent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.needs.member_view import member_view
from fordel.parties.models import Role

if TYPE_CHECKING:
    from fordel.parties.actors import Actor
    from fordel.web.years import YearChoice


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool
    count: int | None = None


Entry = tuple[str, str, int | None]


def _office_entries(actor: Actor, choice: YearChoice) -> list[Entry]:
    where = choice.where
    start = (_("Start"), reverse("start", kwargs=where), None)
    reports = (_("Needs reports"), reverse("needs:reports", kwargs=where), choice.reports)
    status = (_("Status"), reverse("insight:status", kwargs=where), None)
    distribution = (_("Distribution"), reverse("forum:distribution", kwargs=where), choice.scenarios)
    forum = (_("Forum"), reverse("forum_people:members", args=[choice.office]), None)
    meetings = (_("Meetings"), reverse("meetings:plan", args=[choice.office]), None)
    recommendation = (_("Recommendation"), reverse("recommendation:recommendation", kwargs=where), None)
    decisions = (_("Decisions"), reverse("decisions:overview", kwargs=where), None)
    setup = (_("Setup"), reverse("programme:setup", kwargs=where), None)
    history = (_("History"), reverse("history", args=[choice.office]), None)
    year = [start, reports, status, distribution, forum, meetings, recommendation]
    menus: dict[str, list[Entry]] = {
        Role.CASE_OFFICER.value: [*year, decisions, setup],
        Role.APPROVER.value: [start, forum, meetings, recommendation, decisions, status],
        Role.FORUM_MEMBER.value: year if member_view(actor).has_seat else [start, status],
        Role.AUDITOR.value: [*year, decisions, setup, history],
    }
    return menus.get(actor.role, [])


def _other_entries(role: str, waiting: int = 0, requests: int | None = None) -> list[Entry]:
    """`requests` is how many requests to take part wait (None: there is nothing to confirm, ever)."""
    asked = (_("Confirm collaboration"), reverse("own_needs:requests"), requests)
    confirm: list[Entry] = [] if requests is None else [asked]
    own: list[Entry] = [
        (_("Start"), reverse("home"), None),
        (_("Needs reports"), reverse("own_needs:list"), waiting),
        *confirm,
        (_("Decisions"), reverse("letters:list"), None),
    ]
    partner: list[Entry] = [
        (_("Start"), reverse("home"), None),
        *confirm,
        (_("Our measures"), reverse("own_needs:list"), None),
        (_("Decisions"), reverse("letters:list"), None),
    ]
    national: list[Entry] = [(_("National overview"), reverse("home"), None)]
    return {
        Role.OWNER.value: own,
        Role.PARTNER.value: partner,
        Role.NATIONAL_READER.value: national,
        Role.AUDITOR.value: national,
    }.get(role, [])


def _as_in_menu(path: str, choice: YearChoice) -> str:
    """The address of the entry that a page of the forum's work in a round belongs to; other addresses as they are."""
    start = reverse("start", kwargs=choice.where)
    part = path.removeprefix(start).partition("/")[0] if path.startswith(start) else ""
    page = {"habilitet": "forum_people:members", "prioritering": "forum_people:members"}
    page |= {"avstemninger": "meetings:plan", "skjerm": "meetings:plan"}
    return reverse(page[part], args=[choice.office]) if part in page else path


def menu_for(
    actor: Actor, choice: YearChoice | None, path: str, waiting: int = 0, requests: int | None = None
) -> list[MenuItem]:
    """The entries of the actor's role, with the one that holds the current page marked. `waiting` is how many of an
    owner's reports wait for it, `requests` how many requests to take part do."""
    entries = _office_entries(actor, choice) if choice else _other_entries(actor.role, waiting, requests)
    if choice and actor.office_id is None:
        entries = [*_other_entries(actor.role), *entries]
    if choice:
        path = _as_in_menu(path, choice)
    matching = [url for _label, url, _count in entries if path.startswith(url)]
    current = max(matching, key=len, default="")
    return [MenuItem(label, url, url == current, count) for label, url, count in entries]
