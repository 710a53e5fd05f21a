"""What people are notified of about an event they register for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.events.documents.calendar import entry_of, page_of, when_text, where_text
from fordel.events.models import Event, EventMail, Participant, PlaceState
from fordel.events.selectors.certificates import certificate_path
from fordel.events.selectors.registrations import place_path
from fordel.events.selectors.tickets import has_door, ticket_code, ticket_text
from fordel.shared.addresses import full_address
from fordel.shared.calendars import Contact, invitation
from fordel.shared.dates import deadline, long_date, moment
from fordel.shared.notice import CalendarPart, Category, Notice, Picture
from fordel.shared.qr import qr_png


@dataclass(frozen=True)
class RegistrationCode(Notice):
    """To whoever registers without an account."""

    kind: ClassVar = "events.code"
    category: ClassVar = Category.EVENTS
    is_listed: ClassVar = False
    event: Event
    code: str

    def subject(self) -> str:
        return _("Your code for the registration: %(code)s") % {"code": self.code}

    def text(self) -> str:
        return _(
            "The code is %(code)s.\n\nWrite it on the page where you registered for «%(title)s», within 15 minutes. If"
            " it was not you, you need do nothing."
        ) % {"code": self.code, "title": self.event.series.title}

    def link(self) -> str:
        return page_of(self.event)


@dataclass(frozen=True)
class _OfPlace(Notice):
    """About somebody's place; for one person."""

    participant: Participant

    @property
    def _names(self) -> dict[str, str]:
        event = self.participant.event
        return {
            "title": event.series.title,
            "place": event.place,
            "when": when_text(event),
            "where": where_text(event),
            "address": self.link(),
        }

    def link(self) -> str:
        return full_address(place_path(self.participant))

    def _calendar(self, method: str) -> CalendarPart:
        event, names = self.participant.event, self._names
        links = [_("Join the meeting: %(address)s") % {"address": event.link}] if event.link else []
        own = _("Your place: %(address)s") % names
        entry = replace(entry_of(event), description="\n".join([*links, own]))
        attendee = Contact(self.participant.name, self.participant.email)
        return CalendarPart(method, invitation(entry, attendee, method))

    def _facts(self) -> str:
        link = self.participant.event.link
        join = _("Join the meeting: %(address)s") % {"address": link} if link else ""
        own = _("Change, tell us what you need, or cancel with your own link: %(address)s") % self._names
        return "\n\n".join(filter(None, (_("%(title)s, %(when)s. %(where)s.") % self._names, join, own)))


