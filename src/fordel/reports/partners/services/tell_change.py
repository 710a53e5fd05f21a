"""A party's confirmation falls away if what it confirmed is changed; the party is notified once things have settled."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.binding import changes_since
from fordel.core.form.definition import FormDefinition
from fordel.core.form.draft import DraftFacts
from fordel.notices.services.notify import Delivery
from fordel.parties.models import Person
from fordel.reports.models import DraftParty, PartyState, ReportDraft
from fordel.reports.partners.notices import ConfirmedChanged
from fordel.reports.partners.selectors.asked import binding_now
from fordel.reports.partners.services.ask_party import as_values, notify_party
from fordel.reports.partners.services.common import party_of
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.parties import ReportParties
from fordel.reports.selectors.draft_facts import facts_of, form_of
from fordel.reports.services.lock_draft import lock_draft
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.confirmations import ANSWERED, compare


def notice_changes(draft: ReportDraft, keys: Iterable[str] | None) -> None:
    """Moves each confirmed party whose confirmation no longer holds to «changed», and back if it holds again.

    `keys` are the fields that were changed (None: anything may have). No query where none of them can matter, one where
    no party has confirmed anything. The draft is held by the caller.
    """
    form = form_of(draft.round)
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


@transaction.atomic
def tell_party(draft_id: int, party_id: int, person: Person) -> tuple[DraftParty, Delivery]:
    """Tells the party at once, because the owner asks for it. Raises UserError where there is nothing new to tell."""
    draft = lock_draft(draft_id)
    party = party_of(draft, party_id)
    reached = _tell(party, facts_of(draft), person) if party.state == PartyState.CHANGED else Delivery()
    if not reached:
        raise UserError(
            _("%(name)s knows of everything already.") % {"name": party.organisation.name}, _("Nothing was sent.")
        )
    return party, reached


def tell_waiting_parties(draft: ReportDraft, facts: DraftFacts, person: Person | None) -> None:
    """Notify everybody who waits for it, because the report is sent now. One query if nobody does; the caller holds the
    draft."""
    waiting = DraftParty.objects.filter(draft=draft, state=PartyState.CHANGED, tell_due_at__isnull=False)
    for party in waiting.select_related("organisation"):
        party.draft = draft
        _tell(party, facts, person)


@transaction.atomic
def tell_when_quiet(party_id: int) -> float:
    """Tells the party if its time has come. Seconds until it may be, where the owner is still writing; 0 when done."""
    found = DraftParty.objects.filter(pk=party_id, draft__discarded_at__isnull=True).values_list("draft", flat=True)
    draft_id = found.first()
    if draft_id is None:
        return 0
    draft = lock_draft(draft_id)
    party = DraftParty.objects.select_related("organisation").filter(pk=party_id, draft=draft).first()
    if party is None or party.state != PartyState.CHANGED or party.tell_due_at is None:
        return 0
    left = (party.tell_due_at - now()).total_seconds()
    if left > 0:
        return left
    party.draft = draft
    _tell(party, facts_of(draft), None)
    return 0


def _tell(party: DraftParty, facts: DraftFacts, person: Person | None) -> Delivery:
    binding, stands = binding_now(facts, party.pk)
    party.tell_due_at = None
    reached = Delivery()
    if stands != party.told_hash:
        changes = tuple(changes_since(party.confirmed or {}, binding))
        reached = notify_party(party, ConfirmedChanged(party, facts, changes))
        party.told_hash = stands
        note(party, "told", person, values={**as_values(reached), "hash": stands})
    party.save(update_fields=["tell_due_at", "told_hash"])
    return reached
