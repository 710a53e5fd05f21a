"""A plan as PDF/UA and PDF/A, and for a word processor, in the language that it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.core.form.definition import text_in
from fordel.core.form.rich_text import structure
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.selectors.chapters import chapters_of
from fordel.plan.selectors.plans import group_names, scheme_choices, schemes_of
from fordel.shared.dates import full_date
from fordel.shared.documents.docx import Docx
from fordel.shared.documents.pdf import render_pdf
from fordel.writing.selectors.submissions import last_submission

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "plan" / "plan.typ"


@dataclass(frozen=True)
class PaperTheme:
    """A theme with its facts as (label, text). `sami` is its name in Sámi, or ''."""

    name: str
    sami: str
    goal: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class PlanPaper:
    """What both files say. `chapters` are (title, blocks of `core.form.rich_text.structure`)."""

    title: str
    facts: list[tuple[str, str]]
    chapters: list[tuple[str, list[dict[str, Any]]]]
    themes: list[PaperTheme]
    office: str
    language: str


def plan_pdf(plan: Plan) -> bytes:
    """The plan as it is now; what is locked gives the same file each time."""
    paper = _paper(plan)
    with override(plan.language):
        data = {
            "office": paper.office,
            "title": paper.title,
            "facts": paper.facts,
            "contents": _("Contents"),
            "notes": _("Footnotes"),
            "chapters": [{"title": title, "blocks": blocks} for title, blocks in paper.chapters],
            "themes_heading": _("Themes"),
            "themes": [
                {"name": each.name, "sami": each.sami, "goal": _lines(each.goal), "facts": each.facts}
                for each in paper.themes
            ],
        }
    title = f"{paper.title} – {paper.office}"
    return render_pdf(TEMPLATE, data, title=title, language=paper.language, created_at=plan.proposed_at)


def plan_docx(plan: Plan) -> bytes:
    """The same with headings, lists and a table of facts that a word processor knows as such."""
    paper = _paper(plan)
    file = Docx(paper.title, paper.language)
    file.heading(1, paper.title)
    with override(plan.language):
        file.table((_("About the plan"), ""), paper.facts)
        for title, blocks in paper.chapters:
            file.heading(2, title)
            file.blocks(blocks, notes=_("Footnotes"))
        file.heading(2, _("Themes"))
    for theme in paper.themes:
        file.heading(3, theme.name)
        if theme.sami:
            file.paragraph(theme.sami, language="se")
        for line in _lines(theme.goal):
            file.paragraph(line)
        for label, text in theme.facts:
            file.paragraph(f"{label}: {text}")
    return file.written(plan.proposed_at)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _paper(plan: Plan) -> PlanPaper:
    """Six queries."""
    schemes = schemes_of(plan, scheme_choices())
    kept = last_submission(plan.pk) if plan.proposed_at or plan.in_force_at else None
    with override(plan.language):
        names = ", ".join(text_in(each.name, plan.language) for each in schemes)
        facts = [(_("Years"), plan.years), (_("For"), names), (_("State"), plan.get_state_display())]
        if plan.adopted_on:
            adopted = full_date(plan.adopted_on)
            facts.append((_("Adopted"), f"{adopted}, {plan.adopted_by}" if plan.adopted_by else adopted))
        if kept is not None:
            facts.append((_("Checksum"), kept.sha256))
        groups = group_names(schemes, plan.language)
        themes = [_theme(plan, row, groups) for row in plan.themes.select_related("continues")]
    chapters = [(each.title, structure(each.text)) for each in chapters_of(plan)]
    return PlanPaper(plan.title, facts, chapters, themes, plan.office.name, plan.language)


def _theme(plan: Plan, row: PlanTheme, groups: dict[str, str]) -> PaperTheme:
    last = row.last_year or plan.last_year
    years = str(row.first_year) if row.first_year == last else f"{row.first_year}–{last}"
    facts = [
        (_("Signs"), text_in(row.signs, plan.language) if row.signs else ""),
        (_("For"), ", ".join(groups.get(code, code) for code in row.target_groups)),
        (_("Years"), years),
        (_("Continues"), row.continues.name(plan.language) if row.continues else ""),
    ]
    goal = text_in(row.goals, plan.language) if row.goals else ""
    return PaperTheme(row.name(plan.language), row.names.get("se", ""), goal, [each for each in facts if each[1]])
