"""The list of notifications: what enters it, and what is read; and the mail of it, now or later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from fordel.core.sending import in_time
from fordel.notices.models import MailChoices, Notification, WaitingMail
from fordel.notices.selectors.choices import choices_of, sends_at
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.notice import CalendarPart, Picture
from fordel.shared.plain_text import one_line

_LONGEST: Final = 300


@dataclass(frozen=True)
class Written:
    """A notice in the language of its readers."""

    kind: str
    category: str
    language: str
    subject: str
    text: str
    link: str
    calendar: CalendarPart | None
    unsubscribe: str
    picture: Picture | None
    answer_by: datetime | None

    @property
    def is_alone(self) -> bool:
        """Whether it is a mail of its own: something goes with it, or it has a link of its own to end it."""
        return bool(self.calendar or self.picture or self.unsubscribe)

    @property
    def path(self) -> str:
        """The page on this site; '' if the link leads to none, or to one that is too long to be kept."""
        path = self.link.removeprefix(settings.FORDEL_ADDRESS)
        return path if path.startswith("/") and not path.startswith("//") and len(path) <= _LONGEST else ""


def enter(written: Written, people: Iterable[Person]) -> set[str]:
    """Enter it in the lists of these people; return the addresses of those who get no mail of it now, because it waits
    or because they want none."""
    instant = now()
    rows = Notification.objects.bulk_create(_row(written, person, instant) for person in people)
    waiting, held = [], set()
    for row in rows:
        due = sends_at(choices_of(row.person), written.category, instant, is_alone=written.is_alone)
        due = in_time(instant, due, written.answer_by)
        if due is None or due > instant:
            held.add(row.person.email.lower())
        if due is not None and due > instant:
            waiting.append(_waiting(written, row, due))
    WaitingMail.objects.bulk_create(waiting)
    return held


def _row(written: Written, person: Person, at: datetime) -> Notification:
    return Notification(
        person=person,
        kind=written.kind,
        category=written.category,
        language=written.language,
        subject=one_line(written.subject)[:255],
        text=written.text,
        path=written.path,
        at=at,
    )


def _waiting(written: Written, row: Notification, due: datetime) -> WaitingMail:
    part, picture = written.calendar or CalendarPart("", ""), written.picture or Picture("", b"")
    return WaitingMail(
        notification=row,
        due_at=due,
        answer_by=written.answer_by,
        calendar=part.content,
        calendar_method=part.method,
        picture=picture.content,
        picture_name=picture.name,
        unsubscribe=written.unsubscribe,
    )


def mark_read(notification: Notification) -> None:
    """The first time that it is opened is when it was read."""
    if notification.read_at is None:
        notification.read_at = now()
        Notification.objects.filter(pk=notification.pk, read_at__isnull=True).update(read_at=notification.read_at)


def mark_all_read(person: Person, seen: datetime) -> int:
    """All that had come when the list was looked at; return how many there were."""
    rows = Notification.objects.filter(person=person, read_at__isnull=True, at__lte=seen)
    return rows.update(read_at=now())


@transaction.atomic
def erase_notifications(address: str, _name: str) -> None:
    """Take away the list and the choices of the person with the address, and what others were notified of that has the
    address in it (`parties.plugs.erasing.Erase`)."""
    Notification.objects.filter(Q(person__email__iexact=address) | Q(text__icontains=address)).delete()
    MailChoices.objects.filter(person__email__iexact=address).delete()
