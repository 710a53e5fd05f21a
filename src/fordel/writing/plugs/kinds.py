"""What a module says of the documents it lets people write. It hands its kind to the services of `writing`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from fordel.core.form.content import Content
from fordel.core.form.definition import FormDefinition
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding
from fordel.core.form.span import Clock, Span
from fordel.parties.models import Person
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.receipts import Receipt

S = TypeVar("S")
F = TypeVar("F", bound=FormFacts)


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


def opening_in(span: Span, received_at: datetime, early: Refusal, late: Refusal) -> Opening:
    """All of the document is open within the span; `early` and `late` say why not."""
    refusals = {Clock.NOT_OPEN_YET: early, Clock.TOO_LATE: late}
    return Opening(why_closed=refusals.get(span.at(received_at)))


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


class KeptKind(DocumentKind[S], Generic[S, F]):
    """A kind of document of which versions are kept with their hash, with attachments if its form asks for them. `F` is
    what its rules look at."""

    @abstractmethod
    def log(self, subject: S, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        """Write in the log what happened: `attachment.added`, `attachment.removed` or `attachment.refused`."""

    def hold(self, subject: S) -> None:
        """Lock what keeping a version changes besides the row itself."""
        return

    @abstractmethod
    def facts(self, subject: S) -> F:
        """Everything that was written."""

    @abstractmethod
    def findings(self, facts: F) -> Sequence[Finding]:
        """What is missing or wrong; `core.form.findings.findings_of_form` for a form of words and choices."""

    @abstractmethod
    def content(self, facts: F, attachments: Sequence[Mapping[str, Any]]) -> Content:
        """What is kept; `core.form.content.content_of_form` for a form of words and choices."""

    def is_in_force(self, subject: S) -> bool:
        """Whether the last version still counts, so that the same again changes nothing."""
        return True

    @abstractmethod
    def received(self, subject: S, facts: F, submission: Submission) -> None:
        """Called in the same transaction, after the version is kept: change the state, log it, queue a receipt."""


class SentKind(KeptKind[S, F], Generic[S, F]):
    """A kind of document that is sent to somebody, who answers with a receipt."""

    sent_with: ClassVar[tuple[str, ...]] = ()  # what `language`, `receipt` and the others read of a submission

    @abstractmethod
    def language(self, submission: Submission) -> str:
        """The language of the receipt: `nb`, `nn` or `en`."""

    @abstractmethod
    def receipt(self, submission: Submission) -> Receipt:
        """What the receipt says, in the active language (`documents.receipt` has what every receipt says)."""

    @abstractmethod
    def receipt_name(self, submission: Submission) -> str:
        """The name of the receipt's file, in the active language."""

    def receipt_written(self, submission: Submission) -> None:
        """Called once, in the same transaction, after the receipt is written: notify who is to know."""
        return
