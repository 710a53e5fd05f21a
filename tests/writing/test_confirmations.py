"""A sibling confirms the wishes it was shown: a second kind of party, which knows nothing of partners and budgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from fordel.core.form.binding import Binding, binding_hash
from fordel.core.lifecycle import COLLABORATION
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.writing.models import ConfirmingParty, Document
from fordel.writing.plugs.kinds import Refusal
from fordel.writing.plugs.parties import PartyKind
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.confirmations import ChangedMeanwhileError, compare, confirm, decline
from fordel.writing.services.save_fields import Edit, save_fields
from tests.writing.conftest import EARLY
from tests.writing.toy import TOO_LATE, Wishes

pytestmark = pytest.mark.django_db


class Sibling(ConfirmingParty):
    """In memory alone: what the services do with the row is seen on it."""

    class Meta:
        app_label = "toy"
        managed = False

    def save(self, *_names: Any, **_more: Any) -> None:
        return


class Siblings(PartyKind[Sibling]):
    def __init__(self, letter: Document) -> None:
        self.letter = letter
        self.noted: list[str] = []
        self.told: list[timedelta] = []

    def binding(self, party: Sibling) -> Binding:
        return {"texts": {"wish": values_of(self.letter.pk).get("wish", "")}}

    def why_late(self, party: Sibling, received_at: datetime) -> Refusal | None:
        return Refusal("For seint.", "Neste år.") if received_at >= TOO_LATE else None

    def why_changed(self, party: Sibling) -> Refusal:
        return Refusal("Brevet er endra.", "Les det på nytt.")

    def advance(self, party: Sibling, verb: str, person: Person | None, **facts: Any) -> None:
        if verb == "decline" and not facts["reason"]:
            raise UserError("Skriv kvifor.", "", "reason")
        party.state = COLLABORATION.step(party.state, verb).target

    def note(self, party: Sibling, verb: str, person: Person | None, values: Mapping[str, Any] | None = None) -> None:
        self.noted.append(verb)

    def tell_after(self, party: Sibling, quiet: timedelta) -> None:
        self.told.append(quiet)

    def taken_back(self, party: Sibling) -> None:
        self.noted.append("taken back")


@pytest.fixture
def siblings(letter: Document) -> Siblings:
    return Siblings(letter)


@pytest.fixture
def sibling() -> Sibling:
    return Sibling(state="asked")


def write(kind: Wishes, letter: Document, person: Person, wish: str) -> None:
    save_fields(kind, letter.pk, person, [Edit("wish", wish, 0, chooses=True)], EARLY)


def test_it_confirms_what_it_was_shown_and_nothing_else(
    kind: Wishes, siblings: Siblings, letter: Document, sibling: Sibling, ada: Person, bo: Person
) -> None:
    write(kind, letter, ada, "Ski")
    seen = binding_hash(siblings.binding(sibling))
    write(kind, letter, ada, "Skøyter")
    with pytest.raises(ChangedMeanwhileError, match="Brevet er endra"):
        confirm(siblings, sibling, bo, seen, EARLY)
    assert (sibling.state, sibling.confirmed, siblings.noted) == ("asked", None, [])
    for _twice in range(2):
        confirm(siblings, sibling, bo, binding_hash(siblings.binding(sibling)), EARLY)
    assert (sibling.state, sibling.answered_by, siblings.noted) == ("confirmed", bo, ["confirmed"])
    assert sibling.confirmed == {"texts": {"wish": "Skøyter"}}


def test_a_change_is_noticed_once_told_once_and_taken_back(
    kind: Wishes, siblings: Siblings, letter: Document, sibling: Sibling, ada: Person, bo: Person
) -> None:
    write(kind, letter, ada, "Ski")
    confirm(siblings, sibling, bo, binding_hash(siblings.binding(sibling)), EARLY)
    compare(siblings, sibling)
    assert siblings.noted == ["confirmed"], "nothing has changed"
    for wish in ("Kjelke", "Akebrett"):
        write(kind, letter, ada, wish)
        compare(siblings, sibling)
    assert (sibling.state, siblings.noted, len(siblings.told)) == ("changed", ["confirmed", "changed"], 1)
    sibling.told_hash = binding_hash(siblings.binding(sibling))
    compare(siblings, sibling)
    assert sibling.tell_due_at is None, "it knows of this already"
    write(kind, letter, ada, "Ski")
    compare(siblings, sibling)
    assert (sibling.state, siblings.noted[-2:], sibling.told_hash) == ("confirmed", ["taken back", "restored"], "")


def test_it_declines_with_a_reason_in_time(siblings: Siblings, sibling: Sibling, bo: Person) -> None:
    for reason, at, field in (("", EARLY, "reason"), ("x" * 2001, EARLY, "reason"), ("Nei", TOO_LATE, "")):
        with pytest.raises(UserError) as refused:
            decline(siblings, sibling, bo, reason, at)
        assert refused.value.field == field and sibling.state == "asked"
    assert decline(siblings, sibling, bo, " Nei takk ", EARLY)
    assert not decline(siblings, sibling, bo, "Nei takk", EARLY)
    assert (sibling.state, sibling.answer_text, siblings.noted) == ("declined", "Nei takk", ["declined"])
