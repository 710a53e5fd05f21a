"""Saves fields one by one. A field that somebody else has changed becomes a conflict; nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition, Kind
from fordel.core.form.draft import is_known_key
from fordel.core.form.rich_text import as_typed, from_plain, plain_text
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.plain_text import one_line
from fordel.shared.rich_text import TooMuchMarkupError, clean_html
from fordel.writing.models import Conflict, Document, Field, FieldVersion
from fordel.writing.plugs.kinds import DocumentKind, Opening, S
from fordel.writing.selectors.conflicts import OpenConflict, conflict_with

SAME_SITTING: Final = timedelta(minutes=10)
LONGEST_VALUE: Final = 60_000  # characters that are read
LONGEST_MARKUP: Final = 4 * LONGEST_VALUE  # and what rich text may be as HTML
MOST_EDITS: Final = 300


@dataclass(frozen=True)
class Edit:
    """A field as somebody left it. `base_version` is the version they had seen (0: an empty field nobody had filled).
    `chooses`: the person has seen the other text and this is what the field is to hold. `is_html`: rich text comes as
    HTML from an editor, not as words from a plain field."""

    key: str
    value: Any
    base_version: int
    chooses: bool = False
    is_html: bool = False


@dataclass(frozen=True)
class SaveResult:
    """`versions`: key -> version of every field that is stored as it was sent. `at` is when, `revision` the
    document's."""

    at: datetime
    revision: int
    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[OpenConflict] = field(default_factory=list)


class ClosedError(UserError):
    """The document cannot be written in; what was sent is not stored."""


@transaction.atomic
def save_fields(
    kind: DocumentKind[S], document_id: int, person: Person, edits: Sequence[Edit], received_at: datetime
) -> SaveResult:
    """Store each field, or keep the text as a conflict if somebody else has changed the field since.

    Raises ClosedError if the document was not open when the server received the request, and UserError for fields the
    form does not know or texts out of all proportion. The same request twice gives the same answer.
    """
    subject = kind.locked(document_id)
    document, form = kind.document(subject), kind.form(subject)
    _refuse_closed(kind.opening(subject, received_at), form, edits)
    keys = [edit.key for edit in edits]
    current = {
        each.key: each for each in Field.objects.filter(document=document, key__in=keys).select_related("changed_by")
    }
    wanted = {edit.key: _as_kept(form, edit, current.get(edit.key)) for edit in edits}
    _refuse_endless(wanted.values())
    result = SaveResult(now(), document.revision)
    changed: list[Field] = []
    apart: set[str] = set()
    for key, edit in wanted.items():
        known = current.get(key)
        version = known.version if known else 0
        if (known is not None and known.value == edit.value) or (known is None and edit.value in ("", [], None)):
            result.versions[key] = version
        elif known is not None and _is_conflict(known, edit, person):
            result.conflicts.append(conflict_with(known, edit.value))
        else:
            if edit.base_version != version:
                apart.add(key)
            changed.append(_next(document, key, edit.value, version + 1, person, result.at))
            result.versions[key] = version + 1
    _write(document, changed, person, result.at, apart)
    _keep_conflicts(document, result, wanted, person)
    if changed:
        kind.changed(subject, [each.key for each in changed])
    return replace(result, revision=document.revision + 1) if changed else result


def _refuse_closed(opening: Opening, form: FormDefinition, edits: Sequence[Edit]) -> None:
    if opening.why_closed is not None:
        raise ClosedError(*opening.why_closed)
    if len(edits) > MOST_EDITS or any(not is_known_key(form, edit.key) for edit in edits):
        raise UserError(_("The page is out of date."), _("Open it again. What you have typed is kept in the browser."))
    codes = {edit.key.split(".")[0] for edit in edits}
    closed = opening.parts is not None and any(form.part_of(code) not in opening.parts for code in codes)
    if closed and opening.why_not_others is not None:
        raise ClosedError(*opening.why_not_others)


def _refuse_endless(edits: Iterable[Edit]) -> None:
    """Raises UserError for a text out of all proportion. What a word processor writes around the words of rich text
    does not count: it is gone when this is asked."""
    for edit in edits:
        length = len(str(edit.value))
        if length > LONGEST_MARKUP or (length > LONGEST_VALUE and len(plain_text(str(edit.value))) > LONGEST_VALUE):
            raise _endless()


