"""Words about series and events."""

from __future__ import annotations

from fordel.events.models import Audience, KeptPlaces, Series


def audience_words(series: Series) -> str:
    """`Municipalities, private owners`."""
    words = [str(label) for code, label in Audience.choices if code in series.audience]
    return ", ".join([*words[:1], *(each[:1].lower() + each[1:] for each in words[1:])])


def kept_for(kept: KeptPlaces) -> str:
    """For whom places are kept."""
    return kept.organisation.name if kept.organisation else str(kept.get_audience_display())
