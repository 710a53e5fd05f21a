"""The ledger: every transaction sums to zero, a frame is never overdrawn, nothing is ever changed."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.ledger.models import Account, LedgerTransaction, Posting
from fordel.ledger.selectors.balances import balances
from fordel.ledger.services.fund_frames import fund_frames
from fordel.ledger.services.post_transaction import Movement, post_transaction
from fordel.programme.services.change_round import change_frames
from fordel.shared.errors import UserError


def _award(line: Any, amount: int) -> None:
    post_transaction("decision", "test:1", [Movement(line, Account.AVAILABLE, Account.AWARDED, amount)], None)


@pytest.mark.django_db
def test_funding_makes_the_frame_available_once(nordland: Any) -> None:
    lines = fund_frames(nordland, None)
    fund_frames(nordland, None)
    standing = balances([line.pk for line in lines])
    assert [standing[line.pk][Account.AVAILABLE] for line in lines] == [11_000_000, 17_000_000]
    assert LedgerTransaction.objects.count() == 1


@pytest.mark.django_db
def test_a_frame_cannot_be_overdrawn(nordland: Any) -> None:
    kindergarten, _school = fund_frames(nordland, None)
    _award(kindergarten, 11_000_000)
    with pytest.raises(UserError, match="1"):
        _award(kindergarten, 1)
    assert balances([kindergarten.pk])[kindergarten.pk][Account.AVAILABLE] == 0


@pytest.mark.django_db
def test_the_database_itself_refuses_an_overdraft(nordland: Any) -> None:
    kindergarten, _school = fund_frames(nordland, None)
    with pytest.raises(DatabaseError, match="overdrawn"), transaction.atomic():
        entry = LedgerTransaction.objects.create(at=kindergarten.round.needs_deadline, kind="x", reference="x")
        for account, amount in ((Account.AVAILABLE, -11_000_001), (Account.AWARDED, 11_000_001)):
            Posting.objects.create(transaction=entry, frame_line=kindergarten, account=account, amount=amount)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_the_database_refuses_a_transaction_that_does_not_balance(nordland: Any) -> None:
    kindergarten, _school = fund_frames(nordland, None)
    with pytest.raises(DatabaseError, match="sum to zero"), transaction.atomic():
        entry = LedgerTransaction.objects.create(at=kindergarten.round.needs_deadline, kind="x", reference="x")
        Posting.objects.create(transaction=entry, frame_line=kindergarten, account=Account.AWARDED, amount=1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE ledger_posting SET amount = 1", "DELETE FROM ledger_posting"])
def test_entries_are_never_changed(nordland: Any, statement: str) -> None:
    fund_frames(nordland, None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_frame_cannot_go_below_what_is_promised(nordland: Any, person_as: Any) -> None:
    kindergarten, _school = fund_frames(nordland, None)
    _award(kindergarten, 9_000_000)
    officer = person_as("case_officer")
    with pytest.raises(UserError):
        change_frames(nordland, {"kindergarten": 8_999_999}, officer)
    assert change_frames(nordland, {"kindergarten": 9_000_000}, officer) == 1
    line = fund_frames(nordland, officer)[0]
    assert balances([line.pk])[line.pk][Account.AVAILABLE] == 0


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_cannot_overdraw(nordland: Any) -> None:
    """Each of two people takes 7 of 11 million at the same time: one gets it, the other is refused."""
    kindergarten, _school = fund_frames(nordland, None)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def decide() -> None:
        try:
            with transaction.atomic():
                together.wait(timeout=10)
                _award(kindergarten, 7_000_000)
            outcomes.append("ok")
        except UserError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["ok", "refused"]
    assert balances([kindergarten.pk])[kindergarten.pk][Account.AVAILABLE] == 4_000_000


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 20_000_000)), max_size=8))
def test_money_is_neither_made_nor_lost(nordland: Any, moves: list[tuple[bool, int]]) -> None:
    """Whatever is moved or refused, a line's accounts sum to zero and available is never below zero."""
    with transaction.atomic():
        lines = fund_frames(nordland, None)
        for first, amount in moves:
            try:
                with transaction.atomic():
                    _award(lines[0 if first else 1], amount)
            except UserError:
                pass
        for line in lines:
            standing = balances([line.pk])[line.pk]
            assert sum(standing.values()) == 0
            assert standing[Account.AVAILABLE] >= 0
            assert standing[Account.AVAILABLE] + standing[Account.AWARDED] == line.amount
        transaction.set_rollback(True)
