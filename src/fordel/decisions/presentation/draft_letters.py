"""The list of the letters that a proposal will become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.decisions.models import Award
from fordel.parties.models import Organisation
from fordel.shared.pages.columns import ListColumn, PageList


class DraftRow(NamedTuple):
    """An award, who gets a letter about it, and the keys of the round's addresses."""

    award: Award
    recipients: list[Organisation]
    where: Mapping[str, Any]


def _letters(row: DraftRow) -> SafeString:
    """A link for each recipient; the words for a screen reader say which report it is about."""
    about = _(", about report %(number)s") % {"number": row.award.report.number}
    keys = {**row.where, "award_id": row.award.pk}
    links = [
        (reverse("decisions:draft-letter", kwargs={**keys, "organisation_id": each.pk}), each.name)
        for each in row.recipients
    ]
    return format_html_join(
        SafeString("<br>"),
        '<a href="{}">{}<span class="ds-sr-only">{}</span></a>',
        ((address, name, about) for address, name in links),
    )


DRAFTS: Final[PageList[DraftRow]] = PageList(
    (
        ListColumn("number", gettext_lazy("No."), lambda row: row.award.report.number, is_numeric=True),
        ListColumn("title", gettext_lazy("Measure"), lambda row: row.award.report.title, is_heading=True),
        ListColumn("letters", gettext_lazy("Letters to"), _letters),
        ListColumn("amount", gettext_lazy("Kroner"), lambda row: format_kroner(row.award.amount), is_numeric=True),
    )
)
