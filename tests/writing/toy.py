"""The second user of `writing`: a letter of wishes that knows nothing of rounds, owners or reports, and has no row of
its own beside its document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from fordel.core.form.definition import FormDefinition, read_form
from fordel.writing.models import Document
from fordel.writing.plugs.kinds import DocumentKind, Opening, Refusal

TOO_LATE: Final = datetime.fromisoformat("2026-12-24T17:00:00+01:00")
PACKING: Final = datetime.fromisoformat("2026-12-20T00:00:00+01:00")


def _said(text: str) -> dict[str, str]:
    return {"nb": text, "nn": text}


def _question(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "label": _said(code), "help": _said(""), **more}


WISHES: Final = read_form(
    {
        "form": {
            "parts": [
                {
                    "code": "wishes",
                    "title": _said("Ønsker"),
                    "questions": [
                        _question("wish", "line"),
                        _question("why", "text", most=200),
                        _question("story", "rich", most=100, required=False),
                        _question("colours", "choices", choices=[{"code": "red", **_said("Rød")}], required=False),
                    ],
                },
                {"code": "thanks", "title": _said("Takk"), "questions": [_question("thanks", "text", required=False)]},
            ],
        }
    }
)


class Wishes(DocumentKind[Document]):
    """Open until Christmas Eve; only thanks can be written while the sleigh is packed."""

    code = "toy.wishes"

    def __init__(self) -> None:
        self.seen: list[tuple[int, tuple[str, ...]]] = []

    def locked(self, document_id: int) -> Document:
        return Document.objects.select_for_update(no_key=True).get(pk=document_id)

    def document(self, subject: Document) -> Document:
        return subject

    def form(self, subject: Document) -> FormDefinition:
        return WISHES

    def opening(self, subject: Document, received_at: datetime) -> Opening:
        if received_at >= TOO_LATE:
            return Opening(why_closed=Refusal("Nissen har reist.", "Skriv neste år."))
        if received_at >= PACKING:
            return Opening(parts=("thanks",), why_not_others=Refusal("Sleden pakkes.", "Takk kan skrives."))
        return Opening()

    def changed(self, subject: Document, keys: Collection[str]) -> None:
        self.seen.append((subject.pk, tuple(keys)))
