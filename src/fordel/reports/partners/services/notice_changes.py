"""Sees that what a party confirmed has changed, and has it told once the owner has stopped writing for a while."""

from __future__ import annotations

from collections.abc import Iterable

from fordel.core.form.definition import FormDefinition
from fordel.reports.drafting.selectors.draft_facts import facts_of, form_of
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.services.parties import ReportParties
from fordel.writing.services.confirmations import ANSWERED, compare


def notice_changes(draft: ReportDraft, keys: Iterable[str] | None) -> None:
    """Moves each confirmed party whose confirmation no longer holds to «changed», and back if it holds again.

    `keys` are the fields that were changed (None: anything may have). No query where none of them can matter, one where
    no party has confirmed anything. The draft is held by the caller.
    """
    form = form_of(draft.round.scheme)
    if keys is not None and not any(_matters(form, key) for key in keys):
        return
    parties = list(DraftParty.objects.filter(draft=draft, state__in=ANSWERED).select_related("organisation"))
    if not parties:
        return
    kind = ReportParties(facts_of(draft))
    for party in parties:
        party.draft = draft
        compare(kind, party)


def _matters(form: FormDefinition, key: str) -> bool:
    """Whether the field can be part of what somebody confirmed, or decide which questions are."""
    code = key.split(".", maxsplit=1)[0]
    if code in ("budget", "duration_years"):
        return True
    return any(question.bound and (question.code == code or code in question.when) for _p, question in form.questions())
