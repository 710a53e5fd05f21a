"""Events in the search box."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from fordel.events.models import PUBLIC_STATES, Event
from fordel.events.presentation.addresses import event_address
from fordel.parties.actors import Actor
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.shared.dates import full_date
from fordel.shared.search import rows_with_words


def event_hits(actor: Actor, words: str) -> Found | None:
    """Those that everybody may read, by name, text and place; of the reader's office, if they have one. One query."""
    rows = Event.objects.select_related("office", "series").filter(state__in=PUBLIC_STATES)
    if actor.office_id is not None:
        rows = rows.filter(office=actor.office_id)
    names = ("series__title_nb", "series__title_nn", "series__text_nb", "series__text_nn", "place", "venue")
    found = rows_with_words(rows, words, *names).order_by("-starts_at", "-pk")[:MOST_HITS]
    return Found(gettext_lazy("Events"), [_hit(each) for each in found])


def _hit(event: Event) -> Hit:
    about = f"{event.place}, {full_date(event.starts_at)}"
    return Hit(event.series.title, event_address("event", event), about, event.series.language)
