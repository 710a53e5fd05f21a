"""Mail that has waited: what came in somebody's quiet hours, or is gathered once a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.notices.models import Notification, WaitingMail
from fordel.shared.addresses import full_address
from fordel.shared.notice import CalendarPart, Category, Notice, Picture

_LINE: Final = "\n\n----------------------------------------\n\n"


@dataclass(frozen=True)
class SeveralAtOnce(Notice):
    """Several notifications in one mail, each as it was written."""

    kind: ClassVar = "notices.several"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False
    rows: Sequence[Notification]

    def subject(self) -> str:
        count = len(self.rows)
        return ngettext("%(count)s notification from Fordel", "%(count)s notifications from Fordel", count) % {
            "count": count
        }

    def text(self) -> str:
        words = _("Here is what has happened since the last mail. You choose how you get mail here: %(address)s")
        first = words % {"address": full_address(reverse("notifications:choices"))}
        return _LINE.join([first, *(f"{row.subject}\n\n{row.text}" for row in self.rows)])

    def link(self) -> str:
        return full_address(reverse("notifications:list"))


@dataclass(frozen=True)
class _AsWritten(Notice):
    """A notification whose mail has waited, word for word as it was written."""

    kind: ClassVar = "notices.as_written"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False
    mail: WaitingMail

    def subject(self) -> str:
        return self.mail.notification.subject

    def text(self) -> str:
        return self.mail.notification.text

    def calendar(self) -> CalendarPart | None:
        return CalendarPart(self.mail.calendar_method, self.mail.calendar) if self.mail.calendar else None

    def picture(self) -> Picture | None:
        return Picture(self.mail.picture_name, bytes(self.mail.picture)) if self.mail.picture else None

    def unsubscribe(self) -> str:
        return self.mail.unsubscribe


def as_written(mail: WaitingMail) -> Notice:
    """The mail that would have gone at once."""
    return _AsWritten(mail)
