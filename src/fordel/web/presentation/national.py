"""What is due from each office, for those who read for the whole country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.parties.plugs.tasks import Task, in_order
from fordel.shared.dates import days_away, short_date
from fordel.web.selectors.national import OfficeYear, Waits

_NEXT: Final = {
    Waits.NEEDS: gettext_lazy("Owners report needs"),
    Waits.RECOMMENDATION: gettext_lazy("The forum's recommendation"),
    Waits.DECISION: gettext_lazy("Decision and letters"),
}


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
