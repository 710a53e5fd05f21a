"""A draft as the rules see it, and when it may be written in."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.http import Http404

from fordel.core.form.definition import FormDefinition, FormDefinitionError
from fordel.core.form.draft import DraftFacts, Party
from fordel.core.form.span import Span
from fordel.core.form.window import Terms, Window, window_at
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.selectors.themes import themes_of
from fordel.reports.models import DeadlineExtension, DraftParty, ReportDraft
from fordel.reports.plugs.report_locks import why_not_change
from fordel.shared.clock import OSLO
from fordel.writing.selectors.attachments import count_attachments
from fordel.writing.selectors.fields import fields_of

_forms: Final[dict[tuple[str, str], FormDefinition]] = {}


def form_of(round_: Round) -> FormDefinition:
    """What the needs reports of the year are asked: the scheme's form, with the themes of the year. Raises
    FormDefinitionError if the scheme takes no needs reports."""
    key = (round_.scheme.sha256, json.dumps(round_.themes))
    if key not in _forms:
        form = scheme_of(round_.scheme).form
        if form is None:
            raise FormDefinitionError(f"the scheme {round_.scheme} takes no needs reports")
        _forms[key] = form.with_themes(themes_of(round_).choices)
    return _forms[key]


def parties_of(draft: ReportDraft) -> tuple[Party, ...]:
    """Partners first, then owners in the network. One query."""
    rows = (
        DraftParty.objects.filter(draft=draft)
        .order_by("-role", "position", "id")
        .values_list("pk", "organisation_id", "organisation__name", "organisation__kind", "role", "state")
    )
    return tuple(Party(f"p{pk}", owner, name, kind, role, state) for pk, owner, name, kind, role, state in rows)


def facts_of(draft: ReportDraft) -> DraftFacts:
    """Everything that was written. Three queries; the draft comes with its round's scheme and its owner."""
    return versioned_facts_of(draft)[0]


def versioned_facts_of(draft: ReportDraft) -> tuple[DraftFacts, dict[str, int]]:
    """The same, and key -> version of every field."""
    rows = fields_of(draft.pk)
    values: dict[str, Any] = {key: value for key, value, _version in rows}
    facts = DraftFacts(
        form=form_of(draft.round),
        year=draft.round.year,
        owner_id=draft.owner_id,
        owner_name=draft.owner.name,
        owner_kind=draft.owner.kind,
        values=values,
        parties=parties_of(draft),
        attachments=count_attachments(draft.pk),
    )
    return facts, {key: version for key, _value, version in rows}


def opens_at(round_: Round) -> datetime | None:
    """When reports of the round open (scheme data), or None where no day is set."""
    text = form_of(round_).dates.get("needs_open")
    return datetime.combine(date.fromisoformat(text), time(), OSLO) if text else None


def window_of(draft: ReportDraft, instant: datetime) -> Window:
    """Whether the draft could be written in at the instant. At most two queries and those of the locks."""
    extension = (
        DeadlineExtension.objects.filter(round=draft.round, owner=draft.owner_id)
        .values_list("until", flat=True)
        .first()
    )
    return window_with(draft, instant, extension, is_decided=bool(why_not_change(draft.round)))


def window_with(draft: ReportDraft, instant: datetime, extension: datetime | None, *, is_decided: bool) -> Window:
    """The same for somebody who has looked up the owner's extension and the locks of the round already."""
    round_, report = draft.round, draft.report
    terms = Terms(
        opens=opens_at(round_),
        deadline=round_.needs_deadline,
        extension=extension,
        state=report.state if report else "",
        reply_by=report.reply_by if report else None,
        by_office=draft.by_office and report is None,
        is_decided=is_decided,
        mend_until=_mend_until(draft, Span(deadline=round_.needs_deadline, extension=extension).closes),
    )
    return window_at(instant, terms)


def _mend_until(draft: ReportDraft, deadline: datetime | None) -> datetime | None:
    if draft.declined_at is None or deadline is None:
        return None
    form = form_of(draft.round)
    with_answers = deadline + timedelta(days=form.answer_days_after)
    return max(with_answers, draft.declined_at + timedelta(days=form.mend_days_after))


def round_window(round_: Round, owner_id: int, instant: datetime) -> Window:
    """Whether the owner could begin a new report in the round at the instant."""
    return window_of(ReportDraft(round=round_, owner_id=owner_id), instant)


def draft_from_url(draft_id: int, **_rest: object) -> ReportDraft:
    """The draft of an address. Raises Http404 (also for a discarded one)."""
    found = (
        ReportDraft.objects.select_related("document", "round__office", "round__scheme", "owner", "report")
        .select_related("copied_from__round")
        .defer("round__scheme__definition")  # the form is kept in memory
        .filter(pk=draft_id, discarded_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    return found
