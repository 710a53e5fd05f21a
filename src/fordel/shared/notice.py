"""What every notice is made of. `fordel.notices` sends them; it lies above `parties`, which has notices of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """What a notice is about, in words that its readers choose by."""

    DECISION = "decision", _("Decisions and letters")
    DEADLINE = "deadline", _("Deadlines, cancellations, and what you must answer")
    REPORTS = "reports", _("Needs reports")
    OUTCOMES = "outcomes", _("Outcome reports")
    MEETINGS = "meetings", _("Meetings of the forum")
    EVENTS = "events", _("Events")
    PARTNERSHIP = "partnership", _("Partnership")
    QUESTIONS = "questions", _("Questions and hearings")
    NEWS = "news", _("News by e-mail")
    ACCESS = "access", _("Signing in and access")


NEVER_OFF: Final = frozenset({Category.DECISION, Category.DEADLINE})
"""Mail about these can be gathered once a day, but not be turned off."""
NOT_CHOSEN: Final = frozenset({Category.NEWS, Category.ACCESS})
"""News is chosen where the news is; what concerns access comes at once, also in quiet hours."""


@dataclass(frozen=True)
class CalendarPart:
    """iCalendar text that goes with a mail, and its method: REQUEST or CANCEL."""

    method: str
    content: str


@dataclass(frozen=True)
class Picture:
    """A PNG that goes with a mail, and the name of its file."""

    name: str
    content: bytes


class Notice(ABC):
    """Something that people are notified of.

    The methods are called while the reader's language is active. A notice therefore holds rows, numbers and what
    somebody has typed, and never a translated string: it is built while the sender's language is active.
    """

    kind: ClassVar[str]
    """`module.what`, unique: what channels, settings and statistics know the notice by."""
    category: ClassVar[Category]
    """Declared by each notice for itself, beside its kind."""
    is_listed: ClassVar[bool] = True
    """Whether it is in the reader's list of notifications. One that carries a code or a key goes by mail alone, at
    once, whatever the reader has chosen."""

    @abstractmethod
    def subject(self) -> str:
        """One line."""

    @abstractmethod
    def text(self) -> str:
        """Plain text, with the link in it if there is one."""

    def about(self) -> str:
        """Which scheme and year it is about, as a sentence; an empty string if it is about none."""
        return ""

    def mail_text(self) -> str:
        """The text as it is sent: with what it is about as the last paragraph."""
        return "\n\n".join(filter(None, (str(self.text()), self.about())))

    def link(self) -> str:
        """The full address of the page to open, or an empty string."""
        return ""

    def answer_by(self) -> datetime | None:
        """The first instant at which it is too late to answer, if the reader must answer: the mail does not wait so
        long that little time is left."""
        return None

    def unsubscribe(self) -> str:
        """The full address where the reader ends what this is one of, without signing in; '' if it is not sent again
        and again. It is one person's, so such a notice is for one person."""
        return ""

    def calendar(self) -> CalendarPart | None:
        """The meeting that goes with it. A calendar part names its attendee, so such a notice is for one person."""
        return None

    def picture(self) -> Picture | None:
        """A picture that goes with it, such as a ticket; the text says the same, for those who do not see it."""
        return None
