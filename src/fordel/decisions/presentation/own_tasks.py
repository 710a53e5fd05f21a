"""The letters that wait for an organisation, on its start page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from fordel.decisions.selectors.letters import own_letters
from fordel.parties.plugs.tasks import OwnVisit, Task


def tasks(visit: OwnVisit) -> list[Task]:
    """The letters that nobody has opened."""
    count = visit.asked(own_letters).unopened
    if not count:
        return []
    title = ngettext(
        "Read %(count)s letter from the county governor", "Read %(count)s letters from the county governor", count
    )
    text = ngettext("Nobody where you work has opened it yet.", "Nobody where you work has opened them yet.", count)
    return [Task(title % {"count": count}, text, reverse("letters:list"), None, urgency=15)]
