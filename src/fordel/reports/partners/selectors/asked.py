"""What parties are asked about: the drafts as facts, many at a time, and until when an answer counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from fordel.core.form.binding import Binding, binding_hash, binding_of
from fordel.core.form.draft import DraftFacts, Party
from fordel.core.form.span import Span
from fordel.core.form.window import AnswerTerms, answers_close, may_answer
from fordel.reports.models import DeadlineExtension, DraftParty, ReportDraft
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.selectors.draft_facts import form_of, window_with
from fordel.writing.selectors.fields import fields_of_many


def party_from_url(party_id: int, **_rest: object) -> DraftParty:
    """The request of an answering page. Raises Http404 (also where nobody has been asked, or the draft is gone)."""
    found = (
        DraftParty.objects.select_related(
            "draft__round__office", "draft__round__scheme", "draft__owner", "draft__report", "organisation"
        )
        .filter(pk=party_id, draft__discarded_at__isnull=True)
        .exclude(state="not_asked")
        .first()
    )
    if found is None:
        raise Http404
    return found


def facts_of_many(drafts: Iterable[ReportDraft]) -> dict[int, DraftFacts]:
    """Draft id -> what was written. Two queries whatever the number; the drafts come with round, scheme and owner."""
    by_id = {draft.pk: draft for draft in drafts}
    values: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for draft_id, key, value in fields_of_many(by_id):
        values[draft_id][key] = value
    parties: defaultdict[int, list[Party]] = defaultdict(list)
    rows = DraftParty.objects.filter(draft__in=by_id).order_by("-role", "position", "id")
    columns = ("draft_id", "pk", "organisation_id", "organisation__name", "organisation__kind", "role", "state")
    for draft_id, pk, organisation_id, name, kind, role, state in rows.values_list(*columns):
        parties[draft_id].append(Party(f"p{pk}", organisation_id, name, kind, role, state))
    return {
        pk: DraftFacts(
            form=form_of(draft.round),
            year=draft.round.year,
            owner_id=draft.owner_id,
            owner_name=draft.owner.name,
            owner_kind=draft.owner.kind,
            values=values[pk],
            parties=tuple(parties[pk]),
        )
        for pk, draft in by_id.items()
    }


def binding_now(facts: DraftFacts, party_id: int) -> tuple[Binding, str]:
    """What the party would confirm now, and its hash."""
    slot = f"p{party_id}"
    party = next(each for each in facts.parties if each.slot == slot)
    binding = binding_of(facts, party)
    return binding, binding_hash(binding)


@dataclass(frozen=True)
class AnswerTime:
    """Whether an answer counts now, and the first instant that is too late (None where nothing closes it)."""

    is_open: bool
    closes: datetime | None


def answer_times(drafts: Sequence[ReportDraft], instant: datetime, *, asks_locks: bool = True) -> dict[int, AnswerTime]:
    """Draft id -> until when its parties may answer. One query and those of the rounds' locks (a list leaves the locks
    out, so that it costs the same whatever it holds; a decision comes long after the last day to answer)."""
    extensions = {
        (round_id, owner_id): until
        for round_id, owner_id, until in DeadlineExtension.objects.filter(
            round__in={draft.round_id for draft in drafts}, owner__in={draft.owner_id for draft in drafts}
        ).values_list("round_id", "owner_id", "until")
    }
    decided: dict[int, bool] = {}
    found = {}
    for draft in drafts:
        if draft.round_id not in decided:
            decided[draft.round_id] = asks_locks and bool(why_not_change(draft.round))
        extension = extensions.get((draft.round_id, draft.owner_id))
        is_decided = decided[draft.round_id]
        window = window_with(draft, instant, extension, is_decided=is_decided)
        terms = AnswerTerms(
            owner_window=window,
            deadline=Span(deadline=draft.round.needs_deadline, extension=extension).closes,
            days=form_of(draft.round).answer_days_after,
            state=draft.report.state if draft.report else "",
            is_decided=is_decided,
        )
        closes = answers_close(terms) if draft.report else window.closes
        found[draft.pk] = AnswerTime(may_answer(instant, terms), closes)
    return found


def answer_time(draft: ReportDraft, instant: datetime) -> AnswerTime:
    """The same for one draft."""
    return answer_times([draft], instant)[draft.pk]
