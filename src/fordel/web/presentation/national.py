"""What is due from each office, for those who read for the whole country."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.annual.presentation.start_page import national_tasks as annual_tasks
from fordel.core.money import format_kroner
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task, in_order
from fordel.shared.dates import days_away, short_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList, Words
from fordel.web.selectors.national import OfficeYear, Waits, newest_of, running_years

_NEXT: Final = {
    Waits.NEEDS: gettext_lazy("Owners report needs"),
    Waits.RECOMMENDATION: gettext_lazy("The forum's recommendation"),
    Waits.DECISION: gettext_lazy("Decision and letters"),
}


def national_page(actor: Actor) -> dict[str, Any]:
    """What the overview shows: the offices that use the product, those that do not, and for whoever reads for Udir what
    is late. Two queries."""
    running = running_years()
    offices = newest_of(running)
    every, without = {each.office for each in offices}, [each.name for each in offices if not each.year]
    using = len(every) - len(without)
    lead = ngettext("%(count)s of %(all)s offices uses Fordel.", "%(count)s of %(all)s offices use Fordel.", using)
    return {
        "is_national": True,
        "lead": lead % {"count": using, "all": len(every)},
        "tasks": _tasks(actor, running),
        "offices": offices_table(offices, is_auditor=actor.role == Role.AUDITOR) if using else None,
        "without": without,
    }


def _tasks(actor: Actor, running: Iterable[OfficeYear]) -> list[Task]:
    """What is late at the offices, for whoever reads for Udir. One query."""
    if actor.role != Role.NATIONAL_READER:
        return []
    return in_order([*national_tasks(running), *annual_tasks(actor)])


def next_of(office: OfficeYear) -> str:
    """What the office's year waits for, and the last day for it; when it was decided once it is."""
    if office.issued_at:
        return _("Decided %(day)s") % {"day": short_date(office.issued_at)}
    if office.waits_for is Waits.NOTHING:
        return ""
    name = str(_NEXT[office.waits_for])
    if office.due is None:
        return name
    return _("%(what)s: %(day)s (%(away)s)") % {
        "what": name,
        "day": short_date(office.due),
        "away": days_away(office.due),
    }


def _office(row: OfficeYear) -> SafeString:
    page = reverse("insight:status", kwargs={**row.where})
    return format_html('<a href="{}">{}</a>', page, row.title)


def _office_for_auditors(row: OfficeYear) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("start", kwargs={**row.where}), row.title)


def _kroner(key: str, heading: Words, amount: Callable[[OfficeYear], int]) -> ListColumn[OfficeYear]:
    return ListColumn(key, heading, lambda row: format_kroner(amount(row)), is_numeric=True)


def offices_table(offices: Iterable[OfficeYear], *, is_auditor: bool) -> ListTable:
    """The offices that use the product: amounts in kroner with their sums, and what each year waits for. An office
    leads to its start page for auditors, and to its status for others."""
    in_use = [each for each in offices if each.year]
    columns: list[ListColumn[OfficeYear]] = [
        ListColumn("office", _("Office"), _office_for_auditors if is_auditor else _office, is_heading=True),
        ListColumn("year", _("Year"), lambda row: row.year, is_numeric=True),
        _kroner("frame", gettext_lazy("Frame"), lambda row: row.frame),
        _kroner("needs", gettext_lazy("Reported need"), lambda row: row.needs),
        ListColumn("reports", gettext_lazy("Reports"), lambda row: row.reports, is_numeric=True),
        _kroner("awarded", gettext_lazy("Awarded"), lambda row: row.awarded),
        ListColumn("next", _("Next"), next_of),
    ]
    sums = {
        "frame": format_kroner(sum(each.frame for each in in_use)),
        "needs": format_kroner(sum(each.needs for each in in_use)),
        "reports": sum(each.reports for each in in_use),
        "awarded": format_kroner(sum(each.awarded for each in in_use)),
    }
    caption = _("Frame and needs per office, in kroner")
    total = (_("Sum"), sums) if len(in_use) > 1 else None
    return PageList(tuple(columns)).table(in_use, caption, css="stacked", sums=total)


def national_tasks(running: Iterable[OfficeYear]) -> list[Task]:
    """What the offices are late with."""
    titles = {
        Waits.RECOMMENDATION: _("Ask %(office)s about the recommendation for %(year)s"),
        Waits.DECISION: _("Ask %(office)s about the decision for %(year)s"),
    }
    found = []
    for each in running:
        if each.waits_for not in titles or each.due is None:
            continue
        title = titles[each.waits_for] % {"office": each.title, "year": each.year}
        task = Task(title, _("The deadline has passed."), reverse("insight:status", kwargs={**each.where}), each.due)
        found += [task] if task.is_late else []
    return in_order(found)
