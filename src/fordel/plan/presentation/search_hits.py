"""Plans and their themes in the search box."""

from __future__ import annotations

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import text_in
from fordel.parties.actors import Actor
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.plan.models import ChapterWords, Plan, PlanState, PlanTheme
from fordel.shared.search import rows_with_words, search_query

_PUBLIC = (PlanState.IN_FORCE, PlanState.REPLACED)


def plan_hits(actor: Actor, words: str) -> Found | None:
    """Plans in force and before, by their names. One query."""
    rows = Plan.objects.filter(state__in=_PUBLIC).select_related("office").defer("outline")
    if actor.office_id is not None:
        rows = rows.filter(office=actor.office_id)
    found = rows_with_words(rows, words, "title").order_by("-first_year", "-pk")[:MOST_HITS]
    return Found(
        _("Long-term plans"), [Hit(each.title, _url(each), f"{each.years} · {each.office.name}") for each in found]
    )


def chapter_hits(actor: Actor, words: str) -> Found | None:
    """Chapters of plans in force and before, by their titles and what they say; those of plans in force first. One
    query."""
    query = search_query(words)
    if query is None:
        return None
    rows = ChapterWords.objects.filter(plan__state__in=_PUBLIC, search=query).select_related("plan__office")
    if actor.office_id is not None:
        rows = rows.filter(plan__office=actor.office_id)
    best = rows.order_by("plan__state", SearchRank(F("search"), query).desc(), "pk").defer("search", "plan__outline")
    hits = [
        Hit(each.title, f"{_url(each.plan)}#chapter-{each.code}", _about(each.plan), each.plan.language)
        for each in best[:MOST_HITS]
    ]
    return Found(_("Chapters of the long-term plans"), hits)


def _about(plan: Plan) -> str:
    return f"{plan.title}, {plan.years} · {plan.office.name}"


def theme_hits(actor: Actor, words: str) -> Found | None:
    """Themes of the plans in force, by name and goal. One query."""
    rows: QuerySet[PlanTheme] = PlanTheme.objects.filter(plan__schemes__is_in_force=True).distinct()
    if actor.office_id is not None:
        rows = rows.filter(plan__office=actor.office_id)
    texts = [KT(f"{field}__{form}") for field in ("names", "goals") for form in ("nb", "nn")]
    named = {f"text_{number}": text for number, text in enumerate(texts)}
    found = rows_with_words(rows.select_related("plan__office").annotate(**named), words, *named)
    hits = [_theme(each) for each in found.order_by("plan", "position")[:MOST_HITS]]
    return Found(_("Themes"), hits)


def _theme(theme: PlanTheme) -> Hit:
    name = text_in(theme.names, get_language() or "nb")
    return Hit(name, _url(theme.plan), f"{theme.plan.years} · {theme.plan.office.name}")


def _url(plan: Plan) -> str:
    return reverse("plan:plan", kwargs={"office": plan.office.slug, "plan_id": plan.pk})
