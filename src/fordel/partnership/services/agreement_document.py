"""An agreement as a document of `writing`: what it asks, what is signed, and the PDF of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.content import Content, content_of_form, form_facts_from, sent_hash
from fordel.core.form.definition import FormDefinition
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding
from fordel.parties.models import Person
from fordel.partnership.models import Agreement, Partnership, Signature
from fordel.partnership.selectors.agreement_findings import findings_of_agreement
from fordel.partnership.selectors.agreement_form import MEASURES, form_of, form_with
from fordel.partnership.services.void_signature import void_signature
from fordel.shared.audit import record
from fordel.shared.clock import today
from fordel.writing.documents.answers import answer_text, answered_parts
from fordel.writing.documents.receipt import checksum, receipt_files, receipt_parts, receipt_words, to_the_second
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.kinds import Opening, Refusal, SentKind
from fordel.writing.plugs.receipts import Receipt, ReceiptLine, ReceiptSection
from fordel.writing.selectors.attachments import attachments_of, count_attachments
from fordel.writing.selectors.fields import values_of

_BETWEEN: Final = "document__agreement__partnership"


@dataclass(frozen=True, kw_only=True)
class AgreementFacts(FormFacts):
    """What is written, with the two that it is between and the language it is in."""

    between: Partnership
    language: str


class AgreementDocument(SentKind[Agreement, AgreementFacts]):
    """Open to both sides until both have signed. What is signed is a version; the receipt is the signed agreement."""

    code = "partnership.agreement"
    sent_with = (f"{_BETWEEN}__owner", f"{_BETWEEN}__provider", f"{_BETWEEN}__office")

    def locked(self, document_id: int) -> Agreement:
        rows = Agreement.objects.select_for_update(of=("self", "document"), no_key=True)
        pair = (f"partnership__{name}" for name in ("office", "owner", "provider"))
        return rows.select_related("document", *pair).get(pk=document_id)

    def document(self, subject: Agreement) -> Document:
        return subject.document

    def form(self, subject: Agreement) -> FormDefinition:
        return form_of(subject.partnership)

    def opening(self, subject: Agreement, received_at: datetime) -> Opening:
        if subject.is_open:
            return Opening()
        state = subject.get_state_display()
        message = _("The agreement cannot be changed any more. It is: %(state)s.") % {"state": state}
        return Opening(Refusal(message, _("Begin a new one if you agree on something else.")))

    def changed(self, subject: Agreement, keys: Collection[str]) -> None:
        void_signature(subject)

    def log(self, subject: Agreement, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        record(f"partnership.{event}", actor=person, subject=subject, office=subject.office_id, details=details)
        if event != "attachment.refused":
            void_signature(subject)

    def facts(self, subject: Agreement) -> AgreementFacts:
        return AgreementFacts(
            form=self.form(subject),
            values=values_of(subject.pk),
            attachments=count_attachments(subject.pk),
            between=subject.partnership,
            language=subject.language,
        )

    def findings(self, facts: AgreementFacts) -> Sequence[Finding]:
        return findings_of_agreement(facts, today())

    def content(self, facts: AgreementFacts, attachments: Sequence[Mapping[str, Any]]) -> Content:
        """What is signed: also the names of the two, and of the measures, as they are now."""
        between = facts.between
        return content_of_form(facts, attachments) | {
            "language": facts.language,
            "owner": {"organisation": between.owner_id, "name": between.owner.name},
            "provider": {"organisation": between.provider_id, "name": between.provider.name},
            MEASURES: [list(each) for each in _chosen(facts)],
        }

    def received(self, subject: Agreement, facts: AgreementFacts, submission: Submission) -> None:
        return

    def language(self, submission: Submission) -> str:
        return submission.document.agreement.language

    def receipt(self, submission: Submission) -> Receipt:
        """The agreement as it was signed, with those who signed it."""
        content = submission.content
        names = [content["owner"]["name"], content["provider"]["name"]]
        form = form_with(tuple((code, name) for code, name in content[MEASURES]))
        facts = form_facts_from(form, content)
        words = {
            "answers": _("What is agreed"),
            "checksum": _("The checksum is the SHA-256 of all that was signed: it differs if anything is changed."),
        }
        return Receipt(
            title=_("Agreement"),
            headline=" – ".join(names),
            sender=names[0],
            footer=_("Agreement on partnership"),
            facts=[(_("Owner"), names[0]), (_("Partner"), names[1]), checksum(submission)],
            parts=receipt_parts(answered_parts(facts, answer_text)),
            attachments=receipt_files(content),
            words=receipt_words() | words,
            sections=[ReceiptSection("signatures", _("Signatures"), lines=_signed(submission))],
        )

    def receipt_name(self, submission: Submission) -> str:
        return _("agreement-%(number)s.pdf") % {"number": submission.document_id}


AGREEMENT_DOCUMENT: Final = AgreementDocument()


def hash_now(agreement: Agreement, facts: AgreementFacts) -> str:
    """The SHA-256 of what would be signed now. One query."""
    return sent_hash(AGREEMENT_DOCUMENT.content(facts, attachments_of(agreement.pk)))


def _chosen(facts: AgreementFacts) -> list[tuple[str, str]]:
    """(key, name) of the measures that are ticked."""
    offered = [
        (choice.code, choice.label["nb"])
        for _part, question in facts.form.questions()
        if question.code == MEASURES
        for choice in question.choices
    ]
    ticked = set(facts.codes(MEASURES))
    return [(code, name) for code, name in offered if code in ticked]


def _signed(submission: Submission) -> list[ReceiptLine]:
    rows = Signature.objects.filter(submission=submission, voided_at__isnull=True).select_related("person")
    between = submission.document.agreement.partnership
    when = _("signed %(when)s")
    return [
        ReceiptLine(
            each.person.name if each.person else "–",
            between.organisation(each.side).name,
            when % {"when": to_the_second(each.signed_at)},
        )
        for each in rows
    ]
