"""What a module says of the documents it lets people write. It hands its kind to the services of `writing`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, NamedTuple, TypeVar

from fordel.core.form.definition import FormDefinition
from fordel.writing.models import Document

S = TypeVar("S")


class Refusal(NamedTuple):
    """Why something cannot be written, and what to do."""

    message: str
    fix: str


@dataclass(frozen=True)
class Opening:
    """Whether a document can be written in. `why_closed` is None while it can. `parts` are the codes of the parts that
    are open (None: all), and `why_not_others` what somebody reads who writes in another one."""

    why_closed: Refusal | None = None
    parts: Collection[str] | None = None
    why_not_others: Refusal | None = None


class DocumentKind(ABC, Generic[S]):
    """One kind of document. `S` is the module's own row beside the document; both have the same number."""

    code: ClassVar[str]

    @abstractmethod
    def locked(self, document_id: int) -> S:
        """The module's row, held together with its document until the transaction ends. Raises its DoesNotExist."""

    @abstractmethod
    def document(self, subject: S) -> Document:
        """The document of the row, without a query."""

    @abstractmethod
    def form(self, subject: S) -> FormDefinition:
        """What the document asks."""

    @abstractmethod
    def opening(self, subject: S, received_at: datetime) -> Opening:
        """Whether the document could be written in when the server received the request."""

    def changed(self, subject: S, keys: Collection[str]) -> None:
        """Called in the same transaction, after the fields with these keys have changed."""
        return
