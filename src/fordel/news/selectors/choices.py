"""The schemes and themes that news can be about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from fordel.core.form.definition import text_in
from fordel.guidance.selectors.article_form import scheme_names
from fordel.parties.models import Office
from fordel.plan.models import PlanTheme

Named = list[tuple[str, str]]


def schemes_to_choose() -> Named:
    """(code, name) of the schemes that run. One query."""
    language = get_language() or "nb"
    return [(code, text_in(dict(texts), language)) for code, texts in scheme_names()]


def themes_to_choose(office: Office) -> Named:
    """(code, name) of the themes of the office's plans in force, each once. One query."""
    language = get_language() or "nb"
    rows = PlanTheme.objects.filter(plan__office=office, plan__schemes__is_in_force=True).order_by("position", "pk")
    return list({code: (code, text_in(names, language)) for code, names in rows.values_list("code", "names")}.values())


def names_in(codes: Iterable[str], choices: Named) -> list[str]:
    """The names of the codes among the choices, in their order."""
    wanted = set(codes)
    return [name for code, name in choices if code in wanted]
