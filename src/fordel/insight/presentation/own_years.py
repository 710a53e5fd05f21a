"""An organisation over the years, as its owner reads it: the sums of each year, and every measure with its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.core.form.definition import text_in
from fordel.core.money import format_kroner
from fordel.insight.permissions import is_owner
from fordel.insight.presentation.words import kroner
from fordel.insight.selectors.own_years import OwnMeasure, OwnYear
from fordel.outcomes.models import Assessor, OutcomeState
from fordel.outcomes.plugs.pages import OwnPage
from fordel.parties.actors import Actor
from fordel.parties.selectors.language import language_of_page
from fordel.shared.pages.columns import ListColumn, PageList, Words


@dataclass(frozen=True)
class MeasureRow:
    """A measure in its year."""

    year: OwnYear
    own: OwnMeasure


def beside_reports(actor: Actor) -> list[OwnPage]:
    """The link to the page, for owners."""
    if not is_owner(actor, None).allowed:
        return []
    return [OwnPage(_("Your organisation over the years"), reverse("own_years:page"))]


def measure_rows(years: Iterable[OwnYear]) -> list[MeasureRow]:
    """Every measure, the newest year first."""
    return [MeasureRow(year, each) for year in years for each in year.measures]


def lead_of(years: Sequence[OwnYear]) -> str:
    """What was granted of what was asked for, in the years that are decided."""
    if not years:
        return _("You have sent no needs report yet. The years are shown here once you have.")
    decided = [year for year in years if year.values["granted"] is not None]
    if not decided:
        return _("None of your needs reports is decided yet.")
    text = ngettext(
        "You have been granted %(granted)s in %(count)s year, and asked for %(needs)s.",
        "You have been granted %(granted)s in %(count)s years, and asked for %(needs)s.",
        len(decided),
    )
    sums = {code: sum(year.values[code] or 0 for year in decided) for code in ("granted", "needs")}
    return text % {"granted": kroner(sums["granted"]), "needs": kroner(sums["needs"]), "count": len(decided)}


def notes_of(years: Iterable[OwnYear]) -> list[str]:
    """What must be said beside the numbers of a year."""
    return [f"{year.year}: {year.note}" for year in years if year.note]


def _kroner(amount: int | None) -> str:
    return "–" if amount is None else format_kroner(amount)


def _sum(key: str, heading: Words) -> ListColumn[OwnYear]:
    def value(row: OwnYear) -> int | None:
        return row.values[key]

    return ListColumn(key, heading, lambda row: _kroner(value(row)), value, is_numeric=True)


YEARS: Final[PageList[OwnYear]] = PageList(
    (
        ListColumn("year", gettext_lazy("Year"), lambda row: row.year, lambda row: row.year, is_heading=True),
        ListColumn(
            "scheme",
            gettext_lazy("Scheme"),
            lambda row: row.scheme,
            lambda row: row.scheme,
        ),
        _sum("reports", gettext_lazy("Reports")),
        _sum("needs", gettext_lazy("Need")),
        _sum("recommended", gettext_lazy("Recommended")),
        _sum("granted", gettext_lazy("Granted")),
        _sum("used", gettext_lazy("Used")),
    )
)


def _amount(key: str, heading: Words, value: Callable[[MeasureRow], int | None]) -> ListColumn[MeasureRow]:
    return ListColumn(key, heading, lambda row: _kroner(value(row)), value, is_numeric=True)


def _title(row: MeasureRow) -> SafeString:
    """A link to the outcome report, if there is one."""
    if row.own.outcome is None:
        return format_html("{}", row.own.title)
    address = reverse("outcomes:report", kwargs={"outcome_id": row.own.outcome.pk})
    return format_html('<a href="{}">{}</a>', address, row.own.title)


def _signs(row: MeasureRow) -> list[str]:
    """The owner's own assessment: `b) Endret praksis: I stor grad`."""
    rules, language = row.own.rules, language_of_page()
    if rules is None:
        return []
    degrees = {each.code: text_in(each.label, language) for each in rules.degrees}
    return [
        f"{each.sign}) {text_in(rules.names[each.sign], language)}: {degrees.get(each.degree, each.degree)}"
        for each in row.own.measure.signs
        if each.who == Assessor.OWNER and each.sign in rules.names
    ]


def _signs_cell(row: MeasureRow) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((each,) for each in _signs(row))) or SafeString("–")


def _answer(row: MeasureRow) -> str:
    """What the office has said of the outcome report; '' if there is none that is sent."""
    outcome = row.own.outcome
    if outcome is None or outcome.state in (OutcomeState.OPEN, OutcomeState.CLOSED):
        return ""
    if outcome.state == OutcomeState.APPROVED:
        return outcome.answer or _("Approved")
    if outcome.state == OutcomeState.RETURNED:
        return _("Returned: %(reason)s") % {"reason": outcome.returned_because}
    return _("Not answered yet")


MEASURES: Final[PageList[MeasureRow]] = PageList(
    (
        ListColumn("title", gettext_lazy("Measure"), _title, lambda row: row.own.title, is_heading=True),
        ListColumn("year", gettext_lazy("Year"), lambda row: row.year.year, lambda row: row.year.year),
        ListColumn("scheme", gettext_lazy("Scheme"), value=lambda row: row.year.scheme),
        _amount("needs", gettext_lazy("Need"), lambda row: row.own.measure.asked),
        _amount("recommended", gettext_lazy("Recommended"), lambda row: row.own.measure.recommended),
        _amount("granted", gettext_lazy("Granted"), lambda row: row.own.measure.granted),
        _amount("used", gettext_lazy("Used"), lambda row: row.own.measure.used),
        ListColumn(
            "signs",
            gettext_lazy("Your own assessment"),
            _signs_cell,
            lambda row: "; ".join(_signs(row)),
            css="cell-text",
        ),
        ListColumn(
            "answer",
            gettext_lazy("The county governor's answer"),
            lambda row: _answer(row) or "–",
            _answer,
            css="cell-text",
        ),
    )
)
