"""What everybody may know of an office: its schemes, plan, public days and sums, without what is decided too early."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Sum
from django.utils.translation import get_language

from fordel.decisions.selectors.outcome import DecidedSum, how_far
from fordel.guidance.models import Article
from fordel.guidance.selectors.articles import articles_for
from fordel.news.models import Announcement, FeedItem, ItemState
from fordel.news.selectors.announcements import announcements_for
from fordel.news.selectors.feeds import items_of
from fordel.parties.actors import VISITOR
from fordel.parties.models import Office
from fordel.plan.models import Plan, PlanState
from fordel.programme.models import FrameLine, Round
from fordel.programme.plugs.start_page import CalendarItem, Visit
from fordel.programme.presentation.days import days_of
from fordel.reports.models import COUNTED_STATES, NeedsReport
from fordel.shared.clock import now, today

MOST: Final = 5


@dataclass(frozen=True)
class PublicYear:
    """A year in sums (kroner). `groups` are (target group, sum asked for), and None until the deadline has passed;
    `decided` is None until it is decided."""

    round: Round
    lines: list[tuple[str, int]]
    groups: list[tuple[str, int]] | None
    decided: DecidedSum | None

    @property
    def frame(self) -> int:
        return sum(amount for _name, amount in self.lines)

    @property
    def asked(self) -> int:
        return sum(amount for _name, amount in self.groups or ())


def newest_rounds(office: Office) -> list[Round]:
    """The newest year of each scheme that the office runs, by scheme. One query."""
    rows = (
        Round.objects.filter(office=office, is_history=False)
        .select_related("scheme", "office")
        .defer("scheme__definition")
    )
    return list(rows.order_by("scheme_slug", "-year").distinct("scheme_slug"))


def public_years(rounds: list[Round]) -> list[PublicYear]:
    """Two queries, and one for each round."""
    language = get_language() or "nb"
    lines: dict[int, list[tuple[str, int]]] = {}
    for line in FrameLine.objects.filter(round__in=rounds).order_by("position"):
        lines.setdefault(line.round_id, []).append((line.name(language), line.amount))
    groups = _groups([each for each in rounds if each.needs_deadline and each.needs_deadline <= now()], language)
    return [PublicYear(each, lines.get(each.pk, []), groups.get(each.pk), how_far(each).decided) for each in rounds]


def _groups(rounds: list[Round], language: str) -> dict[int, list[tuple[str, int]]]:
    """What is asked for in each target group, of the rounds whose deadline has passed. One query."""
    name = f"target_group__name_{language if language in ('nb', 'nn') else 'en'}"
    rows: Any = NeedsReport.objects.filter(round__in=rounds, state__in=COUNTED_STATES)
    rows = rows.values_list("round", name).annotate(asked=Sum("amount"))
    found: dict[int, list[tuple[str, int]]] = {each.pk: [] for each in rounds}
    for round_id, group, asked in rows.order_by("target_group__position"):
        found[round_id].append((group, asked))
    return found


def public_days(rounds: list[Round]) -> list[tuple[CalendarItem, Round]]:
    """The deadlines that are still to come, the nearest first. No queries."""
    every = [(item, each) for each in rounds for item in days_of(Visit(VISITOR, each)) if item.day >= today()]
    return sorted(every, key=lambda pair: (pair[0].day, pair[1].scheme_slug))


def plans_in_force(office: Office) -> list[Plan]:
    """One query."""
    rows = Plan.objects.filter(office=office, state=PlanState.IN_FORCE).select_related("office")
    return list(rows.order_by("-first_year", "-pk"))


def public_articles(office: Office) -> list[Article]:
    """The newest that everybody may read. One query."""
    found = list(articles_for(VISITOR, office, {})[:MOST])
    for each in found:
        each.office = office
    return found


def public_news(office: Office) -> tuple[list[Announcement], list[FeedItem]]:
    """What the office announces to everybody, and the newest from others. Two queries."""
    return list(announcements_for(VISITOR, office)[:MOST]), list(items_of(office, ItemState.SHOWN)[:MOST])


def offices_in_use() -> list[Office]:
    """The offices that run a scheme, by region. One query."""
    return list(Office.objects.filter(rounds__is_history=False).distinct().order_by("region_name"))
