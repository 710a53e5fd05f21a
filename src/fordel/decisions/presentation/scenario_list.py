"""The columns of the scenarios that a proposal can be made from."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.forum.scenarios.selectors.scenarios import ScenarioChoice
from fordel.shared.pages.columns import ListColumn, ListTable, PageList

_SUMS = (
    ListColumn[ScenarioChoice](
        "total", gettext_lazy("Distributed"), lambda row: format_kroner(row.total), is_numeric=True
    ),
    ListColumn[ScenarioChoice](
        "reserve", gettext_lazy("Held back"), lambda row: format_kroner(row.reserve), is_numeric=True
    ),
    ListColumn[ScenarioChoice]("full", gettext_lazy("Reports in full"), lambda row: row.full, is_numeric=True),
    ListColumn[ScenarioChoice]("refused", gettext_lazy("Reports refused"), lambda row: row.refused, is_numeric=True),
)


def _state(row: ScenarioChoice) -> SafeString | str:
    return format_html('<span class="tag warning">{}</span>', _("Outdated")) if row.outdated else _("Up to date")


def _name(row: ScenarioChoice) -> str:
    return f"{row.number} {row.name}"


def _labelled(row: ScenarioChoice) -> SafeString:
    return format_html('<label for="scenario-{}">{}</label>', row.pk, _name(row))


def _button(row: ScenarioChoice) -> SafeString:
    return format_html(
        '<input class="ds-input" type="radio" name="scenario" value="{}" id="scenario-{}" required{}>',
        row.pk,
        row.pk,
        mark_safe(" disabled") if row.outdated else "",
    )


def scenario_table(choices: Iterable[ScenarioChoice], *, may_choose: bool) -> ListTable:
    """The scenarios in kroner, with a radio button for each if the reader chooses."""
    choose = (ListColumn[ScenarioChoice]("choose", gettext_lazy("Choose"), _button),) if may_choose else ()
    name = ListColumn[ScenarioChoice](
        "name", gettext_lazy("Scenario"), _labelled if may_choose else _name, is_heading=True
    )
    state = ListColumn[ScenarioChoice]("state", gettext_lazy("State"), _state)
    return PageList((*choose, name, *_SUMS, state)).table(choices, _("Scenarios to choose from, in kroner"), css="")
