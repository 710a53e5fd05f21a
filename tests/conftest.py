"""Fixtures shared by all tests: a real PostgreSQL, the Nordland case, and people in every role."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest
from django.conf import settings as dj_settings
from hypothesis import settings as hypothesis_settings

from fordel import embedded_postgres
from fordel.environment import var_folder

os.environ["FORDEL_MODE"] = "test"
# Tests have a database server of their own, beside the demo's, and end it.
os.environ.setdefault("FORDEL_VAR", str(Path(__file__).resolve().parents[1] / "var" / "test"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
django.setup()

hypothesis_settings.register_profile("daily", max_examples=60, deadline=None)
hypothesis_settings.register_profile("ci", max_examples=1000, deadline=None)
hypothesis_settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "daily")
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DEMO_FILE = ROOT / "src" / "fordel" / "demo_data" / "behovsmeldinger-nordland-2026.xlsx"


KEPT = os.environ.get("FORDEL_KEEP_TEST_DATABASE") == "1"
_MADE_FROM = ("*/migrations/*.py", "*/data/*", "programme/schemes/*.toml")


def _keep_database(config: pytest.Config) -> None:
    """Uses the database of the last run, unless what it is made from has changed since."""
    made_from = hashlib.sha256()
    for path in sorted(each for pattern in _MADE_FROM for each in (ROOT / "src" / "fordel").glob(pattern)):
        made_from.update(path.read_bytes())
    mark = var_folder() / "test-database.sha256"
    is_same = mark.exists() and mark.read_text() == made_from.hexdigest()
    config.option.reuse_db, config.option.create_db = True, not is_same
    mark.write_text(made_from.hexdigest())


def pytest_configure(config: pytest.Config) -> None:
    """Lets the tests' own database server forget what it holds if the machine stops: nothing there is worth keeping."""
    if KEPT:
        _keep_database(config)
    if os.environ.get("DATABASE_URL"):
        return
    with psycopg.connect(dj_settings.DATABASE_URL, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that take minutes go first, so that no worker begins one when the others have nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loads the reference data once, puts it back after each test that commits, and at the end closes what a browser's
    kept-alive request still holds, so that the database of the tests can be dropped."""
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.support import prepared

    with django_db_blocker.unblock():
        if not has_reference():
            load_reference()
        prepared.keep_reference()
    flush = TransactionTestCase._fixture_teardown  # only of those that commit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: prepared.start_over() or flush(case))
        yield
    with django_db_blocker.unblock():
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.FORDEL_FILES = str(tmp_path_factory.mktemp("files"))


@pytest.fixture(autouse=True)
def _no_job_is_left(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Tests that commit leave the queue empty: its tables are not Django's, so they are not emptied with the others."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        from django.db import connection

        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture(autouse=True)
def _every_page_is_linted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test asks of a test client, a page that comes back is held to what every page must be."""
    from django.test import Client

    from tests.page_lint import lint_response

    plain = Client.request

    def request(self: Client, **environ: Any) -> Any:
        response = plain(self, **environ)
        lint_response(response, is_part="HTTP_HX_REQUEST" in environ)
        return response

    monkeypatch.setattr(Client, "request", request)


def has_reference() -> bool:
    from fordel.programme.models import SchemeVersion

    return SchemeVersion.objects.exists()


def load_reference() -> None:
    from fordel.parties.services.load_reference_data import load_reference_data
    from fordel.programme.services.load_schemes import load_schemes

    load_reference_data()
    load_schemes()


@pytest.fixture
def reference_data(db: None) -> Iterator[None]:
    """Offices, municipalities, universities and scheme versions, as in every installation."""
    from tests.support import prepared

    if not has_reference():
        load_reference()
    prepared.begin()
    yield
    prepared.leave()


@pytest.fixture
def nordland(reference_data: None) -> Any:
    """Nordland's round for 2026: kindergarten 11 000 000, school 17 000 000; and 2025 for comparison."""
    from fordel.parties.models import Office
    from fordel.programme.models import SchemeVersion
    from fordel.programme.services.open_round import open_round
    from tests.support.plans import plan_in_force
    from tests.support.prepared import prepared

    def build() -> Any:
        office = Office.objects.get(slug="nordland")
        plan_in_force(office, "kollektiv", "videregaende")
        former = SchemeVersion.objects.get(code="regional", year=2025)
        open_round(office, former, {"rekom": 11_271_000, "dekom": 12_200_000, "kompetanseloftet": 9_689_000}, None)
        scheme = SchemeVersion.objects.get(code="collective", year=2026)
        return open_round(office, scheme, {"kindergarten": 11_000_000, "school": 17_000_000}, None)

    return prepared("nordland", build)


@pytest.fixture
def person_as(reference_data: None) -> Callable[..., Any]:
    """`person_as("case_officer")` makes a person in that role (office roles at Nordland unless said otherwise)."""
    from fordel.parties.models import OFFICE_ROLES, Office, Organisation, Person, RoleAssignment
    from tests.support.prepared import prepared

    def build(role: str, office: str, organisation: Organisation | None) -> Person:
        count = Person.objects.count()
        person = Person.objects.create_user(f"{role}{count}@example.org", f"{role} {count}")
        RoleAssignment.objects.create(
            person=person,
            role=role,
            office=Office.objects.get(slug=office) if role in OFFICE_ROLES else None,
            organisation=organisation,
        )
        return person

    def make(role: str, office: str = "nordland", organisation: Organisation | None = None) -> Person:
        step = ("person", role, office, organisation and organisation.pk)
        return prepared(step, lambda: build(role, office, organisation))

    return make


@pytest.fixture(name="client_of")
def _client_of() -> Callable[..., Any]:
    """`client_of(person)` is a test client signed in as the person."""
    from tests.clients import client_of

    return client_of


@pytest.fixture
def client_as(person_as: Callable[..., Any], client_of: Callable[..., Any]) -> Callable[..., Any]:
    """`client_as("case_officer")` is a test client signed in as a new person in that role."""
    return lambda role, **where: client_of(person_as(role, **where))


@pytest.fixture
def plugged() -> Iterator[Callable[..., None]]:
    """`plugged(PLUG, answer)` lets the test answer a plug alone, until it ends."""
    with ExitStack() as stack:
        yield lambda plug, *answers: stack.enter_context(plug.replaced(*answers))


@pytest.fixture
def imported(nordland: Any, person_as: Callable[..., Any]) -> Any:
    """Nordland's round with the 52 needs reports of the demo file."""
    from fordel.reports.intake.services.apply_import import import_file
    from tests.support.prepared import prepared

    def build() -> None:
        import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), person_as("case_officer"))

    prepared("imported", build)
    return nordland


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the database server that the tests used, once, when every worker is done with it."""
    if not (KEPT or hasattr(config, "workerinput") or os.environ.get("DATABASE_URL")):
        embedded_postgres.stop(var_folder() / "postgres")
