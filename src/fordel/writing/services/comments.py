"""Comments and suggestions on the words of a document: written, answered, accepted and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.rich_text import is_in_one, places, replaced_once
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.plain_text import one_line
from fordel.writing.models import Comment, CommentAnswer, Outcome
from fordel.writing.plugs.kinds import DocumentKind, S
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import ClosedError, Edit, save_fields

LONGEST_QUOTE: Final = 300
LONGEST: Final = 2000


@dataclass(frozen=True)
class Written:
    """What somebody writes of the words `quote` in the field. With `suggests`, `suggestion` is to come instead."""

    quote: str
    text: str
    suggestion: str = ""
    suggests: bool = False


@transaction.atomic
def add_comment(kind: DocumentKind[S], document_id: int, key: str, written: Written, by: Person) -> Comment:
    """The comment. Raises ClosedError if the document is not open, and UserError that names the field."""
    at = now()
    _require_open(kind, document_id, at)
    quote, suggestion = one_line(written.quote).strip(), one_line(written.suggestion).strip()
    html = _html(document_id, key)
    if not quote or len(quote) > LONGEST_QUOTE or not is_in_one(places(html), quote):
        fix = _("Choose more or fewer words, so that they are in one place only.")
        raise UserError(_("These words are not found in exactly one place there."), fix, "quote")
    if written.suggests and replaced_once(html, quote, suggestion) is None:
        fix = _("Suggest another text for words that look the same: bold, italic or neither.")
        raise UserError(_("These words do not all look the same."), fix, "quote")
    if len(suggestion) > LONGEST_QUOTE:
        raise UserError(_("The suggestion is too long."), _("Suggest one change at a time."), "suggestion")
    text = _required(written.text, "comment")
    return Comment.objects.create(
        document_id=document_id,
        key=key,
        quote=quote,
        text=text,
        suggests=written.suggests,
        suggestion=suggestion if written.suggests else "",
        author=by,
        written_at=at,
    )


@transaction.atomic
def answer_comment(comment: Comment, text: str, by: Person) -> CommentAnswer:
    """The answer. Raises UserError (field `answer`)."""
    _locked(comment)
    written = _required(text, "answer")
    return CommentAnswer.objects.create(comment=comment, text=written, author=by, written_at=now())


@transaction.atomic
def accept_suggestion(kind: DocumentKind[S], comment: Comment, by: Person) -> None:
    """Put the suggested words in the text. Raises ClosedError if the document is not open, and UserError if the words
    are no longer in one place."""
    _require_open(kind, comment.document_id, now())
    found = _locked(comment)
    if not found.suggests:
        raise UserError(_("The comment suggests no other words."), _("Answer it, or close it."))
    new = _replaced(found.document_id, found.key, found.quote, found.suggestion)
    if new is None:
        raise UserError(_("The words are not in the text any more."), _("Close the comment."))
    version = next(version for key, _value, version in fields_of(found.document_id) if key == found.key)
    save_fields(kind, found.document_id, by, [Edit(found.key, new, version, is_html=True)], now())
    _decide(found, Outcome.ACCEPTED, by)


@transaction.atomic
def close_comment(comment: Comment, by: Person) -> None:
    """Close the comment without changing the text."""
    _decide(_locked(comment), Outcome.CLOSED, by)


def _require_open(kind: DocumentKind[S], document_id: int, at: datetime) -> None:
    opening = kind.opening(kind.locked(document_id), at)
    if opening.why_closed is not None:
        raise ClosedError(*opening.why_closed)


def _replaced(document_id: int, key: str, quote: str, new: str) -> str | None:
    """The rich text of the field with the words replaced; None if they are not in exactly one place."""
    return replaced_once(_html(document_id, key), quote, new)


def _html(document_id: int, key: str) -> str:
    """The rich text of the field; '' if there is none."""
    return str(next((value for known, value, _version in fields_of(document_id) if known == key), "") or "")


def _locked(comment: Comment) -> Comment:
    found = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if found.outcome != Outcome.OPEN:
        raise UserError(_("The comment is closed already."), _("Nothing was changed."))
    return found


def _required(text: str, field: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise UserError(_("The text is missing."), _("Write it."), field)
    if len(stripped) > LONGEST:
        message = _("The text has %(count)s characters; %(most)s is the most.")
        raise UserError(message % {"count": len(stripped), "most": LONGEST}, _("Write a shorter one."), field)
    return stripped


def _decide(comment: Comment, outcome: Outcome, by: Person) -> None:
    comment.outcome, comment.decided_at, comment.decided_by = outcome, now(), by
    comment.save(update_fields=["outcome", "decided_at", "decided_by"])
