"""Events, and those who register for them."""

from fordel.events.models.attendance import Attendance, DoorAct, DoorPhone
from fordel.events.models.evaluation import Evaluation, EvaluationAnswer, EvaluationCode
from fordel.events.models.events import (
    PUBLIC_STATES,
    Audience,
    Event,
    EventFile,
    EventState,
    KeptPlaces,
    Series,
    in_own_form,
)
from fordel.events.models.mails import EventMail, Presence
from fordel.events.models.registrations import ACTIVE_STATES, TAKEN_STATES, Booking, Participant, PlaceState

__all__ = [
    "ACTIVE_STATES",
    "PUBLIC_STATES",
    "TAKEN_STATES",
    "Attendance",
    "Audience",
    "Booking",
    "DoorAct",
    "DoorPhone",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationCode",
    "Event",
    "EventFile",
    "EventMail",
    "EventState",
    "KeptPlaces",
    "Participant",
    "PlaceState",
    "Presence",
    "Series",
    "in_own_form",
]
