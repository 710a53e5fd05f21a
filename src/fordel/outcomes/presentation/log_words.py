"""How the log names outcome reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.outcomes.models import OutcomeReport
from fordel.shared.log_words import UNSAID, Details, Named, Subject, count, flag, kroner, until


def _outcomes(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = OutcomeReport.objects.filter(pk__in=ids).select_related("report", "round__office")
    return {
        each.pk: Named(
            f"{each.report.number} {each.report.title}",
            reverse("outcome_office:report", kwargs={**each.round.where, "outcome_id": each.pk}),
        )
        for each in rows
    }


LOG_SUBJECTS: Final = (Subject("outcomes.outcomereport", _("Outcome report"), _outcomes),)
LOG_DETAILS: Final[Details] = {
    "outcomes.report": {
        "used": kroner(_("Used")),
        "unused": kroner(_("Not used")),
        "sha256": UNSAID,
        "until": until(_("Last day")),
        "length": UNSAID,
        "days": count(_("Days before")),
        "from": UNSAID,
        "to": UNSAID,
    },
    "outcomes.part": {"organisation": UNSAID},
    "outcomes.message": {"is_question": flag(_("Question")), "length": UNSAID},
    "outcomes.attachment": {"attachment": UNSAID, "sha256": UNSAID, "size": UNSAID, "scan": UNSAID},
}
