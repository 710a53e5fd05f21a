"""An outcome report as a document of `writing`: who may write what and until when, what is sent, and the receipt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.content import Content, content_of_form
from fordel.core.form.definition import FormDefinition
from fordel.core.form.findings import Finding
from fordel.core.money import format_kroner
from fordel.core.outcomes.facts import OutcomeFacts
from fordel.core.outcomes.findings import findings_of_outcome
from fordel.core.outcomes.rules import REACHED, Answering, form_for
from fordel.notices.recipient import to_office, to_organisation, to_person
from fordel.notices.services.notify import notify
from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.notices import OutcomeReceipt, OutcomeReceived
from fordel.outcomes.selectors.openings import why_owner_closed, why_party_closed
from fordel.outcomes.selectors.outcomes import facts_of, form_of, outcomes_with_parties, parties_of, rules_of
from fordel.outcomes.services.keep_figures import keep_figures
from fordel.outcomes.services.outcome_rules import OUTCOMES
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_organisation
from fordel.shared.audit import record
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.documents.answers import answer_text, answered_parts
from fordel.writing.documents.receipt import checksum, receipt_facts, receipt_files, receipt_parts, receipt_words
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.kinds import Opening, Refusal, SentKind
from fordel.writing.plugs.receipts import Receipt

_OUTCOME: Final = "document__outcome"


class OutcomeDocument(SentKind[OutcomeReport, OutcomeFacts]):
    """What one side writes of the report: `organisation` is that of the writer; None is the office, which writes for
    the owner."""

    code = "outcomes.report"
    sent_with = (f"{_OUTCOME}__report__owner", f"{_OUTCOME}__round__office", f"{_OUTCOME}__round__scheme")

    def __init__(self, organisation: int | None = None) -> None:
        self.organisation = organisation

    def locked(self, document_id: int) -> OutcomeReport:
        rows = outcomes_with_parties().select_for_update(of=("self", "document"), no_key=True)
        return rows.get(pk=document_id)

    def document(self, subject: OutcomeReport) -> Document:
        return subject.document

    def form(self, subject: OutcomeReport) -> FormDefinition:
        return form_of(subject)

    def opening(self, subject: OutcomeReport, received_at: datetime) -> Opening:
        party = next((each for each in parties_of(subject) if each.organisation == self.organisation), None)
        if party is not None:
            return Opening(why_party_closed(subject, received_at), (party.part,), _not_theirs(party.name))
        others = {each.part for each in parties_of(subject)}
        parts = [part.code for part in form_of(subject).parts if part.code not in others]
        why = why_owner_closed(subject, received_at)
        return Opening(why, parts, _not_theirs(subject.report.owner.name))

    def changed(self, subject: OutcomeReport, keys: Collection[str]) -> None:
        """What a party has confirmed is no longer confirmed once its part is changed."""
        for row in subject.parties.all():
            own = Answering(row.organisation_id, "", True).key("")
            if row.confirmed_at and any(key.startswith(own) for key in keys):
                row.confirmed_at = row.confirmed_by = None
                row.save(update_fields=["confirmed_at", "confirmed_by"])
                details = {"organisation": row.organisation_id}
                office = subject.office_id
                record("outcomes.part.changed", actor=None, subject=subject, office=office, details=details)

    def log(self, subject: OutcomeReport, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        record(f"outcomes.{event}", actor=person, subject=subject, office=subject.office_id, details=details)

    def facts(self, subject: OutcomeReport) -> OutcomeFacts:
        return facts_of(subject)

    def findings(self, facts: OutcomeFacts) -> Sequence[Finding]:
        return findings_of_outcome(facts)

    def content(self, facts: OutcomeFacts, attachments: Sequence[Mapping[str, Any]]) -> Content:
        """What is sent: also the grant, and who else answered and what."""
        return content_of_form(facts, attachments) | {
            "granted": facts.granted,
            "parties": [[each.organisation, each.name, each.is_partner] for each in facts.parties],
        }

    def is_in_force(self, subject: OutcomeReport) -> bool:
        return subject.state == OutcomeState.SUBMITTED

    def received(self, subject: OutcomeReport, facts: OutcomeFacts, submission: Submission) -> None:
        advance(OUTCOMES, subject, "send", submission.sent_by)
        keep_figures(subject, facts, submission.received_at)
        details = {"used": subject.used, "unused": subject.unused, "sha256": submission.sha256}
        office = subject.round.office
        record("outcomes.report.sent", actor=submission.sent_by, subject=subject, office=office.pk, details=details)
        queue_job("outcomes.write_receipt", submission_id=submission.pk)
        assigned = to_person(subject.assigned_to, office) if subject.assigned_to is not None else []
        notify(assigned or to_office(office), OutcomeReceived(subject))

    def language(self, submission: Submission) -> str:
        outcome = submission.document.outcome
        return language_of_organisation(outcome.report.owner, outcome.round.office)

    def receipt(self, submission: Submission) -> Receipt:
        outcome, content = submission.document.outcome, submission.content
        facts = sent_facts(outcome, content)
        owner = outcome.report.owner.name
        before = [
            (_("Owner"), owner),
            (_("Measure"), outcome.report.title),
            (_("Granted"), _("%(amount)s kroner") % {"amount": format_kroner(content["granted"])}),
        ]
        return Receipt(
            title=_("Outcome report for %(year)s") % {"year": outcome.year},
            headline=outcome.report.title,
            sender=owner,
            footer=_("Receipt for an outcome report"),
            facts=[*receipt_facts(submission, before), checksum(submission)],
            parts=receipt_parts(answered_parts(facts, answer_text)),
            attachments=receipt_files(content),
            words=receipt_words(),
        )

    def receipt_written(self, submission: Submission) -> None:
        outcome = submission.document.outcome
        notify(to_organisation(outcome.report.owner, outcome.round.office), OutcomeReceipt(outcome))

    def receipt_name(self, submission: Submission) -> str:
        return _("outcome-report-%(number)s.pdf") % {"number": submission.document_id}


OFFICE_WRITES: Final = OutcomeDocument()


def sent_facts(outcome: OutcomeReport, content: Mapping[str, Any]) -> OutcomeFacts:
    """What was sent, as facts again. No query."""
    rules, parties = rules_of(outcome), tuple(Answering(*each) for each in content["parties"])
    return OutcomeFacts(
        form=form_for(rules, parties),
        values=dict(content["answers"]),
        attachments=len(content["attachments"]),
        rules=rules,
        granted=content["granted"],
        lines=tuple(code.removeprefix(REACHED) for code in content["answers"] if code.startswith(REACHED)),
        parties=parties,
    )


def _not_theirs(name: str) -> Refusal:
    return Refusal(
        _("You cannot write in this part for %(name)s.") % {"name": name},
        _("Each writes its own part. Nothing was saved."),
    )
