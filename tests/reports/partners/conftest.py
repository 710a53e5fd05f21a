"""A draft of Hamarøy with a partner that has people in Fordel, and one that has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fordel.parties.models import Organisation, Person
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.selectors.asked import binding_now
from fordel.reports.partners.services.answer_party import confirm_party
from fordel.reports.selectors.draft_facts import facts_of
from fordel.shared.clock import now
from fordel.shared.models import OutboxMail
from tests.reports.drafting.conftest import (  # noqa: F401 -- fixtures
    empty_draft,
    hamaroy,
    january,
    marit,
    ready_draft,
    set_time,
    uit,
)


@pytest.fixture
def anne(uit: Organisation, person_as: Callable[..., Any]) -> Person:  # noqa: F811
    """Somebody who acts for UiT."""
    found: Person = person_as("partner", organisation=uit)
    return found


@pytest.fixture
def party(ready_draft: ReportDraft, anne: Person) -> DraftParty:  # noqa: F811
    """UiT in the draft that is ready, asked."""
    return ready_draft.parties.get()


def seen_of(party: DraftParty) -> str:
    """The hash of what the party is shown now."""
    draft = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=party.draft_id)
    return binding_now(facts_of(draft), party.pk)[1]


def confirm(party: DraftParty, person: Person) -> DraftParty:
    return confirm_party(party.pk, person, seen_of(party), now())


def mails(*, to: str = "") -> list[OutboxMail]:
    """Mails in the order they were queued."""
    found = OutboxMail.objects.order_by("pk")
    return list(found.filter(recipient=to) if to else found)
