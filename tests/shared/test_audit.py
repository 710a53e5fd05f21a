"""The log: nobody changes it unseen, and it holds ids and numbers only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, models, transaction

from fordel.cli.main import main
from fordel.ledger.models import Account
from fordel.ledger.services.post_transaction import Movement, post_transaction
from fordel.parties.models import Office, Person
from fordel.programme.models import FrameLine
from fordel.shared.audit import check_chains, first_broken_entry, record, words_of
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
        "chain = 'single'",
        "chain = 'none'",
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
    assert words_of("forum.scenario.whispered") is None
    assert AuditEntry.objects.count() == len(log)


def test_what_was_undone_was_not_logged(log: list[AuditEntry]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("forum.scenario.created", actor=None, subject=Office.objects.get(slug="nordland"))
        raise ZeroDivisionError
    assert AuditEntry.objects.count() == len(log)
    assert first_broken_entry() is None


def _write(office: Office | None, actor: models.Model) -> None:
    record("forum.scenario.created", actor=actor, subject=actor, office=office)


def _chains() -> dict[str, int | None]:
    return {report.chain: report.broken for report in check_chains()}


def _elsewhere(act: Callable[[], object], *, wait: str) -> str:
    """Run it in a transaction of another connection, and return what came of it; a lock is waited for that long."""
    outcome: list[str] = []

    def run() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [wait])
                act()
            outcome.append("committed")
        except OperationalError as error:
            outcome.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return outcome[0]


def test_each_office_has_a_chain_of_its_own(log: list[AuditEntry], capsys: pytest.CaptureFixture[str]) -> None:
    actor, other = log[-1].actor_id, Office.objects.exclude(slug="nordland").order_by("pk")[0]
    officer = Person.objects.get(pk=actor)
    for office in (other, None, other, None):
        _write(office, officer)
    own = f"office:{Office.objects.get(slug='nordland').pk}"
    assert _chains() == {own: None, f"office:{other.pk}": None, "none": None}
    assert main(["audit"]) == 0
    told = capsys.readouterr().out
    assert all(f"{report.entries} entries, the last {report.head}" in told for report in check_chains())
    victim = AuditEntry.objects.filter(office_id=other.pk).order_by("pk")[0]
    _tamper("UPDATE shared_auditentry SET actor_id = 4242 WHERE id = %s", victim.pk)
    assert _chains() == {own: None, f"office:{other.pk}": victim.pk, "none": None}
    assert main(["audit"]) == 1
    assert f"{other.name}: entry {victim.pk} is not as it was written" in capsys.readouterr().out


def test_a_chain_cannot_pass_for_another(log: list[AuditEntry]) -> None:
    _tamper("UPDATE shared_auditentry SET chain = 'single'")
    assert first_broken_entry() == AuditEntry.objects.order_by("pk")[0].pk


def test_what_moves_money_is_in_the_chain_of_its_office(nordland: Any) -> None:
    line = FrameLine.objects.filter(round=nordland)[0]
    post_transaction("frame", "test:1", [Movement(line, Account.FRAME, Account.AVAILABLE, 100)], None)
    entry = AuditEntry.objects.get(action="ledger.transaction.posted", details__reference="test:1")
    assert entry.office_id == nordland.office_id


@pytest.mark.django_db(transaction=True)
def test_offices_do_not_wait_for_each_other(nordland: Any, person_as: Any) -> None:
    """While an office's transaction is open, another office and a sign-in commit; the same office waits."""
    officer, other = person_as("case_officer"), Office.objects.exclude(slug="nordland").order_by("pk")[0]
    with transaction.atomic():
        _write(nordland.office, officer)
        assert _elsewhere(lambda: _write(other, officer), wait="10s") == "committed"
        assert _elsewhere(lambda: _write(None, officer), wait="10s") == "committed"
        assert "lock timeout" in _elsewhere(lambda: _write(nordland.office, officer), wait="1ms")
    assert _elsewhere(lambda: _write(nordland.office, officer), wait="10s") == "committed"
    assert set(_chains().values()) == {None}