def _endless() -> UserError:
    fix = _("Shorten it, or add it as an attachment. It is not deleted here.")
    return UserError(_("The text is far too long to be kept."), fix)


def _as_kept(form: FormDefinition, edit: Edit, known: Field | None) -> Edit:
    """The edit as it is stored: rich text cleaned, and no line breaks unless the answer has several lines."""
    if not isinstance(edit.value, str):
        return edit
    question = form.question(edit.key.split(".")[0])
    if question.kind == Kind.RICH:
        html = edit.value if edit.is_html else _rich(edit.value, known, structured=question.structured)
        try:
            return replace(edit, value=clean_html(html, structured=question.structured))
        except TooMuchMarkupError as error:
            raise _endless() from error
    return edit if question.kind == Kind.TEXT else replace(edit, value=one_line(edit.value))


def _rich(typed: str, known: Field | None, *, structured: bool) -> str:
    """Rich text from a plain field. What was not changed there keeps the emphasis and links that it could not show."""
    stored = known.value if known is not None and isinstance(known.value, str) else ""
    return stored if typed.strip() == as_typed(stored) else from_plain(typed, structured=structured)


def _is_conflict(known: Field, edit: Edit, person: Person) -> bool:
    """Whether the field holds a text that the writer has not seen. One's own text, from another tab, never collides."""
    return known.version != edit.base_version and known.changed_by_id != person.pk


def _next(document: Document, key: str, value: Any, version: int, person: Person, at: datetime) -> Field:
    return Field(
        document=document,
        key=key,
        value=value,
        version=version,
        revision=document.revision + 1,
        changed_at=at,
        changed_by=person,
    )


def _write(document: Document, fields: list[Field], person: Person, at: datetime, apart: set[str]) -> None:
    if not fields:
        return
    Field.objects.bulk_create(
        fields,
        update_conflicts=True,
        unique_fields=["document", "key"],
        update_fields=["value", "version", "revision", "changed_at", "changed_by"],
    )
    keys = [each.key for each in fields]
    last = {
        each.key: each
        for each in FieldVersion.objects.filter(document=document, key__in=keys)
        .order_by("key", "-version")
        .distinct("key")
    }
    new, renewed = [], []
    for each in fields:
        before = last.get(each.key)
        if before is not None and each.key not in apart and _is_same_sitting(before, person, at):
            before.version, before.value, before.changed_at = each.version, each.value, at
            renewed.append(before)
        else:
            new.append(
                FieldVersion(
                    document=document,
                    key=each.key,
                    version=each.version,
                    value=each.value,
                    began_at=at,
                    changed_at=at,
                    changed_by=person,
                )
            )
    FieldVersion.objects.bulk_create(new)
    if renewed:
        FieldVersion.objects.bulk_update(renewed, ["version", "value", "changed_at"])
    Document.objects.filter(pk=document.pk).update(changed_at=at, revision=document.revision + 1)


def _is_same_sitting(before: FieldVersion, person: Person, at: datetime) -> bool:
    return before.changed_by_id == person.pk and at - before.began_at < SAME_SITTING


def _keep_conflicts(document: Document, result: SaveResult, wanted: Mapping[str, Edit], person: Person) -> None:
    own = Conflict.objects.filter(document=document, written_by=person, resolved_at__isnull=True)
    if result.conflicts:
        open_ones = own.filter(key__in=[conflict.key for conflict in result.conflicts])
        known = {each.key: each for each in open_ones}
        Conflict.objects.bulk_create(
            Conflict(
                document=document,
                key=conflict.key,
                value=conflict.mine,
                base_version=wanted[conflict.key].base_version,
                written_at=result.at,
                written_by=person,
            )
            for conflict in result.conflicts
            if conflict.key not in known
        )
        for conflict in result.conflicts:
            if conflict.key in known:
                open_ones.filter(key=conflict.key).update(value=conflict.mine, written_at=result.at)
    chosen = [key for key in result.versions if wanted[key].chooses]
    if chosen:
        own.filter(key__in=chosen).update(resolved_at=result.at, resolved_by=person)
