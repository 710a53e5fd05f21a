"""The history of a document as a page shows it: what was sent, and every field as it was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page

from fordel.core.form.content import Content
from fordel.core.word_difference import Piece
from fordel.writing.documents.differences import ChangeLine, Names
from fordel.writing.models import Submission
from fordel.writing.selectors.history import field_versions

Compare = Callable[[Names, Content, Content], list[ChangeLine]]


@dataclass(frozen=True)
class SentVersion:
    """Something that was sent: when, by whom, and how it differs from what was sent before (None for the first).
    `address` is its receipt."""

    sequence: int
    at: datetime
    by: str
    sha256: str
    changes: list[ChangeLine] | None
    address: str


@dataclass(frozen=True)
class FieldChange:
    """A field that somebody changed, word by word; what one wrote within some minutes is one change."""

    label: str
    at: datetime
    by: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class History:
    """Sent ones and fields, the newest first. `fields` is a page of `page`. `choices` are (key, label) to filter by;
    `chosen` is the key that is shown ('' for all)."""

    sent: list[SentVersion]
    fields: list[FieldChange]
    page: Page[Any]
    choices: list[tuple[str, str]]
    chosen: str


def history_of(
    document_id: int,
    names: Names,
    sent: Sequence[Submission],
    receipt: Callable[[int], str],
    compare: Compare,
    key: str,
    side: str | None,
) -> History:
    """Three queries. `sent` is what was sent, in order, with `sent_by`; `receipt` gives the address for a sequence;
    `compare` is `documents.differences.form_changes` or that of a kind that sends more. `key` is one field ('' for
    all), `side` the page."""
    keys, page = field_versions(document_id, key, side)
    fields = [
        FieldChange(names.label(row.key), row.at, row.by, names.pieces(row.key, row.before, row.value)) for row in page
    ]
    choices = sorted(((each, names.label(each)) for each in keys), key=lambda pair: pair[1])
    return History(_sent(names, sent, receipt, compare), fields, page, choices, key)


def _sent(
    names: Names, sent: Sequence[Submission], receipt: Callable[[int], str], compare: Compare
) -> list[SentVersion]:
    found = []
    for index, each in enumerate(sent):
        changes = compare(names, sent[index - 1].content, each.content) if index else None
        by, address = each.sent_by.name if each.sent_by else "", receipt(each.sequence)
        found.append(SentVersion(each.sequence, each.received_at, by, each.sha256, changes, address))
    return found[::-1]
