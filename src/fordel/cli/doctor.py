"""`fordel doctor`: is this installation well, and if not, what to do?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ImproperlyConfigured

from fordel.cli.main import start_django
from fordel.embedded_postgres import DatabaseNotStartedError

if TYPE_CHECKING:
    from fordel.shared.health.check import Check

NEEDS_DATABASE = False  # settings and a database that cannot be used are answers here
NOT_STARTED: Final = (ImproperlyConfigured, DatabaseNotStartedError, ValueError, OSError)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "One line for each check: ok, or !! and what to do. Exit code 0 when all is well, 1 when something needs "
        "attention. Nothing is changed."
    )
    parser.add_argument("--json", action="store_true", help="the answers as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints one line for each check; exit code 1 if one of them is not ok."""
    found = []
    for check in _checks():
        found.append(check)
        if not arguments.json:
            print(f"{'ok' if check.ok else '!!'}  {check.name:<10}  {check.words}", flush=True)
    is_well = all(check.ok for check in found)
    if arguments.json:
        rows = [{"name": check.name, "ok": check.ok, "words": check.words} for check in found]
        print(json.dumps({"ok": is_well, "checks": rows}, ensure_ascii=False, indent=2))
    return 0 if is_well else 1


def _checks() -> Iterator[Check]:
    from fordel.shared.health.check import AWAY, Check, run_check  # lazy: settings not ready

    try:
        start_django()
    except NOT_STARTED as error:
        yield Check("settings", ok=False, words=" ".join(str(error).split()))
        yield Check("the rest", ok=False, words="not checked: Fordel does not start with these settings.")
        return
    from fordel.ledger.selectors.soundness import check_ledger  # lazy: settings not ready
    from fordel.shared.health.database import check_database, check_migrations  # lazy: settings not ready
    from fordel.shared.health.files import check_files  # lazy: settings not ready
    from fordel.shared.health.jobs import check_jobs, check_workers  # lazy: settings not ready
    from fordel.shared.health.log import check_log  # lazy: settings not ready
    from fordel.shared.health.mail import check_mail  # lazy: settings not ready
    from fordel.shared.health.settings import check_settings  # lazy: settings not ready

    yield check_settings()
    database = check_database()
    yield database
    asks_database: dict[str, Callable[[], Check]] = {
        "migrations": check_migrations,
        "files": check_files,
        "log": check_log,
        "ledger": check_ledger,
        "workers": check_workers,
        "jobs": check_jobs,
        "mail": check_mail,
    }
    for name, check in asks_database.items():
        yield run_check(name, check) if database.ok else Check(name, ok=False, words=AWAY)
