"""Saves one part of a document from its form, and says where the writer goes next. A module's view renders the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from fordel.core.form.definition import Part
from fordel.core.form.findings import UNREADABLE
from fordel.shared.access import PageRequest
from fordel.shared.errors import UserError
from fordel.writing.documents.words import field_id
from fordel.writing.forms import choice_from_form, edits_from_form
from fordel.writing.plugs.kinds import DocumentKind, F, S
from fordel.writing.presentation.document_view import DocumentView
from fordel.writing.services.documents import note_presence
from fordel.writing.services.save_fields import Edit, SaveResult, save_fields


@dataclass(frozen=True)
class SavedPart:
    """What became of a part that was sent as a form: `result` if it was stored, else `error`."""

    result: SaveResult | None = None
    error: UserError | None = None


def save_part(
    request: PageRequest[Any], kind: DocumentKind[S], document_id: int, view: DocumentView[F], part: Part
) -> SavedPart:
    """Store what the part's form sent. If somebody chose between two texts, the field holds the chosen one."""
    try:
        edits = _edits(view, part, request.POST)
        return SavedPart(save_fields(kind, document_id, request.actor.person_or_refuse, edits, request.received_at))
    except UserError as error:
        return SavedPart(error=error)


def _edits(view: DocumentView[F], part: Part, typed: QueryDict) -> list[Edit]:
    kept = choice_from_form(view.conflicts, typed)
    edits = edits_from_form(view.facts, part, typed)
    return [edit for edit in edits if edit.key != kept.key] + [kept] if kept else edits


def note_reader(saved: SavedPart, document_id: int, person_id: int, part: str) -> None:
    """Notes that the person has the part open, unless what they sent was refused: then nothing is stored."""
    if saved.error is None:
        note_presence(document_id, person_id, part, "")


def stays_on_part(saved: SavedPart, after: DocumentView[F], part: str) -> bool:
    """Whether the page of the part is shown again: nothing was stored, texts met, or something cannot be read. What is
    missing, and sums, can be corrected later. `after` is the document as it is now."""
    if saved.result is None or saved.result.conflicts:
        return True
    return any(finding.part == part and finding.code in UNREADABLE for finding in after.findings)


def next_address(typed: QueryDict, before: DocumentView[F], after: DocumentView[F], part: str, check: str) -> str:
    """The page to go to after the part is stored: the first question that is asked because of the answers, the next
    part, or `check`, the address of the page that checks everything."""
    new = _newly_asked(before, after, part)
    if new:
        return f"{after.addresses.part(part)}#{field_id(new)}"
    if "check" in typed:
        return check
    still = after.part(part)
    following = after.neighbours(part)[1] if still else after.facts.parts[0]
    if still and any(name.startswith("keep.") for name in typed):
        following = still
    return check if following is None else after.addresses.part(following.code)


def _newly_asked(before: DocumentView[F], after: DocumentView[F], part: str) -> str:
    """The first question of the part that is asked because of what was answered now, or ''."""
    was, now = before.part(part), after.part(part)
    known = {question.code for question in before.facts.asked(was)} if was else set()
    asked = after.facts.asked(now) if now else ()
    return next((question.code for question in asked if question.code not in known), "")
