"""What an owner has sent, as the pages of a report show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition
from fordel.reports.models import NeedsReport
from fordel.reports.presentation.short_tables import share_table
from fordel.reports.selectors.reports import PartnerShare
from fordel.reports.selectors.sent_content import sent_content


def report_facts(
    report: NeedsReport, partners: Sequence[PartnerShare], form: FormDefinition | None, language: str
) -> dict[str, Any]:
    """What was reported, as every reader of the report's page sees it; the report comes from `report_from_url`."""
    content: dict[str, Any] | None = report.sent_content  # type: ignore[attr-defined]  # see report_from_url
    return {
        "report": report,
        "round": report.round,
        "partners": partners,
        "shares": share_table(report, partners),
        "participating": [name for _number, name in report.places],  # type: ignore[attr-defined]  # as above
        "yes_no_words": ",".join((_("Yes"), _("No"), _("not given"))),
        "sent": sent_content(form, content, language) if form is not None and content is not None else None,
    }