@dataclass(frozen=True)
class PlaceGiven(_OfPlace):
    """The confirmation, with the event for the calendar and the ticket."""

    kind: ClassVar = "events.place_given"
    category: ClassVar = Category.EVENTS

    def subject(self) -> str:
        return _("You have a place: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        parts = [_("You have a place."), self._facts()]
        if has_door(self.participant.event):
            words = _("Your ticket is the picture that comes with this e-mail. Its code is %(code)s.")
            parts.append(words % {"code": ticket_code(self.participant)})
        return "\n\n".join(parts)

    def picture(self) -> Picture | None:
        if not has_door(self.participant.event):
            return None
        return Picture(_("ticket.png"), qr_png(ticket_text(self.participant)))

    def calendar(self) -> CalendarPart | None:
        return self._calendar("REQUEST")


@dataclass(frozen=True)
class PlaceWaits(_OfPlace):
    """On the waiting list."""

    kind: ClassVar = "events.place_waits"
    category: ClassVar = Category.EVENTS

    def subject(self) -> str:
        return _("You are on the waiting list: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        return (
            _(
                "%(title)s, %(when)s, is full. You are on the waiting list, and get an e-mail as soon as there is a"
                " place for you.\n\nSee the list, or leave it: %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class PlaceOffered(_OfPlace):
    """A place has become free for whoever waits."""

    kind: ClassVar = "events.place_offered"
    category: ClassVar = Category.DEADLINE

    def answer_by(self) -> datetime | None:
        return self.participant.offered_until

    def subject(self) -> str:
        return _("There is a place for you: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        until = self.participant.offered_until
        return _(
            "A place has become free at %(title)s, %(when)s. It is held for you until %(until)s, and then goes to the"
            " next on the list.\n\nAccept it or leave it here: %(address)s"
        ) % {**self._names, "until": moment(until) if until else ""}


@dataclass(frozen=True)
class PlaceLapsed(_OfPlace):
    """The offered place was not accepted in time."""

    kind: ClassVar = "events.place_lapsed"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("The place went to the next: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        address = {"address": page_of(self.participant.event)}
        return _(
            "You did not accept the place in time, so it went to the next on the list. You can register again:"
            " %(address)s"
        ) % {**self._names, **address}


@dataclass(frozen=True)
class PlaceUnconfirmed(_OfPlace):
    """The event moved, and nobody said that they still come."""

    kind: ClassVar = "events.place_unconfirmed"
    category: ClassVar = Category.DEADLINE
    had_place: bool

    def subject(self) -> str:
        return _("You did not confirm: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        address = {"address": page_of(self.participant.event)}
        said = _(
            "The event was moved, and you did not confirm in time that you come. You are not registered any more, so"
            " that others can have the place. You can register again: %(address)s"
        )
        return said % {**self._names, **address}

    def calendar(self) -> CalendarPart | None:
        return self._calendar("CANCEL") if self.had_place else None


@dataclass(frozen=True)
class PlaceCancelled(_OfPlace):
    """They have cancelled; it leaves the calendar."""

    kind: ClassVar = "events.place_cancelled"
    category: ClassVar = Category.EVENTS

    def subject(self) -> str:
        return _("You have cancelled: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        address = {"address": page_of(self.participant.event)}
        return _("You are not registered for %(title)s, %(when)s, any more. You can register again: %(address)s") % {
            **self._names,
            **address,
        }

    def calendar(self) -> CalendarPart | None:
        return self._calendar("CANCEL")


@dataclass(frozen=True)
class EventMoved(_OfPlace):
    """Time or venue is changed, for those who have a place."""

    kind: ClassVar = "events.changed"
    category: ClassVar = Category.EVENTS

    def subject(self) -> str:
        return _("Changed: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        return "\n\n".join((_("The time or the place is changed. You keep your place."), self._facts()))

    def calendar(self) -> CalendarPart | None:
        return self._calendar("REQUEST")


@dataclass(frozen=True)
class _OfMove(_OfPlace):
    """About an event that has moved to another day or town."""

    @property
    def _move(self) -> dict[str, str]:
        participant, event = self.participant, self.participant.event
        was, held, by = event.was_starts_at, participant.offered_until, participant.confirm_by
        old = {"was_place": event.was_place, "was_day": long_date(was) if was else ""}
        return self._names | old | {"until": moment(held) if held else "", "last": deadline(by) if by else ""}

    def _old_and_new(self) -> str:
        said = _("It was to be held in %(was_place)s on %(was_day)s.\n\nNow it is held %(when)s. %(where)s.")
        return said % self._move

    def calendar(self) -> CalendarPart | None:
        return self._calendar("REQUEST") if self.participant.state == PlaceState.SEATED else None


@dataclass(frozen=True)
class ConfirmAgain(_OfMove):
    """The event has moved: do they still come?"""

    kind: ClassVar = "events.confirm_again"
    category: ClassVar = Category.DEADLINE

    def answer_by(self) -> datetime | None:
        return self.participant.confirm_by

    def subject(self) -> str:
        return _("Moved: do you still come? %(title)s, %(place)s") % self._names

    def text(self) -> str:
        if self.participant.state == PlaceState.SEATED:
            asks = _("Tell us by %(last)s whether you still come. If you do not, the place goes to others.")
        elif self.participant.state == PlaceState.OFFERED:
            asks = _("The place that you are offered is held for you until %(until)s.")
        else:
            asks = _("Tell us by %(last)s whether you still want to be on the waiting list.")
        answer = _("Answer here: %(address)s") % self._move
        moved = _("%(title)s is moved.") % self._move
        return "\n\n".join((moved, self._old_and_new(), asks % self._move, answer))


@dataclass(frozen=True)
class ConfirmReminder(_OfMove):
    """They have not answered yet."""

    kind: ClassVar = "events.confirm_reminder"
    category: ClassVar = Category.DEADLINE

    def answer_by(self) -> datetime | None:
        return self.participant.confirm_by

    def subject(self) -> str:
        return _("Do you still come? %(title)s, %(place)s") % self._names

    def text(self) -> str:
        asks = _(
            "%(title)s is moved, and you have not answered whether you still come. If you do not answer by"
            " %(last)s, you are not registered any more."
        )
        answer = _("Answer here: %(address)s") % self._move
        return "\n\n".join((asks % self._move, self._old_and_new(), answer))


@dataclass(frozen=True)
class EventReminder(_OfPlace):
    """The event is soon."""

    kind: ClassVar = "events.reminder"
    category: ClassVar = Category.EVENTS

    def subject(self) -> str:
        return _("Soon: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        cannot = _("If you cannot come, cancel with your own link, so that somebody else gets the place.")
        return "\n\n".join((_("You have a place."), self._facts(), cannot))


@dataclass(frozen=True)
class OfficeMail(_OfPlace):
    """What the office has written to those who take part."""

    kind: ClassVar = "events.office_mail"
    category: ClassVar = Category.EVENTS
    mail: EventMail

    def subject(self) -> str:
        return self.mail.subject

    def text(self) -> str:
        return "\n\n".join((self.mail.text, _("%(title)s, %(when)s. %(where)s.") % self._names, self._own()))

    def _own(self) -> str:
        return _("Your place: %(address)s") % self._names


@dataclass(frozen=True)
class EvaluationAsked(Notice):
    """What did they think? The link is one that nobody else has, and that says nothing of whose it is."""

    kind: ClassVar = "events.evaluation"
    category: ClassVar = Category.EVENTS
    is_listed: ClassVar = False  # the link is a key, and is in no list beside a name
    event: Event
    closes_at: datetime
    code: str

    def subject(self) -> str:
        return _("What did you think? %(title)s, %(place)s") % self._names

    def text(self) -> str:
        return (
            _(
                "Thank you for taking part in %(title)s, %(place)s. We would like to know what you think, until"
                " %(last)s."
                "\n\nNobody can see who has answered what, and we see the answers from five and up.\n\nAnswer here:"
                " %(address)s"
            )
            % self._names
        )

    @property
    def _names(self) -> dict[str, str]:
        names = {"title": self.event.series.title, "place": self.event.place}
        return names | {"last": deadline(self.closes_at), "address": self.link()}

    def link(self) -> str:
        where = {"office": self.event.office.slug, "code": self.code}
        return full_address(reverse("events:evaluate", kwargs=where))


@dataclass(frozen=True)
class EventCancelled(_OfPlace):
    """The event will not be held."""

    kind: ClassVar = "events.cancelled"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Cancelled: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        because = {"because": self.participant.event.cancelled_because}
        return _("%(title)s, %(when)s, is cancelled.\n\n%(because)s") % {**self._names, **because}

    def calendar(self) -> CalendarPart | None:
        return self._calendar("CANCEL")


@dataclass(frozen=True)
class CertificateReady(_OfPlace):
    """To somebody who was there."""

    kind: ClassVar = "events.certificate"
    category: ClassVar = Category.EVENTS

    def subject(self) -> str:
        return _("Your certificate: %(title)s, %(place)s") % self._names

    def text(self) -> str:
        return (
            _(
                "Thank you for coming to %(title)s, %(when)s.\n\nYour certificate is a PDF that you can keep or print:"
                " %(address)s"
            )
            % self._names
        )

    def link(self) -> str:
        return full_address(certificate_path(self.participant))
