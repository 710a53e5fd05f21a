"""The plan in hearing as everybody reads it: each chapter, and what was said of it once that is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingPoint, HearingState
from fordel.hearing.presentation.words import chapter_titles, who
from fordel.hearing.selectors.hearings import chapters_heard, points_of
from fordel.plan.models import PlanState
from fordel.plan.presentation.plan_page import plan_address
from fordel.shared.rich_text import safe_html


class Reader(Enum):
    """Who reads points: the office, whoever gave the input, or everybody. What the office writes is its own until the
    answers are sent."""

    OFFICE = "office"
    GIVER = "giver"
    PUBLIC = "public"


@dataclass(frozen=True)
class PointShown:
    """A point with what became of it. `text` is '' if it is kept from the reader; `changed` is the title of the chapter
    that was changed, and `changed_at` where it can be read, or ''."""

    number: int
    who: str
    chapter: str
    text: str
    outcome: str
    answer: str
    changed: str
    changed_at: str
    is_late: bool
    is_withheld: bool
    pk: int


@dataclass(frozen=True)
class ChapterShown:
    """A chapter as it was heard; `points` is empty until the input is answered and published."""

    code: str
    title: str
    text: SafeString
    points: list[PointShown]


def points_shown(hearing: Hearing, rows: Iterable[HearingPoint], reader: Reader = Reader.PUBLIC) -> list[PointShown]:
    """The points in words. No query beyond that of the rows."""
    titles = chapter_titles(hearing)
    is_public = hearing.plan.state in (PlanState.IN_FORCE, PlanState.REPLACED)
    plan = plan_address("plan", hearing.plan) if is_public or reader is Reader.OFFICE else ""
    return [_shown(hearing, each, titles, plan, reader) for each in rows]


def _shown(hearing: Hearing, point: HearingPoint, names: Mapping[str, str], plan: str, reader: Reader) -> PointShown:
    given = point.input
    answered = reader is Reader.OFFICE or hearing.state == HearingState.ANSWERED
    changed = point.changed_chapter if answered else ""
    hides = point.is_withheld and reader is Reader.PUBLIC
    return PointShown(
        number=given.number or 0,
        who=who(given, knows_name=reader is not Reader.PUBLIC),
        chapter=names.get(point.chapter, _("A chapter that was taken out")),
        text="" if hides else point.text,
        outcome=str(point.get_outcome_display()) if point.outcome and answered else "",
        answer=point.answer if answered else "",
        changed=names.get(changed, "") if changed else "",
        changed_at=f"{plan}#chapter-{changed}" if plan and changed else "",
        is_late=given.is_late,
        is_withheld=point.is_withheld,
        pk=point.pk,
    )


def chapters_shown(hearing: Hearing, *, with_points: bool) -> tuple[list[ChapterShown], list[PointShown]]:
    """The chapters, and the points about all of the plan. One query with the points, else none."""
    rows = list(points_of(hearing)) if with_points else []
    by_chapter: dict[str, list[PointShown]] = {}
    for row, shown in zip(rows, points_shown(hearing, rows), strict=True):
        by_chapter.setdefault(row.chapter, []).append(shown)
    found = [
        ChapterShown(each.code, each.title, safe_html(each.html), by_chapter.get(each.code, []))
        for each in chapters_heard(hearing)
    ]
    return found, by_chapter.get("", [])
