"""What people are notified of about a hearing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingInput
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline, full_date
from fordel.shared.notice import Category, Notice


@dataclass(frozen=True)
class _OfHearing(Notice):
    hearing: Hearing

    @property
    def _names(self) -> dict[str, str]:
        return {
            "title": self.hearing.plan.title,
            "years": self.hearing.plan.years,
            "office": self.hearing.office.name,
            "last": deadline(self.hearing.closes_at),
            "address": self.link(),
        }

    def link(self) -> str:
        where = {"office": self.hearing.office.slug, "hearing_id": self.hearing.pk}
        return full_address(reverse("hearing:hearing", kwargs=where))


@dataclass(frozen=True)
class HearingRequest(_OfHearing):
    """To those whom the office asks."""

    kind: ClassVar = "hearing.request"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Hearing: %(title)s, %(years)s") % self._names

    def text(self) -> str:
        return (
            _(
                "%(office)s has put «%(title)s» for %(years)s to a hearing, and asks for your input by %(last)s."
                "\n\nRead the plan and give input, on a chapter or on all of it: %(address)s\n\nAnybody may give input,"
                " so you can send the link to others."
            )
            % self._names
        )


@dataclass(frozen=True)
class HearingReminder(_OfHearing):
    """To those who were asked and have not answered."""

    kind: ClassVar = "hearing.reminder"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Reminder of the hearing: %(title)s") % self._names

    def text(self) -> str:
        return (
            _(
                "We have no input from you on «%(title)s» for %(years)s. The last day is %(last)s.\n\nRead the plan and"
                " give input here: %(address)s\n\nIf you have nothing to say, you need do nothing."
            )
            % self._names
        )


@dataclass(frozen=True)
class HearingExtended(_OfHearing):
    """To those who were asked: the last day is later."""

    kind: ClassVar = "hearing.extended"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("More time for the hearing: %(title)s") % self._names

    def text(self) -> str:
        return _("You can give input on «%(title)s» until %(last)s: %(address)s") % self._names


@dataclass(frozen=True)
class HearingClosed(_OfHearing):
    """To the office."""

    kind: ClassVar = "hearing.closed"
    category: ClassVar = Category.QUESTIONS

    def subject(self) -> str:
        return _("The hearing is closed: %(title)s") % self._names

    def text(self) -> str:
        return (
            _(
                "The plan can be written in again. Answer what was said, point by point; those who gave input get the"
                " answers when you send them: %(address)s"
            )
            % self._names
        )

    def link(self) -> str:
        where = {"office": self.hearing.office.slug, "hearing_id": self.hearing.pk}
        return full_address(reverse("hearing:work", kwargs=where))


@dataclass(frozen=True)
class InputCode(_OfHearing):
    """To whoever gives input without an account."""

    kind: ClassVar = "hearing.code"
    category: ClassVar = Category.QUESTIONS
    is_listed: ClassVar = False
    code: str

    def subject(self) -> str:
        return _("Your code for the hearing: %(code)s") % {"code": self.code}

    def text(self) -> str:
        return _(
            "The code is %(code)s.\n\nWrite it on the page where you gave input on «%(title)s», within 15 minutes. If"
            " it was not you, you need do nothing."
        ) % {**self._names, "code": self.code}


@dataclass(frozen=True)
class _OfInput(Notice):
    given: HearingInput

    @property
    def _names(self) -> dict[str, str]:
        hearing = self.given.hearing
        return {"title": hearing.plan.title, "office": hearing.office.name, "address": self.link()}

    def link(self) -> str:
        hearing = self.given.hearing
        where = {"office": hearing.office.slug, "hearing_id": hearing.pk, "secret": self.given.secret}
        return full_address(reverse("hearing:input", kwargs=where))


@dataclass(frozen=True)
class InputReceived(_OfInput):
    """The receipt."""

    kind: ClassVar = "hearing.received"
    category: ClassVar = Category.QUESTIONS

    def subject(self) -> str:
        return _("We have received your input: %(title)s") % self._names

    def text(self) -> str:
        received, given = self.given.received_at, self.given
        when = full_date(received) if received else ""
        said = _("%(office)s received your input on «%(title)s» on %(day)s. It has the number %(number)s.") % {
            **self._names,
            "day": when,
            "number": given.number,
        }
        late = _("It came after the last day. It is kept, and marked as late.") if given.is_late else ""
        more = _("Read it, and save the receipt as PDF, here: %(address)s") % self._names
        return "\n\n".join(filter(None, (said, late, more)))


@dataclass(frozen=True)
class InputAnswered(_OfInput):
    """To whoever gave input, once the office has answered everybody."""

    kind: ClassVar = "hearing.answered"
    category: ClassVar = Category.QUESTIONS

    def subject(self) -> str:
        return _("Answer to your input: %(title)s") % self._names

    def text(self) -> str:
        return (
            _("%(office)s has answered your input on «%(title)s». Read what became of each point: %(address)s")
            % self._names
        )
