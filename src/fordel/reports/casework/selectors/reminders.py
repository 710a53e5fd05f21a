"""Who is reminded of the deadline, when, and why: owners with an unsent draft, and those that reported last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Min

from fordel.core.alphabet import norwegian_key
from fordel.parties.models import Role, RoleAssignment
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import former_rounds
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import (
    DeadlineExtension,
    DeadlineReminder,
    NeedsReport,
    ReportDraft,
)
from fordel.shared.dates import last_day


@dataclass(frozen=True)
class Recipient:
    """An owner that is reminded. `why` is draft or last_year; `changed_at` when its drafts were last changed;
    `begun_at` when the first of them was begun (None: it is on the list from the start, as one that reported last
    year); `people` how many get the mail; `sent` the days before the deadline it was reminded on, with when."""

    owner_id: int
    name: str
    why: str
    changed_at: datetime | None
    begun_at: datetime | None
    drafts: int
    deadline: datetime
    people: int
    sent: tuple[tuple[int, datetime], ...]

    @property
    def last_day(self) -> date:
        """The last day that is in time."""
        return last_day(self.deadline)


def days_before(round_: Round) -> list[int]:
    """How many days before the deadline owners are reminded (scheme data), the earliest first."""
    return list(scheme_of(round_.scheme).reminder_days)


def recipients_of(round_: Round) -> list[Recipient]:
    """Every owner that has not sent what it may be expected to, by name. Six queries at most, whatever the number."""
    if round_.needs_deadline is None:
        return []
    drafts = _drafts(round_)
    last_year = _last_year(round_)
    has_sent = set(NeedsReport.objects.filter(round=round_).values_list("owner", flat=True))
    from_last_year = {pk: name for pk, name in last_year.items() if pk not in has_sent}
    owners = {pk: found.name for pk, found in drafts.items()} | from_last_year
    if not owners:
        return []
    until = dict(DeadlineExtension.objects.filter(round=round_, owner__in=owners).values_list("owner", "until"))
    people = _people(owners)
    sent: dict[int, list[tuple[int, datetime]]] = {}
    for owner, days, at in DeadlineReminder.objects.filter(round=round_, owner__in=owners).values_list(
        "owner", "days_before", "sent_at"
    ):
        sent.setdefault(owner, []).append((days, at))
    found = []
    for pk, name in owners.items():
        own = drafts.get(pk)
        begun_at = own.begun_at if own and pk not in from_last_year else None
        deadline = max(round_.needs_deadline, until.get(pk, round_.needs_deadline))
        reminded = tuple(sorted(sent.get(pk, []), key=lambda each: each[1]))
        why, count, changed_at = ("draft", own.number, own.changed_at) if own else ("last_year", 0, None)
        found.append(Recipient(pk, name, why, changed_at, begun_at, count, deadline, people.get(pk, 0), reminded))
    return sorted(found, key=lambda each: norwegian_key(each.name))


class _Drafts(NamedTuple):
    """The unsent drafts of an owner: when the first was begun, when one was last changed, how many they are."""

    name: str
    begun_at: datetime
    changed_at: datetime
    number: int


def _drafts(round_: Round) -> dict[int, _Drafts]:
    """By owner. The drafts of the office are left out."""
    rows = (
        ReportDraft.objects.filter(round=round_, report__isnull=True, discarded_at__isnull=True, by_office=False)
        .order_by()
        .values_list("owner", "owner__name")
        .annotate(begun_at=Min("document__created_at"), latest=Max("document__changed_at"), count=Count("pk"))
    )
    return {owner: _Drafts(name, begun_at, latest, count) for owner, name, begun_at, latest, count in rows}


def _last_year(round_: Round) -> dict[int, str]:
    """Owner -> name of those that had a report that counted in the year before."""
    before = NeedsReport.objects.counted().filter(round__in=former_rounds(round_))
    return dict(before.order_by().values_list("owner", "owner__name").distinct())


def _people(owners: dict[int, str]) -> dict[int, int]:
    found: dict[int, set[int]] = {}
    rows = RoleAssignment.objects.filter(organisation__in=owners, role=Role.OWNER, person__is_active=True)
    for organisation, person in rows.values_list("organisation", "person"):
        found.setdefault(organisation, set()).add(person)
    return {organisation: len(people) for organisation, people in found.items()}
