"""The chapters of a plan as a form of `core.form`: a part for each, with its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fordel.core.form.definition import FormDefinition, Kind, Part, Question, Texts
from fordel.plan.models import Plan
from fordel.writing.models import Submission

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
    )
    return Part(chapter["code"], title, {}, (text,))


def _same(text: str) -> Texts:
    return {"nb": text, "nn": text, "en": text}


def chapters_kept(version: Submission) -> list[tuple[str, str, str]]:
    """(code, title, HTML) of each chapter of a version that was kept."""
    answers = version.content["answers"]
    return [(each["code"], each["title"], answers.get(each["code"], "")) for each in version.content["outline"]]
