"""Earlier reports that a new one can begin from, and what of a draft is still as it was brought along."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import codes_before
from fordel.reports.models import NeedsReport, ReportDraft, ReportState
from fordel.reports.selectors.submissions import REPORT
from fordel.writing.models import Submission
from fordel.writing.selectors.fields import untouched_keys


@dataclass(frozen=True)
class CopySource:
    """An earlier report of the owner. `years_left` are those of its duration from the new round's year on (empty where
    it has ended), `amounts` what was reported for them: (year, kroner), known for reports sent in the system."""

    report_id: int
    year: int
    number: int
    title: str
    amount: int
    years_left: tuple[int, ...]
    amounts: tuple[tuple[int, int], ...]

    @property
    def is_continuing(self) -> bool:
        return bool(self.years_left)


def sources_for(owner_id: int, round_: Round) -> list[CopySource]:
    """Those that continue first, then the newest year. Two queries whatever the number."""
    reports = (
        NeedsReport.objects.filter(
            owner=owner_id, round__year__lt=round_.year, round__scheme__code__in=codes_before(round_)
        )
        .exclude(state__in=(ReportState.WITHDRAWN, ReportState.NOT_ELIGIBLE))
        .order_by("-round__year", "number")
    )
    rows = list(reports.values_list("pk", "round__year", "number", "title", "amount", "duration_years"))
    needs = _needs_of([row[0] for row in rows])
    found = []
    for pk, year, number, title, amount, duration in rows:
        left = tuple(range(round_.year, year + (duration or 1)))
        known = needs.get(pk, {})
        amounts = tuple((each, known[str(each)]) for each in left if known.get(str(each)))
        found.append(CopySource(pk, year, number, title, amount, left, amounts))
    return sorted(found, key=lambda source: not source.is_continuing)


def _needs_of(report_ids: list[int]) -> dict[int, dict[str, int]]:
    rows = Submission.objects.filter(**{f"{REPORT}__in": report_ids}).order_by("sequence")
    return dict(rows.values_list(REPORT, "content__need"))


def copied_keys(draft: ReportDraft) -> set[str]:
    """The fields that stand as they were brought along: nobody has changed them since. One query, none for a draft
    that was begun empty."""
    if draft.copied_from_id is None:
        return set()
    return untouched_keys(draft.pk)


def copied_text(year: int) -> str:
    """Where a field was brought from, beside the field."""
    return _("Brought from the report for %(year)s") % {"year": year}
