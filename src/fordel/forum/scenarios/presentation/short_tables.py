"""Short tables about a scenario: what a sum held back does, who pays for the next one, and a report elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner, format_percent
from fordel.forum.plugs.gatherings import Gathering
from fordel.forum.scenarios.presentation.why import Elsewhere
from fordel.forum.scenarios.selectors.hold_back import Cost, Step
from fordel.programme.templatetags.target_groups import group_markup
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList


def _reserve(step: Step) -> SafeString:
    marks = [("info", _("now"))] if step.is_current else []
    marks += [("success", _("no cuts"))] if step.is_limit else []
    tags = format_html_join("", ' <span class="tag {}">{}</span>', marks)
    return format_html("{}{}", format_kroner(step.reserve), tags)


def _cut(step: Step) -> SafeString | str:
    return format_html('<span class="down">{}</span>', format_kroner(step.cut)) if step.cut else format_kroner(0)


_STEPS: Final[PageList[Step]] = PageList(
    (
        ListColumn("reserve", gettext_lazy("Held back"), _reserve, is_heading=True, is_numeric=True),
        ListColumn("total", gettext_lazy("Distributed now"), lambda step: format_kroner(step.total), is_numeric=True),
        ListColumn("cut", gettext_lazy("Reports that are cut"), _cut, is_numeric=True),
        ListColumn(
            "lowest",
            gettext_lazy("Lowest coverage"),
            lambda step: format_percent(step.lowest, 1000, get_language() or "nb"),
            is_numeric=True,
        ),
    ),
    row_css=lambda step: "current-step" if step.is_current else "",
)
_ELSEWHERE: Final[PageList[Elsewhere]] = PageList(
    (
        ListColumn("scenario", gettext_lazy("Scenario"), lambda row: f"{row.number} {row.name}", is_heading=True),
        ListColumn("amount", gettext_lazy("Gets"), lambda row: format_kroner(row.amount), is_numeric=True),
        ListColumn("why", gettext_lazy("Why"), lambda row: row.why),
    )
)


def _people(row: Gathering) -> str:
    came = ngettext("%(count)s came", "%(count)s came", row.people)
    registered = ngettext("%(count)s registered", "%(count)s registered", row.people)
    return (came if row.came else registered) % {"count": row.people}


_GATHERINGS: Final[PageList[Gathering]] = PageList(
    (
        ListColumn(
            "what",
            gettext_lazy("Gathering"),
            lambda row: format_html('<a href="{}">{}, {}</a>', row.url, row.title, row.place),
            is_heading=True,
        ),
        ListColumn("day", gettext_lazy("Day"), lambda row: short_date(row.day)),
        ListColumn("people", gettext_lazy("Participants"), _people),
    )
)


def gathering_table(gatherings: Iterable[Gathering]) -> ListTable:
    """The gatherings that money can be held back for."""
    return _GATHERINGS.table(gatherings, _("Gatherings of the year and the next"), css="")


def step_table(steps: Iterable[Step]) -> ListTable:
    """What each sum held back does to the reports."""
    return _STEPS.table(steps, _("What each sum held back does to the reports"), css="")


def cost_table(round_id: int, costs: Iterable[Cost]) -> ListTable:
    """Which target groups pay for the next sum held back."""
    columns: tuple[ListColumn[Cost], ...] = (
        ListColumn("group", _("Who gets less"), lambda cost: group_markup(round_id, cost.group), is_heading=True),
        ListColumn("less", _("Kroner"), lambda cost: format_kroner(cost.less), is_numeric=True),
    )
    return PageList(columns).table(costs, _("Who gets less, kroner"), css="")


def elsewhere_table(others: Iterable[Elsewhere]) -> ListTable:
    """What a report gets in the other scenarios."""
    return _ELSEWHERE.table(others, _("What the report gets in the other scenarios, in kroner"), css="")
