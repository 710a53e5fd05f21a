"""The second user of `writing`: a letter of wishes that knows nothing of rounds, owners or reports, and has no row of
its own beside its document."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from fordel.core.form.content import Content, content_of_form, form_facts_from
from fordel.core.form.definition import FormDefinition, read_form
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding, findings_of_form
from fordel.core.form.span import Span
from fordel.parties.models import Person
from fordel.writing.documents.answers import answer_text, answered_parts
from fordel.writing.documents.receipt import checksum, receipt_facts, receipt_files, receipt_parts, receipt_words
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.kinds import Opening, Refusal, SentKind, opening_in
from fordel.writing.plugs.receipts import Receipt, ReceiptLine, ReceiptSection
from fordel.writing.selectors.attachments import count_attachments
from fordel.writing.selectors.fields import values_of

OPENS: Final = datetime.fromisoformat("2026-12-01T00:00:00+01:00")
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
                        _question("more", "yes_no", required=False),
                        _question("what", "rich", required=False, when={"more": ["yes"]}),
                        _question("colours", "choices", choices=[{"code": "red", **_said("Rød")}], required=False),
                    ],
                },
                {
                    "code": "thanks",
                    "title": _said("Takk"),
                    "questions": [
                        _question("thanks", "text", required=False),
                        _question("drawings", "attachments", required=False),
                    ],
                },
            ],
        },
        "limits": {"attachment_megabytes": 1, "attachments_most": 2},
    }
)


class Wishes(SentKind[Document, FormFacts]):
    """Open until Christmas Eve; only thanks can be written while the sleigh is packed."""

    code = "toy.wishes"

    def __init__(self) -> None:
        self.seen: list[tuple[int, tuple[str, ...]]] = []
        self.logged: list[str] = []
        self.is_read = True
        self.extension: datetime | None = None

    def locked(self, document_id: int) -> Document:
        return Document.objects.select_for_update(no_key=True).get(pk=document_id)

    def document(self, subject: Document) -> Document:
        return subject

    def form(self, subject: Document) -> FormDefinition:
        return WISHES

    def opening(self, subject: Document, received_at: datetime) -> Opening:
        early = Refusal("Nissen søv.", "Skriv i desember.")
        late = Refusal("Nissen har reist.", "Skriv neste år.")
        opening = opening_in(Span(OPENS, TOO_LATE, self.extension), received_at, early, late)
        if opening.why_closed is None and received_at >= PACKING:
            return Opening(parts=("thanks",), why_not_others=Refusal("Sleden pakkes.", "Takk kan skrives."))
        return opening

    def changed(self, subject: Document, keys: Collection[str]) -> None:
        self.seen.append((subject.pk, tuple(keys)))

    def log(self, subject: Document, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        self.logged.append(event)

    def facts(self, subject: Document) -> FormFacts:
        return FormFacts(form=WISHES, values=values_of(subject.pk), attachments=count_attachments(subject.pk))

    def findings(self, facts: FormFacts) -> Sequence[Finding]:
        return findings_of_form(facts)

    def content(self, facts: FormFacts, attachments: Sequence[Mapping[str, Any]]) -> Content:
        return content_of_form(facts, attachments)

    def is_in_force(self, subject: Document) -> bool:
        return self.is_read

    def received(self, subject: Document, facts: FormFacts, submission: Submission) -> None:
        self.logged.append(f"sent {submission.sequence}")

    def language(self, submission: Submission) -> str:
        return "nn"

    def receipt(self, submission: Submission) -> Receipt:
        facts = form_facts_from(WISHES, submission.content)
        return Receipt(
            title="Ønskebrev",
            headline=facts.text("wish"),
            sender="Nissen",
            footer="Nordpolen",
            facts=[*receipt_facts(submission), checksum(submission)],
            parts=receipt_parts(answered_parts(facts, answer_text)),
            attachments=receipt_files(submission.content),
            words=receipt_words(),
            sections=[ReceiptSection("helpers", "Hjelparar", lines=[ReceiptLine("Alv", "nisse", "til stades")])],
        )

    def receipt_name(self, submission: Submission) -> str:
        return f"onsker-{submission.sequence}.pdf"

    def receipt_written(self, submission: Submission) -> None:
        self.logged.append(f"receipt {submission.sequence}")
