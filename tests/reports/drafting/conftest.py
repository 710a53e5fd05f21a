"""Drafts for tests: an owner with colleagues, a draft that is ready to be sent, and the clock in January."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from fordel.parties.models import Municipality, Organisation, Person
from fordel.reports.drafting.services.document import save_draft
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import DraftParty, ReportDraft
from fordel.shared import clock
from fordel.writing.services.save_fields import Edit
from tests.core.form.facts import READY

JANUARY = datetime(2026, 1, 21, 14, 32, tzinfo=clock.OSLO)


@pytest.fixture
def set_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """`set_time(instant)`: from now on the real clock shows this."""

    def make(instant: datetime) -> None:
        monkeypatch.setattr(clock, "real_now", lambda: instant.astimezone(clock.OSLO))

    return make


@pytest.fixture
def january(set_time: Callable[[datetime], None]) -> datetime:
    """21 January 2026 at 14.32: reports are open."""
    set_time(JANUARY)
    return JANUARY


def organisation_of(municipality: str) -> Organisation:
    return Organisation.objects.get(municipality=Municipality.objects.get(number=municipality), kind="municipality")


@pytest.fixture
def hamaroy(reference_data: None) -> Organisation:
    return organisation_of("1875")


@pytest.fixture
def uit(reference_data: None) -> Organisation:
    return Organisation.objects.get(organisation_number="970422528")


@pytest.fixture
def marit(hamaroy: Organisation, person_as: Callable[..., Any]) -> Person:
    """Somebody who acts for Hamarøy."""
    found: Person = person_as("owner", organisation=hamaroy)
    return found


@pytest.fixture
def empty_draft(nordland: Any, january: datetime, hamaroy: Organisation, marit: Person) -> ReportDraft:
    return start_draft(nordland, hamaroy, marit)


def write(draft: ReportDraft, person: Person, values: Mapping[str, Any], at: datetime | None = None) -> None:
    """Saves the values as somebody who has seen what is there."""
    versions = dict(draft.document.fields.values_list("key", "version"))
    edits = [Edit(key, value, versions.get(key, 0)) for key, value in values.items()]
    assert save_draft(draft.pk, person, edits, at or clock.now()).conflicts == []


def fill(draft: ReportDraft, person: Person, partner: Organisation, **changes: Any) -> DraftParty:
    """Fills the draft so that it can be sent: READY with the partner asked; `changes` as in `facts`."""
    party = DraftParty.objects.create(
        draft=draft, organisation=partner, role="partner", state="asked", asked_at=clock.now()
    )
    values = READY | {key.replace("__", "."): value for key, value in changes.items()}
    write(draft, person, {key.replace(".p1.", f".{party.slot}."): value for key, value in values.items() if value})
    return party


@pytest.fixture
def ready_draft(empty_draft: ReportDraft, marit: Person, uit: Organisation) -> ReportDraft:
    """A draft of Hamarøy with UiT as partner that can be sent as it is."""
    fill(empty_draft, marit, uit)
    return empty_draft
