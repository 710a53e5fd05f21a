"""Gathers what every page of a draft needs: a fixed number of queries, whatever is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.urls import reverse

from fordel.core.form.content import content_of, sent_hash
from fordel.core.form.definition import Kind, Part
from fordel.core.form.draft_findings import findings_of
from fordel.core.form.progress import PartState
from fordel.core.form.window import Window
from fordel.parties.models import Person
from fordel.reports.drafting.presentation.draft_view import DraftView
from fordel.reports.drafting.selectors.copy_sources import copied_keys, copied_text
from fordel.reports.models import ReportDraft, ReportState
from fordel.reports.presentation.addresses import part_address
from fordel.reports.presentation.window_texts import why_closed
from fordel.reports.selectors.draft_facts import versioned_facts_of, window_of
from fordel.shared.dates import last_day
from fordel.writing.models import Submission
from fordel.writing.presentation.document_page import page_context
from fordel.writing.presentation.document_view import Addresses, Step
from fordel.writing.presentation.files import FileAddresses
from fordel.writing.selectors.attachments import attachments_of
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.presence import others_in
from fordel.writing.selectors.submissions import last_submission


@dataclass(frozen=True)
class DraftPage:
    """A draft with its view, its window, and what was sent last (None before that)."""

    draft: ReportDraft
    view: DraftView
    window: Window
    last: Submission | None
    has_unsent_changes: bool
    at: datetime

    def may_write(self, part: Part) -> bool:
        """Whether the part can be changed now: after a refusal by a party only that with the partners."""
        if not self.window.only_partners:
            return self.window.is_open
        return any(question.kind == Kind.PARTNERS for question in part.questions)

    def _next_part(self, steps: list[Step]) -> str:
        """The first part that can be written in and is not done, else the first that can be written in at all."""
        done = (PartState.DONE, PartState.OPTIONAL)
        mine = [step for step in steps if self.may_write(step.part)] or steps
        return next((step.part.code for step in mine if step.state not in done), mine[0].part.code)

    def context(self, part: str = "", *, checked: bool = False) -> dict[str, Any]:
        """What the templates get."""
        context = page_context(self.view, part, checked=checked)
        steps = context["steps"]
        return context | {
            "draft": self.draft,
            "report": self.draft.report,
            "round": self.draft.round,
            "window": self.window,
            "closed": None if self.window.is_open else why_closed(self.window, is_sent=self._is_sent()),
            "last": self.last,
            "has_unsent_changes": self.has_unsent_changes,
            "last_day": last_day(self.window.closes) if self.window.closes else None,
            "open_parts": [step.part.code for step in steps if self.may_write(step.part)],
            "next_part": self._next_part(steps),
            "answer_day": self._answer_day(),
            "return_reason": self._return_reason(),
        }

    def _return_reason(self) -> str:
        """Why the office sent it back, where it has."""
        if self.draft.report is None or self.draft.report.state != ReportState.RETURNED:
            return ""
        change = self.draft.report.state_changes.filter(verb="return").last()
        return change.reason if change else ""

    def _is_sent(self) -> bool:
        return self.last is not None and not self.has_unsent_changes

    def _answer_day(self) -> date | None:
        """When the owner is answered (scheme data), where it is known."""
        text = self.view.facts.form.dates.get("decision_due")
        return date.fromisoformat(text) if text else None


def addresses_of(draft_id: int) -> Addresses:
    """Where the pages of a draft are."""
    draft = {"draft_id": draft_id}
    return Addresses(
        read=reverse("own_needs:draft", kwargs=draft),
        part=partial(part_address, draft_id),
        save=reverse("own_needs:draft-save", kwargs=draft),
        here=reverse("own_needs:draft-here", kwargs=draft),
    )


def file_addresses(draft_id: int) -> FileAddresses:
    """Where the files of a draft are added, read and removed."""

    def address(name: str, attachment_id: int) -> str:
        return reverse(f"own_needs:{name}", kwargs={"draft_id": draft_id, "attachment_id": attachment_id})

    return FileAddresses(
        add=reverse("own_needs:attachment-add", kwargs={"draft_id": draft_id}),
        read=partial(address, "attachment"),
        remove=partial(address, "attachment-remove"),
    )


def draft_page(draft: ReportDraft, person: Person, at: datetime) -> DraftPage:
    """Everything a page about the draft shows to the person at the instant the request was received."""
    facts, versions = versioned_facts_of(draft)
    source = draft.copied_from
    view = DraftView(
        draft.document,
        addresses_of(draft.pk),
        facts,
        findings_of(facts),
        versions,
        conflicts_of(draft.pk, person.pk),
        others_in(draft.pk, person.pk),
        copied_keys(draft),
        copied_text(source.round.year) if source else "",
    )
    last = last_submission(draft.pk) if draft.report else None
    unsent = last is not None and last.sha256 != sent_hash(content_of(facts, attachments_of(draft.pk)))
    return DraftPage(draft, view, window_of(draft, at), last, unsent, at)
