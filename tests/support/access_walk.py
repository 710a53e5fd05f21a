"""The walk: every address asked for and posted to by some of the people, checked against the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from fordel.decisions.models import Letter
from fordel.decisions.services.letters import write_letter_pdf
from fordel.forum.models import Scenario
from fordel.programme.models import SchemeVersion
from tests.support.access_table import NOBODY, OWN_SESSION, TABLE, Row
from tests.support.access_world import World


def refused(response: Any) -> bool:
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/logg-inn/")
    return response.status_code in (403, 404, 405) or to_sign_in


def close(response: Any) -> None:
    """Reads a file that was sent to its end, which closes it."""
    if response.streaming:
        list(response.streaming_content)


def answers(world: World, actors: Iterable[str]) -> Iterator[tuple[str, Row, str, Any]]:
    """(route, its row, actor, answer) for every address that the actors ask for."""
    for name, row in TABLE.items():
        for actor in sorted(actors):
            yield name, row, actor, world.clients[actor].get(world.url(name))


def fault_of(name: str, row: Row, actor: str, response: Any) -> str:
    """What is wrong with an answer to a GET, or ''."""
    if row.see is None:
        expected, is_so = "405", response.status_code == 405
    else:
        expected = "seen" if actor in row.see else "refused"
        is_so = refused(response) != (actor in row.see) and response.status_code < 500
    return "" if is_so else f"GET {name} by {actor}: {response.status_code}, expected {expected}"


def faults_of_changes(world: World, actors: Iterable[str]) -> list[str]:
    """What is wrong when the actors post to every address; whatever they change is rolled back."""
    for letter in Letter.objects.all():
        write_letter_pdf(letter.pk)  # as the job has done soon after the decision
    send: dict[str, dict[str, Any]] = {
        "open-year": {"scheme": SchemeVersion.objects.get(code="collective").pk},
        "programme:save-frames": {"round": Scenario.objects.get().round_id},
        "decisions:create": {"scenario": Scenario.objects.get().pk},
        "reports:bulk": {"action": "assign", "report": world.arguments["report_id"]},
    }
    found = []
    for name, row in TABLE.items():
        for actor in sorted(actors):
            before = rows_written()
            with transaction.atomic():
                response = world.clients[actor].post(world.url(name), send.get(name, {}))
                transaction.set_rollback(True)
            close(response)
            found.append(_fault_of_change(name, row, actor, response, rows_written() - before))
            if name in OWN_SESSION and actor != "visitor":
                world.clients[actor].force_login(world.people[actor])
    return [fault for fault in found if fault]


def _fault_of_change(name: str, row: Row, actor: str, response: Any, wrote: int) -> str:
    allowed = actor in (row.do or NOBODY)
    if response.status_code >= 500:
        return f"POST {name} by {actor}: {response.status_code}"
    if row.do is not None and refused(response) == allowed:
        return f"POST {name} by {actor}: {response.status_code}, expected {allowed=}"
    if wrote and (not allowed or (actor == "auditor" and name not in OWN_SESSION)):  # what is their own
        return f"POST {name} by {actor} wrote {wrote} rows"
    return ""


def rows_written() -> int:
    """Rows written, changed or removed in this transaction, also what was rolled back since; sessions left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables "
            "WHERE relname <> 'django_session'"
        )
        return int(cursor.fetchone()[0])
