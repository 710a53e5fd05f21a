"""Sees that what a party confirmed has changed, and has it told once the owner has stopped writing for a while."""

from __future__ import annotations

from collections.abc import Iterable

from fordel.core.form.binding import binding_hash, binding_of
from fordel.core.form.definition import FormDefinition
from fordel.core.form.draft import DraftFacts
from fordel.notices.quiet import quiet_time
from fordel.reports.drafting.selectors.draft_facts import facts_of, form_of
from fordel.reports.models import DraftParty, PartyState, ReportDraft
from fordel.reports.partners.notices import ChangeTakenBack
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.notify_party import notify_party
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.shared.clock import now
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance

_ANSWERED = (PartyState.CONFIRMED, PartyState.CHANGED)


def notice_changes(draft: ReportDraft, keys: Iterable[str] | None) -> None:
    """Moves each confirmed party whose confirmation no longer holds to «changed», and back where it holds again.

    `keys` are the fields that were changed (None: anything may have). No query where none of them can matter, one where
    no party has confirmed anything. The draft is held by the caller.
    """
    form = form_of(draft.round.scheme)
    if keys is not None and not any(_matters(form, key) for key in keys):
        return
    parties = list(DraftParty.objects.filter(draft=draft, state__in=_ANSWERED).select_related("organisation"))
    if not parties:
        return
    facts = facts_of(draft)
    for party in parties:
        party.draft = draft
        _compare(party, facts)


def _matters(form: FormDefinition, key: str) -> bool:
    """Whether the field can be part of what somebody confirmed, or decide which questions are."""
    code = key.split(".", maxsplit=1)[0]
    if code in ("budget", "duration_years"):
        return True
    return any(question.bound and (question.code == code or code in question.when) for _p, question in form.questions())


def _compare(party: DraftParty, facts: DraftFacts) -> None:
    own = next(each for each in facts.parties if each.slot == party.slot)
    binding = binding_of(facts, own)
    holds = binding == party.confirmed
    if holds and party.state == PartyState.CHANGED:
        _restore(party, facts)
    elif not holds:
        is_new = party.state == PartyState.CONFIRMED
        if is_new:
            advance(PARTIES, party, "change", None)
        if binding_hash(binding) == party.told_hash:
            party.tell_due_at = None
        else:
            _plan_mail(party)
        party.save(update_fields=["state", "tell_due_at"])
        if is_new:
            note(party, "changed", None, "needs.party.changed")


def _plan_mail(party: DraftParty) -> None:
    """One job waits for each party; a change while it waits only moves the time it acts at."""
    is_waiting = party.tell_due_at is not None
    quiet = quiet_time()
    party.tell_due_at = now() + quiet
    if not is_waiting:
        queue_job("needs.tell_party_of_change", after=quiet, party_id=party.pk)


def _restore(party: DraftParty, facts: DraftFacts) -> None:
    advance(PARTIES, party, "restore", None)
    if party.told_hash:
        notify_party(party, ChangeTakenBack(party, facts))
    party.tell_due_at, party.told_hash = None, ""
    party.save(update_fields=["state", "tell_due_at", "told_hash"])
    note(party, "restored", None)
