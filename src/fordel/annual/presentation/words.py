"""Figures, states and days of yearly reports in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport
from fordel.core.annual.layout import OF_YEAR, Layout
from fordel.core.figures import KRONER
from fordel.core.form.definition import text_in
from fordel.insight.presentation.catalogue import name_of, source_of
from fordel.parties.selectors.language import language_of_page
from fordel.shared.clock import today
from fordel.shared.dates import full_date


def figure_name(code: str) -> str:
    """What the catalogue calls the figure."""
    return _of_year()[code][0] if code in OF_YEAR else name_of(code)


def figure_source(code: str) -> str:
    """Where the figure comes from."""
    return _of_year()[code][1] if code in OF_YEAR else source_of(code)


def _of_year() -> Mapping[str, tuple[str, str]]:
    return {
        "frame": (_("Frame"), _("The setup of the year in Fordel")),
        "held_back": (_("Held back"), _("The decision of the county governor")),
    }


def unit_words(unit: str) -> str:
    return _("kroner") if unit == KRONER else _("in number")


def here(texts: Mapping[str, str]) -> str:
    """The text in the reader's language."""
    return text_in(texts, language_of_page())


def title_of(content: Mapping[str, Any]) -> str:
    """`Annual report to Udir 2026, Kollektiv kompetanseutvikling`."""
    words = {"year": content["year"], "scheme": here(content["scheme"]["name"])}
    return _("Annual report to Udir %(year)s, %(scheme)s") % words


def state_words(report: AnnualReport | None, layout: Layout) -> str:
    """Where the report is, in a sentence, with the last day as long as it is not sent."""
    days = {"opens": full_date(layout.opens), "last": full_date(layout.last_day)}
    if report is not None and report.sent_at is not None:
        words = {"day": full_date(report.sent_at), "version": report.version}
        if report.version > 1:
            return _("Version %(version)s was sent to Udir on %(day)s. It replaces the one before.") % words
        return _("It was sent to Udir on %(day)s.") % words
    if today() < layout.opens:
        return _("It opens on %(opens)s and is sent by %(last)s. Until then you see the figures as they are.") % days
    if today() > layout.last_day and (report is None or report.version == 1):
        return _("It is late: the last day was %(last)s.") % days
    if report is not None and report.version > 1:
        return _("This is a corrected version. The one that was sent counts until this one is sent.")
    return _("Send it by %(last)s.") % days
