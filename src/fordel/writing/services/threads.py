"""Threads of questions and answers between an office and whoever writes to it.

The caller checks who may write, holds what the thread is about, logs it and notifies, in one transaction with these.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.models import ThreadMessage

M = TypeVar("M", bound=ThreadMessage)
LONGEST: Final = 4000


def checked_text(text: str, field: str) -> str:
    """The text without white space around. Raises UserError that names the field if it is empty or too long."""
    text = text.strip()
    if not text:
        raise UserError(_("There is nothing written."), _("Write what you want to say."), field)
    if len(text) > LONGEST:
        raise UserError(
            _("The text has %(length)s characters. The limit is %(most)s.") % {"length": len(text), "most": LONGEST},
            _("Shorten it."),
            field,
        )
    return text


def require_later(reply_by: datetime | None) -> None:
    """Raise UserError (field `answer_by`) if the first instant that is too late to answer has come already."""
    if reply_by is not None and reply_by <= now():
        raise UserError(_("The day to answer by must be after today."), _("Choose a later day."), "answer_by")


def write_message(
    thread: QuerySet[M], message: M, person: Person | None, *, from_office: bool, reply_by: datetime | None = None
) -> M:
    """Store the message, which has its text and what it is about. What the other side has written, or asked, is
    answered by it, also after its day. With `reply_by` (the first instant too late) it is a question."""
    instant = now()
    waiting = thread.filter(from_office=not from_office, answered_at__isnull=True)
    waiting.update(answered_at=instant)
    message.author, message.from_office, message.sent_at, message.reply_by = person, from_office, instant, reply_by
    message.save(force_insert=True)
    return message


def mark_read(thread: QuerySet[M], *, from_office: bool) -> int:
    """Note that the other side has read what was written, without an answer. Returns how many were unread."""
    return thread.filter(from_office=from_office, answered_at__isnull=True).update(answered_at=now())
