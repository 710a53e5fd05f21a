"""What was corrected in a plan, and where a slip can be."""

from __future__ import annotations

from django.http import Http404

from fordel.plan.models import CorrectionState, Plan, PlanCorrection


def corrections_of(plan: Plan, *states: CorrectionState) -> list[PlanCorrection]:
    """The plan's corrections in the states, the latest first. One query."""
    found = PlanCorrection.objects.filter(plan=plan, state__in=states)
    return list(found.select_related("plan__office", "written_by", "version"))


def correction_from_url(plan_id: int, office: str, correction_id: int, **_rest: object) -> PlanCorrection:
    """The correction of an address. Raises Http404."""
    found = PlanCorrection.objects.filter(pk=correction_id, plan=plan_id, plan__office__slug=office)
    correction = found.select_related("plan__office", "plan__document", "written_by").first()
    if correction is None:
        raise Http404
    return correction


def places_of(plan: Plan) -> dict[str, tuple[str, str]]:
    """Key -> (what it is about, kind: text, title, name or goal with a language) of every place. One query."""
    found: dict[str, tuple[str, str]] = {}
    for chapter in plan.outline:
        found[f"text:{chapter['code']}"] = (chapter["title"], "text")
        found[f"title:{chapter['code']}"] = (chapter["title"], "title")
    for theme in plan.themes.all():
        for kind, texts in (("name", theme.names), ("goal", theme.goals)):
            for language in texts:
                found[f"{kind}:{theme.code}:{language}"] = (theme.name(plan.language), f"{kind}_{language}")
    return found
