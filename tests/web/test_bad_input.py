"""What goes wrong outside a module of its own: sign-in, language, the clock, the database, the disk, the settings."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import Client
from django.urls import get_resolver, reverse

from fordel.decisions.models import Approval, Proposal
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.demo.models import DemoClock
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.parties.services.organisations import register_organisation
from fordel.reports.models import NeedsReport, SpreadsheetImport
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry, OutboxMail, StoredFile
from tests.conftest import DEMO_FILE
from tests.support.steps import carry_out
from tests.support.where import HOME, WHERE

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]


# Sign-in, language, where to go afterwards


@pytest.fixture
def officer(nordland: Any) -> Person:
    person = Person.objects.create_user("kari@example.org", "Kari Officer")
    RoleAssignment.objects.create(person=person, role="case_officer", office=nordland.office)
    return person


def _sign_in(client: Client, **more: str) -> Any:
    client.post(reverse("sign-in"), {"email": "kari@example.org", **more})
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", OutboxMail.objects.latest("pk").subject)
    assert code
    return client.post(reverse("account_confirm_login_code"), {"code": code.group(), **more})


def test_sign_in_leads_to_where_one_was_going(officer: Person) -> None:
    client = Client()
    wanted = reverse("reports:reports", kwargs=WHERE)
    asked = client.get(wanted)
    assert (asked.status_code, asked.headers["Location"]) == (302, f"/logg-inn/?next={wanted}")
    done = _sign_in(client, next=wanted)
    assert done.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200
    client.post(reverse("sign-out"))
    assert client.get(wanted).status_code == 302


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(officer: Person, away: str) -> None:
    assert _sign_in(Client(), next=away).headers["Location"] == "/"
    answer = Client().post(reverse("language"), {"language": "nn", "next": away})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(("language", "word"), [("nn", "Behovsmeldingar"), ("en", "Needs reports")])
def test_the_language_is_remembered(client_as: ClientAs, imported: Any, language: str, word: str) -> None:
    client = client_as("case_officer")
    before = client.get(reverse("reports:reports", kwargs=WHERE)).content.decode()
    assert 'lang="nb"' in before
    assert word not in before
    client.post(reverse("language"), {"language": language, "next": "/om/"})
    for name in ("reports:reports", "insight:status", "forum:distribution", "programme:setup", "decisions:overview"):
        page = client.get(reverse(name, kwargs=WHERE))
        assert (page.status_code, page.headers["Content-Language"]) == (200, language)
        assert f'lang="{language}"' in page.content.decode()
        assert word in page.content.decode()


def test_an_unknown_language_changes_nothing() -> None:
    client = Client()
    client.post(reverse("language"), {"language": "xx", "next": "/om/"})
    client.cookies["fordel_language"] = "../../etc"
    assert client.get("/om/").headers["Content-Language"] == "nb"


# Two who approve, and an author who would


@pytest.fixture
def submitted(imported: Any, person_as: Callable[..., Any]) -> Proposal:
    officer = person_as("case_officer")
    scenario = create_scenario(imported, "Ingen kutt", Specification(), officer)
    return submit_proposal(create_proposal(scenario, officer).pk, officer)


def _judge(client: Client, proposal: Proposal, verb: str, **data: str) -> Any:
    url = reverse(f"decisions:{verb}", kwargs=WHERE | {"proposal_id": proposal.pk})
    return carry_out(client, url, {"seen": proposal.content_hash, **data})


def test_the_second_approver_is_told_who_was_first(submitted: Proposal, client_as: ClientAs) -> None:
    first, second = client_as("approver"), client_as("approver")
    for client in (first, second):
        assert submitted.content_hash in client.get(reverse("decisions:overview", kwargs=WHERE)).content.decode()
    assert _judge(first, submitted, "approve").status_code == 302
    (approval,) = Approval.objects.filter(proposal=submitted)
    late = _judge(second, submitted, "approve")
    assert late.status_code == 409
    assert approval.person.name in late.content.decode()
    submitted.refresh_from_db()
    assert submitted.state == "approved"
    assert list(Approval.objects.filter(proposal=submitted)) == [approval]


def test_the_author_is_no_approver_even_in_that_role(submitted: Proposal, client_as: ClientAs) -> None:
    RoleAssignment.objects.filter(person=submitted.author).update(role="approver")
    author = Client()
    author.force_login(submitted.author)
    approve = reverse("decisions:approve", kwargs=WHERE | {"proposal_id": submitted.pk})
    assert approve not in author.get(reverse("decisions:overview", kwargs=WHERE)).content.decode()
    for verb in ("approve", "return"):
        refused = _judge(author, submitted, verb, comment="Fint")
        assert refused.status_code == 403
        assert "En annen må godkjenne" in refused.content.decode()
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_a_return_without_a_comment_says_so_at_the_field(submitted: Proposal, client_as: ClientAs) -> None:
    approver = client_as("approver")
    page = _judge(approver, submitted, "return", comment="  ")
    assert page.status_code == 422
    assert 'href="#comment"' in page.content.decode()
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_an_approval_of_what_has_changed_since_it_was_read(submitted: Proposal, client_as: ClientAs) -> None:
    NeedsReport.objects.filter(number=1).update(content_hash="changed")
    page = _judge(client_as("approver"), submitted, "approve")
    assert page.status_code == 409
    with pytest.raises(UserError):
        approve_proposal(
            submitted.pk, submitted.content_hash, "", Person.objects.filter(assignments__role="approver")[0]
        )
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


# Ids that are none


@pytest.mark.parametrize("text", ["", "abc", "-1", "1.5", "²", "9" * 30, "9" * 1000, "1; DROP TABLE"])
def test_ids_that_are_none_are_not_found(client_as: ClientAs, imported: Any, text: str) -> None:
    client = client_as("case_officer")
    assert client.post(reverse("open-year", args=["nordland"]), {"scheme": text}).status_code == 404
    assert client.post(reverse("programme:save-frames", kwargs=WHERE), {"round": text}).status_code == 404
    assert client.post(reverse("decisions:create", kwargs=WHERE), {"scenario": text}).status_code == 422
    assert client.post(reverse("switch-role"), {"assignment": text}).status_code == 302
    assert client.get(reverse("forum:distribution", kwargs=WHERE), {"scenario": text, "side": text}).status_code == 200
    assert client.get(reverse("reports:reports", kwargs=WHERE), {"side": text, "theme": text}).status_code == 200
    assert not Scenario.objects.exists()


# An organisation that is there already


def test_an_organisation_is_registered_once(reference_data: None) -> None:
    there = Organisation.objects.exclude(organisation_number=None).first()
    assert there is not None
    count = Organisation.objects.count()
    with pytest.raises(UserError) as caught:
        register_organisation("En annen", "private_owner", organisation_number=there.organisation_number, actor=None)
    assert there.organisation_number in caught.value.message
    assert there.name in caught.value.message
    assert (caught.value.field, bool(caught.value.fix)) == ("organisation_number", True)
    assert Organisation.objects.count() == count
    assert not AuditEntry.objects.filter(action="parties.organisation.registered").exists()
    made = register_organisation("Uten nummer", "other_provider", actor=None)
    assert register_organisation("Uten nummer heller", "other_provider", actor=None).pk != made.pk


# The database is away


@contextmanager
def _database_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def gone(self: DatabaseWrapper, *args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "create_cursor", gone)
        yield


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Databasen svarer ikke"), ("nn", "Databasen svarer ikkje"), ("en", "The database does not answer")],
)
@pytest.mark.parametrize("role", [None, "case_officer"])
def test_a_database_that_is_away(
    client_as: ClientAs, imported: Any, monkeypatch: pytest.MonkeyPatch, language: str, words: str, role: str | None
) -> None:
    client = client_as(role) if role else Client()
    client.raise_request_exception = False
    client.cookies["fordel_language"] = language
    with _database_away(monkeypatch):
        for path in ("/helse/", "/" if role is None else reverse("start", kwargs=WHERE), "/logg-inn/"):
            page = client.get(path)
            if role is None and path != "/helse/":
                assert page.status_code in (200, 503), path  # nothing has to be asked for these
                continue
            assert page.status_code == 503, path
            assert words in page.content.decode()
            assert page.headers["Retry-After"] == "10"
        if role:
            sent = client.post(reverse("programme:save-frames", kwargs=WHERE), {"round": imported.pk})
            assert sent.status_code == 503
    assert client.get("/helse/").content == b"ok"


def _run(words: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("FORDEL_", "DATABASE_URL"))}
    clean |= {"FORDEL_VAR": environment.pop("FORDEL_VAR", "/nonexistent")}
    command = [sys.executable, "-m", "fordel.cli.main", *words]
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, timeout=120, check=False)


def _one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, ""), done
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("fordel: ")
    return lines[0]


def test_the_command_line_without_a_database() -> None:
    words = ["status", "--office", "nordland", "--year", "2026"]
    url = "postgresql://nobody@127.0.0.1:9/fordel"
    assert "DATABASE_URL" in _one_line(_run(words, FORDEL_MODE="test", DATABASE_URL=url))


# Settings that are unsafe

_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghij"
SAFE = {
    "FORDEL_SECRET_KEY": _KEY,
    "FORDEL_IDENTITY_KEY": _KEY,
    "FORDEL_HOSTS": "fordel.example",
    "DATABASE_URL": "postgresql://n@127.0.0.1:9/f",
}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"FORDEL_SECRET_KEY": ""}, "FORDEL_SECRET_KEY"),
        ({"FORDEL_SECRET_KEY": _KEY[:49]}, "FORDEL_SECRET_KEY"),
        ({"FORDEL_DEBUG": "1"}, "FORDEL_DEBUG"),
        ({"FORDEL_HOSTS": ""}, "FORDEL_HOSTS"),
        ({"FORDEL_TODAY": "2026-02-24T08:10"}, "FORDEL_TODAY"),
        ({"FORDEL_MODE": "prod"}, "FORDEL_MODE"),
    ],
)
def test_an_unsafe_start_is_refused_in_one_line(change: dict[str, str], word: str) -> None:
    assert word in _one_line(_run(["audit"], **(SAFE | change)))


def test_a_safe_start_gets_as_far_as_the_database() -> None:
    assert "DATABASE_URL" in _one_line(_run(["audit"], **SAFE))


def test_djangos_own_commands_refuse_too() -> None:
    done = _run(["manage", "check"], **(SAFE | {"FORDEL_SECRET_KEY": ""}))
    assert "FORDEL_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


# No space for files


def test_no_space_for_files(
    client_as: ClientAs, nordland: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.FORDEL_FILES = str(tmp_path / "files")
    client = client_as("case_officer")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    upload = SimpleUploadedFile(DEMO_FILE.name, DEMO_FILE.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        page = client.post(reverse("reports:imports", kwargs=WHERE), {"file": upload})
    assert page.status_code == 409
    assert "plass" in page.content.decode()
    assert not StoredFile.objects.exists()
    assert not SpreadsheetImport.objects.exists()
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    upload.seek(0)
    assert client.post(reverse("reports:imports", kwargs=WHERE), {"file": upload}).status_code == 302
    assert StoredFile.objects.get().read() == DEMO_FILE.read_bytes()


def test_no_space_on_the_command_line(
    nordland: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from fordel.cli.main import main

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert main(["import", str(DEMO_FILE), "--office", "nordland", "--year", "2026"]) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert not NeedsReport.objects.exists()


# The demo's clock


@pytest.fixture
def demo(settings: Any) -> None:
    settings.FORDEL_DEMO = True


def test_the_clock_of_the_demo_is_set_and_shown(demo: None, client_as: ClientAs, nordland: Any) -> None:
    client = client_as("case_officer")
    assert client.post(reverse("demo-clock"), {"instant": "2026-04-09T09:30"}).status_code == 302
    assert abs((now() - datetime(2026, 4, 9, 9, 30, tzinfo=OSLO)).total_seconds()) < 120
    assert "9.\xa0april 2026" in client.get(reverse("start", kwargs=WHERE)).content.decode()


@pytest.mark.parametrize("text", ["", "i morgen", "2026-13-01", "99999-01-01", "0001-01-01T00:00"])
def test_a_clock_that_cannot_be_set(demo: None, text: str) -> None:
    client = Client()
    client.post(reverse("demo-clock"), {"instant": "2026-02-24T08:10"})
    before = DemoClock.objects.get().seconds
    page = client.post(reverse("demo-clock"), {"instant": text}, follow=True)
    assert page.status_code == 200
    assert DemoClock.objects.get().seconds == before
    assert "2026-02-24T08:10" in page.content.decode()


# Pages for what is not there


def test_what_is_not_there_is_said_on_a_page(client_as: ClientAs, nordland: Any) -> None:
    for client in (Client(), client_as("case_officer")):
        for path in ("/finnes-ikke/", "/nordland/kollektiv/1999/status/", f"{HOME}behovsmeldinger/9999/"):
            page = client.get(path)
            assert page.status_code in (302, 404)
            assert page.status_code == 302 or "<h1>" in page.content.decode()
    assert get_resolver().urlconf_module.handler404 == "fordel.web.views.errors.not_found"


def test_a_fault_of_ours_is_a_page_too(client_as: ClientAs, nordland: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    client = client_as("case_officer")
    client.raise_request_exception = False
    monkeypatch.setattr("fordel.insight.presentation.start_page.status_of", broken)
    page = client.get(reverse("start", kwargs=WHERE))
    assert page.status_code == 500
    assert "Traceback" not in page.content.decode()


def test_what_a_form_sends_is_held_against_forgery(client_as: ClientAs, nordland: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("sign-in"), {"email": "kari@example.org"})
    assert page.status_code == 403
    assert json.dumps(page.headers["Content-Security-Policy"])
