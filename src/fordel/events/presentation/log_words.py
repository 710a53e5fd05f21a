"""How the log names series and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.events.models import Event, Participant, Series
from fordel.shared.log_words import UNSAID, Details, Named, Subject, count


def _series(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Series.objects.filter(pk__in=ids).select_related("office")
    return {
        each.pk: Named(each.title, reverse("events:series", kwargs={"office": each.office.slug, "series_id": each.pk}))
        for each in rows
    }


def _events(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Event.objects.filter(pk__in=ids).select_related("office", "series")
    return {
        each.pk: Named(
            f"{each.series.title}, {each.place}",
            reverse("events:work", kwargs={"office": each.office.slug, "event_id": each.pk}),
        )
        for each in rows
    }


def _places(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Participant.objects.filter(pk__in=ids).select_related("event__office", "event__series")
    return {
        each.pk: Named(
            f"{each.event.series.title}, {each.event.place} #{each.number}",
            reverse("events:work", kwargs={"office": each.event.office.slug, "event_id": each.event_id}),
        )
        for each in rows
    }


LOG_SUBJECTS: Final = (
    Subject("events.series", _("Series of events"), _series),
    Subject("events.event", _("Event"), _events),
    Subject("events.participant", _("Registration for an event"), _places),
)
LOG_DETAILS: Final[Details] = {
    "events.event": {"copied_from": UNSAID, "count": count(_("How many"))},
    "events.file": {"sha256": UNSAID, "size": UNSAID},
}
