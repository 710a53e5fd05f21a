"""`fordel demo` on a database that an earlier version made: one line that says what to do, or everything is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fordel.cli.main import main
from fordel.programme.models import Round

pytestmark = pytest.mark.django_db
Prepare = Callable[..., tuple[int, str]]


@pytest.fixture
def prepare(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Prepare:
    """`prepare()` runs `fordel demo --prepare-only` on the test database: exit code and what is said on stderr."""
    settings.FORDEL_DEMO = True
    monkeypatch.setenv("FORDEL_VAR", str(tmp_path))
    monkeypatch.setenv("FORDEL_ADDRESS", "")
    monkeypatch.delenv("FORDEL_TODAY", raising=False)

    def run(*more: str) -> tuple[int, str]:
        return main(["demo", "--prepare-only", *more]), capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    "aged",
    [
        "INSERT INTO django_migrations (app, name, applied) VALUES ('reports', '0999_taken_out_since', now())",
        "DELETE FROM django_migrations WHERE app = 'parties' AND name = '0001_initial'",
        "DELETE FROM django_migrations WHERE app = 'decisions'",
        "ALTER TABLE programme_round DROP COLUMN scheme_slug CASCADE",
        "DROP TABLE forum_seatgroup CASCADE",
    ],
    ids=["unknown migration", "history with a hole", "tables are there already", "column missing", "table missing"],
)
def test_an_older_database_is_to_be_started_over(prepare: Prepare, aged: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(aged)
    code, said = prepare()
    assert code == 2
    assert said.count("\n") == 1 and "make demo-reset" in said and "Traceback" not in said


def test_a_database_of_this_version_is_kept(prepare: Prepare) -> None:
    assert prepare() == (0, "")
    assert prepare() == (0, "")


def test_a_demo_continues_in_its_world_and_is_not_mixed_with_another(prepare: Prepare) -> None:
    assert prepare("--world", "empty") == (0, "")
    assert prepare() == (0, "")
    assert prepare("--world", "empty") == (0, "")
    code, said = prepare("--world", "big")
    assert code == 2
    assert said.count("\n") == 1 and "«empty»" in said and "make demo-reset WORLD=big" in said
    assert not Round.objects.exists()
