"""The log: nobody changes it unseen, and it holds ids and numbers only."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from fordel.cli.main import main
from fordel.parties.models import Office
from fordel.shared.audit import ACTIONS, first_broken_entry, record
from fordel.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(nordland: Any, person_as: Any) -> list[AuditEntry]:
    actor = person_as("case_officer")
    for number in range(5):
        record("forum.scenario.created", actor=actor, subject=actor, office=nordland.office, details={"number": number})
    return list(AuditEntry.objects.order_by("pk"))


def _tamper(statement: str, *values: object) -> None:
    """Changes the log as somebody with all rights in the database could, past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shared_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE shared_auditentry ENABLE TRIGGER USER")


def test_the_chain_holds(log: list[AuditEntry]) -> None:
    assert first_broken_entry() is None
    assert log[-1].previous_hash == log[-2].hash
    assert len({entry.hash for entry in log}) == len(log)


@pytest.mark.parametrize("verb", ["UPDATE shared_auditentry SET details = '{}'", "DELETE FROM shared_auditentry"])
def test_the_database_refuses_to_change_it(log: list[AuditEntry], verb: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert AuditEntry.objects.count() == len(log)
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    "change",
    [
        "details = '{\"number\": 99}'",
        "actor_id = 424242",
        "office_id = NULL",
        "action = 'forum.scenario.deleted'",
        "subject_id = 424242",
        "at = at + interval '1 minute'",
        "previous_hash = repeat('0', 64)",
    ],
)
def test_a_changed_entry_is_found(log: list[AuditEntry], change: str, capsys: pytest.CaptureFixture[str]) -> None:
    victim = log[-3].pk
    _tamper(f"UPDATE shared_auditentry SET {change} WHERE id = %s", victim)  # noqa: S608 -- our own words
    assert first_broken_entry() == victim
    assert main(["audit"]) == 1
    told = capsys.readouterr()
    assert str(victim) in told.out + told.err


def test_a_removed_entry_is_found(log: list[AuditEntry]) -> None:
    _tamper("DELETE FROM shared_auditentry WHERE id = %s", log[-3].pk)
    assert first_broken_entry() == log[-2].pk


def test_what_is_not_in_the_vocabulary_is_refused(log: list[AuditEntry]) -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        record("forum.scenario.whispered", actor=None, subject=Office.objects.get(slug="nordland"))
    assert "forum.scenario.whispered" not in ACTIONS
    assert AuditEntry.objects.count() == len(log)


def test_what_was_undone_was_not_logged(log: list[AuditEntry]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("forum.scenario.created", actor=None, subject=Office.objects.get(slug="nordland"))
        raise ZeroDivisionError
    assert AuditEntry.objects.count() == len(log)
    assert first_broken_entry() is None
