"""What somebody has to do with the meetings of an office: those not finished, and what they have agreed to do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from fordel.meetings.models import ActionPoint, Attendance, DateAnswer, Meeting, MeetingState, Reply
from fordel.shared.clock import OSLO
from fordel.shared.models import Hand
from fordel.shared.prepared import Asked, Prepared


class Promise(NamedTuple):
    """Something that a person has agreed to do, by a day."""

    text: str
    due: date


class MeetingAtHand(NamedTuple):
    """A meeting that is not finished, for one person. `own_reply` is None if they are not called, '' until they answer;
    `unasked` are times they have not answered about; `is_own_hand`: they have prepared the minutes; `promised` is what
    they have agreed to do in it, and has not been done."""

    pk: int
    title: str
    state: str
    starts_at: datetime | None
    draft_sent_at: datetime | None
    unanswered: int
    own_reply: str | None
    unasked: int
    is_own_hand: bool
    promised: tuple[Promise, ...]

    @property
    def day(self) -> date | None:
        """In Norway."""
        return self.starts_at and self.starts_at.astimezone(OSLO).date()

    @property
    def is_ahead(self) -> bool:
        """Whether it is planned, called or going on."""
        return self.state in _AHEAD


_AHEAD = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.ONGOING)


def meetings_at_hand(office_id: int, person_id: int) -> list[MeetingAtHand]:
    """The office's meetings until their minutes are approved, and those in which the person has agreed to do something;
    the earliest first. One query."""
    return [_at_hand(*row) for row in _AT_HAND.rows(office=office_id, person=person_id)]


def _rows() -> QuerySet[Any, Any]:
    person = Asked("person", BigIntegerField())
    own = Attendance.objects.filter(meeting=OuterRef("pk"), person=person)
    prepared = Hand.objects.filter(subject_type=Meeting._meta.label_lower, subject_id=OuterRef("pk"), person=person)
    is_silent = Q(attendances__reply=Reply.NONE, attendances__is_secretary=False)
    answered = DateAnswer.objects.filter(option__meeting=OuterRef("pk"), person=person)
    answers = answered.order_by().values("option__meeting").annotate(n=Count("pk")).values("n")
    promises = ActionPoint.objects.filter(meeting=OuterRef("pk"), responsible=person, done_at__isnull=True)
    return (
        Meeting.objects.filter(
            Q(state__in=(*_AHEAD, MeetingState.HELD)) | Exists(promises), office=Asked("office", BigIntegerField())
        )
        .annotate(unanswered=Count("attendances", filter=is_silent, distinct=True))
        .annotate(offered=Count("date_options", distinct=True))
        .order_by(F("starts_at").asc(nulls_last=True), "pk")
        .values_list(
            "pk",
            "title",
            "state",
            "starts_at",
            "draft_sent_at",
            "unanswered",
            Subquery(own.values("reply")[:1]),
            "offered",
            Subquery(answers),
            Exists(prepared),
            ArraySubquery(promises.order_by("due", "pk").values(each=JSONObject(text="text", due="due"))),
        )
    )


_AT_HAND: Final = Prepared(_rows)


def _at_hand(*row: Any) -> MeetingAtHand:
    *first, offered, answered_about, own_hand, promised = row
    unasked = offered - (answered_about or 0)
    return MeetingAtHand._make((*first, unasked, own_hand, tuple(_promise(each) for each in promised)))


def _promise(found: dict[str, str]) -> Promise:
    return Promise(found["text"], date.fromisoformat(found["due"]))
