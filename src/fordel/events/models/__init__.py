"""Events, and those who register for them."""

from fordel.events.models.events import (
    PUBLIC_STATES,
    Audience,
    Event,
    EventFile,
    EventState,
    KeptPlaces,
    Series,
)

__all__ = ["PUBLIC_STATES", "Audience", "Event", "EventFile", "EventState", "KeptPlaces", "Series"]
