"""The chapters of a plan as a form of `core.form`: a part for each, with its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.safestring import SafeString

from fordel.core.form.definition import FormDefinition, Kind, Part, Question, Texts
from fordel.core.lifecycle import PLAN
from fordel.plan.models import Plan
from fordel.shared.rich_text import safe_html
from fordel.writing.models import Submission
from fordel.writing.selectors.comments import open_comments
from fordel.writing.selectors.fields import values_of
from fordel.writing.selectors.submissions import last_submission

MOST_CHARACTERS: Final = 60_000
MOST_CHAPTERS: Final = 30


def form_of_plan(plan: Plan) -> FormDefinition:
    """What is asked of the writers: the text of each chapter of the outline."""
    return form_of_outline(plan.outline)


def form_of_outline(outline: list[Mapping[str, Any]]) -> FormDefinition:
    """The same for an outline of an earlier version."""
    return FormDefinition(
        parts=tuple(_part(chapter) for chapter in outline),
        kinds_of_cost=(),
        rules={},
        owner_kinds=(),
        partner_kinds=(),
        reason_not_needed_for=(),
        partner_required=False,
        answer_required=False,
        years_most=1,
        amount_most=0,
        own_contribution_percent=0,
        limited_costs={},
        dates={},
        answer_days_after=0,
        mend_days_after=0,
        attachment_megabytes=0,
        attachments_most=0,
    )


def _part(chapter: Mapping[str, Any]) -> Part:
    title = _same(chapter["title"])
    text = Question(
        code=chapter["code"],
        kind=Kind.RICH,
        label=title,
        help=chapter.get("help") or _same(""),
        required=True,
        most=MOST_CHARACTERS,
        when={},
        choices=(),
        bound=False,
        rule="",
        structured=True,
    )
    return Part(chapter["code"], title, {}, (text,))


def _same(text: str) -> Texts:
    return {"nb": text, "nn": text, "en": text}


def chapters_kept(version: Submission) -> list[tuple[str, str, str]]:
    """(code, title, HTML) of each chapter of a version that was kept."""
    answers = version.content["answers"]
    return [(each["code"], each["title"], answers.get(each["code"], "")) for each in version.content["outline"]]


@dataclass(frozen=True)
class Chapter:
    """A chapter to read; `text` is safe HTML, '' if nothing is written. `comments` are those that are not settled, if
    they were asked for."""

    code: str
    title: str
    text: SafeString
    comments: int = 0


def chapters_of(plan: Plan) -> list[Chapter]:
    """The chapters as they are: what was put before the forum, or for a draft what is written now. One query."""
    if not PLAN.allows(plan.state, "change"):
        kept = last_submission(plan.pk)
        return [Chapter(*each[:2], safe_html(each[2])) for each in chapters_kept(kept)] if kept else []
    values = values_of(plan.pk)
    return [Chapter(each["code"], each["title"], safe_html(values.get(each["code"]) or "")) for each in plan.outline]


def with_comments(plan: Plan, chapters: Sequence[Chapter]) -> list[Chapter]:
    """The chapters, each with how many comments are not settled. One query."""
    counts = open_comments(plan.pk)
    return [replace(each, comments=counts.get(each.code, 0)) for each in chapters]
