"""What is said of reports that are not ready, before a step that builds on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from fordel.programme.models import Round
from fordel.reports.models import ReportState
from fordel.reports.selectors.readiness import NotReady
from fordel.shared.pages.steps import Link, Remark


def remarks_on(reports: Sequence[NotReady], round_: Round) -> list[Remark]:
    """One sentence for each way of not being ready, with the reports by number and owner. No queries."""

    def those(words: Callable[[int], str], found: list[NotReady]) -> list[Remark]:
        return [Remark(words(len(found)) % {"count": len(found)}, [_link(each, round_) for each in found])]

    returned = [each for each in reports if each.state == ReportState.RETURNED]
    received = [each for each in reports if each.state == ReportState.SUBMITTED]
    gone = [each for each in reports if each.state in (ReportState.WITHDRAWN, ReportState.NOT_ELIGIBLE)]
    missing = [each for each in reports if each.missing]
    found: list[Remark] = []
    found += those(_returned, returned) if returned else []
    found += those(_gone, gone) if gone else []
    found += those(_missing, missing) if missing else []
    found += those(_received, received) if received else []
    return found


def _link(report: NotReady, round_: Round) -> Link:
    return Link(
        f"{report.number} {report.owner}", reverse("reports:report", kwargs={**round_.where, "number": report.number})
    )


def _returned(count: int) -> str:
    return ngettext(
        "%(count)s report is sent back to its owner and has not come in again:",
        "%(count)s reports are sent back to their owners and have not come in again:",
        count,
    )


def _gone(count: int) -> str:
    return ngettext(
        "%(count)s report is withdrawn or not eligible:", "%(count)s reports are withdrawn or not eligible:", count
    )


def _missing(count: int) -> str:
    return ngettext(
        "%(count)s report has something missing or wrong:", "%(count)s reports have something missing or wrong:", count
    )


def _received(count: int) -> str:
    return ngettext(
        "%(count)s report is received, but not marked as ready for the forum:",
        "%(count)s reports are received, but not marked as ready for the forum:",
        count,
    )
