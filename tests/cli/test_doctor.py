"""`fordel doctor`: one line for each check, what to do, and an exit code; also when nothing works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fordel.cli.main import main
from fordel.ledger.services.fund_frames import fund_frames
from fordel.reports.tasks import write_receipt_of
from fordel.shared.clock import now
from fordel.shared.files import store_file
from fordel.shared.jobs import queue_job
from fordel.shared.models import OutboxMail, StoredFile

CHECKS = ["settings", "database", "migrations", "files", "log", "ledger", "workers", "jobs", "mail"]
Answer = tuple[int, dict[str, str], list[str]]


def _sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _answer(text: str, code: int) -> Answer:
    """Exit code, name -> words, and the names that need attention."""
    answer = json.loads(text)
    assert answer["ok"] == (code == 0)
    words = {check["name"]: check["words"] for check in answer["checks"]}
    return code, words, [check["name"] for check in answer["checks"] if not check["ok"]]


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str]) -> Callable[[], Answer]:
    def ask() -> Answer:
        capsys.readouterr()
        code = main(["doctor", "--json"])
        return _answer(capsys.readouterr().out, code)

    return ask


@pytest.fixture
def well(nordland: Any) -> None:
    """An installation with everything that is checked, and a worker that is alive."""
    fund_frames(nordland, None)
    store_file("brev.txt", b"Kjaere alle", "text/plain", None)
    queue_job(write_receipt_of.name, submission_id=1)
    _sql("INSERT INTO procrastinate_workers DEFAULT VALUES")


@pytest.mark.django_db
def test_all_is_well(well: None, doctor: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, words, bad = doctor()
    assert (code, list(words), bad) == (0, CHECKS, [])
    assert words["database"].startswith("PostgreSQL ")
    assert words["files"].startswith("1 in ") and words["jobs"].startswith("1 due")
    assert "does not answer" in words["mail"], "a mail server that is away is said, and is no fault"
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in CHECKS]


FAULTS: dict[str, tuple[list[str], str, str]] = {
    "no worker": (["DELETE FROM procrastinate_workers"], "workers", "fordel manage procrastinate worker"),
    "silent worker": (
        ["UPDATE procrastinate_workers SET last_heartbeat = now() - interval '61 s'"],
        "workers",
        "none is alive",
    ),
    "failed": (["UPDATE procrastinate_jobs SET status = 'failed'"], "jobs", "1 failed: write_receipt (job "),
    "stuck": (
        ["UPDATE procrastinate_jobs SET status = 'doing'"],
        "jobs",
        "1 stuck with a dead worker: write_receipt (job ",
    ),
    "late": (
        ["UPDATE procrastinate_events SET at = now() - interval '11 minutes'"],
        "jobs",
        "1 due, the oldest for 11 minutes",
    ),
    "late again": (
        ["UPDATE procrastinate_jobs SET scheduled_at = now() - interval '3 hours'"],
        "jobs",
        "the oldest for 3 hours",
    ),
    "log": (
        [
            "ALTER TABLE shared_auditentry DISABLE TRIGGER USER",
            "UPDATE shared_auditentry SET actor_id = 4242 WHERE id = (SELECT min(id) FROM shared_auditentry)",
        ],
        "log",
        "is not as it was written",
    ),
    "unbalanced": (
        [
            "ALTER TABLE ledger_posting DISABLE TRIGGER USER",
            "UPDATE ledger_posting SET amount = amount + 1 WHERE id = (SELECT max(id) FROM ledger_posting)",
        ],
        "ledger",
        "sums to 1 kroner",
    ),
    "overdrawn": (
        [
            "ALTER TABLE ledger_posting DISABLE TRIGGER USER",
            "UPDATE ledger_posting SET amount = -amount",
        ],
        "ledger",
        "kroner on available",
    ),
    "migrations": (["DELETE FROM django_migrations WHERE app = 'ledger'"], "migrations", "fordel manage migrate"),
    "no table": (["DROP TABLE shared_outboxmail"], "mail", "fordel manage migrate"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_with_what_to_do(well: None, doctor: Any, name: str) -> None:
    statements, check, said = FAULTS[name]
    _sql("SET CONSTRAINTS ALL IMMEDIATE", *statements)
    code, words, bad = doctor()
    assert (code, bad) == (1, [check]), words
    assert said in words[check]


@pytest.mark.django_db
def test_a_job_that_is_planned_for_later_is_not_late(well: None, doctor: Any) -> None:
    _sql(
        "UPDATE procrastinate_events SET at = now() - interval '1 day'",
        "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'",
    )
    assert doctor()[0] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["gone", "torn"])
def test_a_file_that_is_not_whole_is_found(well: None, doctor: Any, harm: str) -> None:
    path = StoredFile.objects.get().path
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"Kj")
    code, words, bad = doctor()
    assert (code, bad) == (1, ["files"])
    assert words["files"].startswith(f"1 of 1 files are missing or torn, the first is {path.name}")


@pytest.mark.django_db
def test_a_file_that_a_killed_job_left_does_no_harm(well: None, doctor: Any) -> None:
    StoredFile.objects.get().path.with_name("tmp1234").write_bytes(b"Kj")
    code, words, _bad = doctor()
    assert code == 0 and "1 more on the disk" in words["files"]


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_to(well: None, doctor: Any, settings: Any, tmp_path: Path) -> None:
    StoredFile.objects.all().delete()
    settings.FORDEL_FILES = str(tmp_path / "file" / "files")
    (tmp_path / "file").write_bytes(b"a file where the folder should be")
    code, words, bad = doctor()
    assert (code, bad) == (1, ["files"])
    assert "cannot be written to" in words["files"]


@pytest.mark.django_db
def test_mail_that_does_not_leave(well: None, doctor: Any) -> None:
    mail = OutboxMail(recipient="a@example.org", subject="Hei", body="Hei", queued_at=now() - timedelta(minutes=61))
    mail.save()
    code, words, bad = doctor()
    assert (code, bad) == (1, ["mail"])
    assert words["mail"].startswith("1 not sent, the oldest is from 20")


@pytest.mark.django_db
def test_a_production_that_nobody_can_answer(well: None, doctor: Any, settings: Any) -> None:
    settings.FORDEL_TEST = False
    settings.DEFAULT_FROM_EMAIL = "fordel@fordel.no"
    assert doctor()[0] == 0
    settings.DEFAULT_FROM_EMAIL = "fordel@localhost"
    code, words, bad = doctor()
    assert (code, bad) == (1, ["settings"])
    assert "FORDEL_MAIL_FROM is not set" in words["settings"]


def _alone(tmp_path: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with nothing but these settings."""
    ours = ("FORDEL_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "-m", "fordel.cli.main", "doctor", *words],
        env={**kept, "FORDEL_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_database_that_does_not_answer_gives_lines_and_no_traceback(tmp_path: Path) -> None:
    ran = _alone(tmp_path, "--json", FORDEL_MODE="test", DATABASE_URL="postgresql://nobody@127.0.0.1:1/fordel")
    code, words, bad = _answer(ran.stdout, ran.returncode)
    assert (code, list(words), bad) == (1, CHECKS, CHECKS[1:])
    assert "check DATABASE_URL" in words["database"]
    assert all(words[name] == "not checked: the database does not answer." for name in CHECKS[2:])
    assert ran.stderr == ""


RANDOM = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghij"
PRODUCTION = {
    "FORDEL_MODE": "production",
    "FORDEL_SECRET_KEY": RANDOM,
    "FORDEL_IDENTITY_KEY": RANDOM,
    "FORDEL_HOSTS": "fordel.no",
    "FORDEL_MAIL_FROM": "fordel@fordel.no",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/fordel",
}
REFUSED = [
    ({"FORDEL_MODE": "sandbox"}, "use one of production, demo, test"),
    ({"FORDEL_SECRET_KEY": ""}, "FORDEL_SECRET_KEY is not set"),
    ({"FORDEL_SECRET_KEY": "a" * 60}, "FORDEL_SECRET_KEY is not random"),
    ({"FORDEL_SECRET_KEY": "abcdefghijklmnop"}, "FORDEL_SECRET_KEY is shorter"),
    ({"FORDEL_IDENTITY_KEY": ""}, "FORDEL_IDENTITY_KEY is not set"),
    ({"FORDEL_IDENTITY_KEY": "ab" * 30}, "FORDEL_IDENTITY_KEY is not random"),
    ({"FORDEL_HOSTS": ""}, "FORDEL_HOSTS is not set"),
    ({"FORDEL_HOSTS": " , "}, "FORDEL_HOSTS is not set"),
    ({"FORDEL_HOSTS": "*"}, "FORDEL_HOSTS holds '*'"),
    ({"FORDEL_HOSTS": "fordel.no,*.fordel.no"}, "FORDEL_HOSTS holds '*.fordel.no'"),
    ({"FORDEL_HOSTS": "https://fordel.no"}, "FORDEL_HOSTS holds"),
    ({"FORDEL_HOSTS": "fordel.no www.fordel.no"}, "FORDEL_HOSTS holds"),
    ({"FORDEL_HOSTS": "fordel.no:443"}, "FORDEL_HOSTS holds"),
    ({"FORDEL_HOSTS": "a" * 60 + "!"}, "FORDEL_HOSTS holds"),  # an expression that tries every division never ends
    ({"FORDEL_ADDRESS": "http://fordel.no"}, "FORDEL_ADDRESS is 'http://fordel.no'; use an address"),
    ({"FORDEL_ADDRESS": "fordel.no"}, "FORDEL_ADDRESS is 'fordel.no'"),
    ({"FORDEL_ADDRESS": "https://[::1"}, "FORDEL_ADDRESS is"),
    ({"FORDEL_ADDRESS": "https://fordel.no:port"}, "FORDEL_ADDRESS is"),
    ({"FORDEL_QUIET_MINUTES": "abc"}, "FORDEL_QUIET_MINUTES is 'abc'; use a whole number from 0"),
    ({"FORDEL_QUIET_MINUTES": "1.5"}, "FORDEL_QUIET_MINUTES"),
    ({"FORDEL_QUIET_MINUTES": "-5"}, "FORDEL_QUIET_MINUTES"),
    ({"FORDEL_QUIET_MINUTES": "1" * 5000}, "FORDEL_QUIET_MINUTES"),
    ({"FORDEL_QUIET_MINUTES": "²"}, "FORDEL_QUIET_MINUTES"),
    ({"FORDEL_INVITATION_DAYS": "0"}, "FORDEL_INVITATION_DAYS is '0'; use a whole number from 1"),
    ({"FORDEL_SMTP_PORT": "smtp"}, "FORDEL_SMTP_PORT"),
    ({"FORDEL_SMTP_PORT": "70000"}, "FORDEL_SMTP_PORT"),
    ({"FORDEL_SMTP_TLS": "ja"}, "FORDEL_SMTP_TLS is 'ja'; use 1 for yes or 0 for no"),
    ({"FORDEL_MAIL_FROM": "Fordel"}, "FORDEL_MAIL_FROM is 'Fordel'; use an e-mail address"),
    ({"FORDEL_MAIL_FROM": "fordel@fordel.no\nBcc: a@b.no"}, "FORDEL_MAIL_FROM"),
    ({"FORDEL_LOG_LEVEL": "LOUD"}, "FORDEL_LOG_LEVEL is 'LOUD'; use one of DEBUG"),
    ({"FORDEL_BRREG": "data.brreg.no"}, "FORDEL_BRREG is"),
    ({"FORDEL_DEBUG": "1"}, "FORDEL_DEBUG is on"),
    ({"FORDEL_TODAY": "2026-01-01"}, "FORDEL_TODAY moves the clock"),
    ({"FORDEL_OIDC": "/nowhere/oidc.toml"}, "FORDEL_OIDC cannot be read"),
    ({"DATABASE_URL": "mysql://a:secret@b/c"}, "DATABASE_URL is no address of a PostgreSQL"),
]


@pytest.mark.parametrize(("changes", "said"), REFUSED)
def test_settings_that_are_refused_are_a_line(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    ran = _alone(tmp_path, **(PRODUCTION | changes))
    assert (ran.returncode, ran.stderr) == (1, "")
    first, second = ran.stdout.splitlines()
    assert first.startswith("!!  settings") and said in first
    assert "secret" not in first.replace("FORDEL_SECRET_KEY", "").lower()
    assert "does not start" in second


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"FORDEL_HOSTS": " fordel.no , .sites.fordel.no,127.0.0.1,[::1],"},
        {"FORDEL_ADDRESS": "https://fordel.no:8443/", "FORDEL_SMTP_TLS": "off", "FORDEL_QUIET_MINUTES": " 30 "},
        {"FORDEL_MAIL_FROM": "Fordel <fordel@fordel.no>", "FORDEL_BRREG": ""},
    ],
)
def test_settings_that_a_production_can_have(tmp_path: Path, changes: dict[str, str]) -> None:
    ran = _alone(tmp_path, "--json", **(PRODUCTION | changes))
    _code, words, bad = _answer(ran.stdout, ran.returncode)
    assert "settings" not in bad, words["settings"]


def test_the_web_server_ends_with_the_sentence(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FORDEL_", "DATABASE_"))}
    ran = subprocess.run(
        [sys.executable, "-c", "import fordel.wsgi"],
        env={**kept, **PRODUCTION, "FORDEL_VAR": str(tmp_path), "FORDEL_HOSTS": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("fordel: FORDEL_HOSTS holds '*'")
    assert "Traceback" not in ran.stderr


def test_words_that_are_not_understood_are_code_2(tmp_path: Path) -> None:
    assert _alone(tmp_path, "--loud").returncode == 2
