"""Fills an empty document with what is known already, for example from an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fordel.parties.models import Person
from fordel.writing.plugs.kinds import DocumentKind, S
from fordel.writing.services.save_fields import Edit, save_fields


def fill_document(
    kind: DocumentKind[S], document_id: int, values: Mapping[str, Any], person: Person, at: datetime
) -> None:
    """Store the values in the fields of an empty document, in one save: a page can tell them from what is written later
    (`selectors.fields.untouched_keys`). Values are as stored: rich text is HTML. Empty ones are left out."""
    edits = [Edit(key, value, 0, is_html=True) for key, value in values.items() if value not in ("", [], None)]
    if edits:
        save_fields(kind, document_id, person, edits, at)
