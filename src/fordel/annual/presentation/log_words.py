"""How the log names yearly reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.annual.models import AnnualReport
from fordel.shared.log_words import UNSAID, Details, Named, Subject, count


def _reports(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = AnnualReport.objects.filter(pk__in=ids).select_related("round__office")
    return {
        each.pk: Named(
            _("Annual report %(year)s, version %(version)s") % {"year": each.round.year, "version": each.version},
            reverse("annual:report", kwargs={"annual_id": each.pk})
            if each.is_sent
            else reverse("annual_office:report", kwargs={**each.round.where}),
        )
        for each in rows
    }


LOG_SUBJECTS: Final = (Subject("annual.annualreport", gettext_lazy("Annual report"), _reports),)
LOG_DETAILS: Final[Details] = {
    "annual.report": {
        "version": count(gettext_lazy("Version")),
        "section": UNSAID,
        "length": UNSAID,
        "place": count(gettext_lazy("Signature number")),
        "sha256": UNSAID,
        "days": count(gettext_lazy("Days before")),
    },
}
