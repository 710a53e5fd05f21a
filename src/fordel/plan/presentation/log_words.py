"""How the log names plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.plan.models import Plan
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, day

PLAN: Final = "plan.plan"


def _plans(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Plan.objects.filter(pk__in=ids).values_list("pk", "title", "office__slug")
    return {
        pk: Named(title, reverse("plan:plan", kwargs={"office": office, "plan_id": pk})) for pk, title, office in rows
    }


def _years(value: object) -> str:
    return "–".join(str(year) for year in value) if isinstance(value, list) else ""


LOG_SUBJECTS: Final = (Subject(PLAN, _("Long-term plan"), _plans),)
LOG_DETAILS: Final[Details] = {
    "plan.plan": {
        "years": Detail(_("Years"), _years),
        "adopted_on": day(_("Adopted")),
        "sha256": UNSAID,
        "by": Detail(_("Replaced by"), of=PLAN),
    },
    "plan.chapter": {"chapter": UNSAID},
    "plan.theme": {"theme": UNSAID},
    "plan.correction": {"correction": UNSAID, "sha256": UNSAID},
}
