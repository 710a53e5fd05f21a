"""The last evening before the deadline: many people write and send at once, without faults and with servers killed.

The people are one process of their own on the same machine. Each types in one of their fields, again and again, keeps
what was not answered 200 as a browser does, and sends once. Afterwards every answered save is looked for in the
database.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.pages import free_port


@dataclass(frozen=True)
class Size:
    """`pace` and `retry` are seconds between two saves of a person, and before one that failed is sent again (a browser
    waits about ten, which a short run has no time for)."""

    people: int
    seconds: float
    pace: float
    retry: float


FULL = Size(people=500, seconds=600, pace=10.0, retry=10.0)
SHORT = Size(people=12, seconds=14, pace=1.0, retry=2.0)
_TEXTS = ("need_text", "how_found", "goal", "change_of_practice", "activities", "units")


@dataclass
class Rush:
    """What one run showed. Times are milliseconds; `lost` are saves answered 200 that the database does not hold."""

    people: int
    seconds: float
    saves: int
    save_median: float
    save_p95: float
    submits: int
    submit_median: float
    submit_p95: float
    failed_answers: int
    sent_again: int
    lost: int
    not_delivered: int
    not_sent: int
    back_after: list[float]


def run(*, short: bool = False, only: str = "") -> list[Rush]:
    """Prints (and returns) the run without faults and the run with kills."""
    size = SHORT if short else FULL
    found = []
    for kills in (False, True) if not only else (only == "kill",):
        found.append(_one_run(size, kills=kills))
        _print(found[-1], kills=kills)
    return found


def _print(rush: Rush, *, kills: bool) -> None:
    faults = "web and database killed" if kills else "no faults"
    print(f"\nDeadline rush, {rush.people} people in {rush.seconds:.0f} s, {faults}")
    print(f"  saves {rush.saves}: median {rush.save_median:.0f} ms, p95 {rush.save_p95:.0f} ms")
    print(f"  reports sent {rush.submits}: median {rush.submit_median:.0f} ms, p95 {rush.submit_p95:.0f} ms")
    print(f"  answers other than 200: {rush.failed_answers}; saves that were sent again: {rush.sent_again}")
    print(f"  answered saves that are not in the database: {rush.lost}; texts never delivered: {rush.not_delivered}")
    print(f"  people whose report was not sent: {rush.not_sent}")
    if rush.back_after:
        print("  back after restart: " + ", ".join(f"{seconds:.1f} s" for seconds in rush.back_after))
    sys.stdout.flush()


def _one_run(size: Size, *, kills: bool) -> Rush:
    prepared, seconds = _prepare(size.people), size.seconds
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="fordel-rush-") as folder:
        plan, log = Path(folder) / "plan.json", Path(folder) / "log.json"
        plan.write_text(
            json.dumps({"port": port, "seconds": seconds, "pace": size.pace, "retry": size.retry, "people": prepared}),
            encoding="utf-8",
        )
        web, worker = _start_web(port), _start_worker()
        back: list[float] = []
        try:
            _wait_until_up(port)
            load = subprocess.Popen([sys.executable, "-m", "bench.rush_people", str(plan), str(log)])
            if kills:
                time.sleep(seconds / 3)
                web, after = _kill_web(web, port)
                back.append(after)
                time.sleep(seconds / 4)
                back.append(_kill_database(port))
            load.wait(timeout=seconds * 2 + 180)
        finally:
            for process in (web, worker):
                process.terminate()
            for process in (web, worker):
                _end(process)
        return _judge(json.loads(log.read_text(encoding="utf-8")), size.people, seconds, back)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _prepare(people: int) -> list[dict[str, Any]]:
    """A report that can be sent for each person, who acts for one of Nordland's owners; with their session."""
    from datetime import timedelta

    from fordel.parties.models import Organisation, Person, RoleAssignment
    from fordel.programme.models import Round
    from fordel.shared import clock

    round_ = Round.objects.get(office__slug="nordland", scheme_slug="kollektiv", is_history=False)
    round_.needs_deadline = clock.now() + timedelta(days=30)
    round_.save(update_fields=["needs_deadline"])
    owners = list(Organisation.objects.filter(kind="municipality", municipality__office=round_.office))
    partner = Organisation.objects.get(organisation_number="970422528")
    existing = Person.objects.count()
    made = []
    for number in range(people):
        owner = owners[number % len(owners)]
        person = Person.objects.create_user(f"rush{existing + number}@example.org", f"Person {number}")
        RoleAssignment.objects.create(person=person, role="owner", organisation=owner)
        made.append(_person(round_, owner, person, partner))
    return made


def _person(round_: Any, owner: Any, person: Any, partner: Any) -> dict[str, Any]:
    from fordel.reports.drafting.services.document import save_draft
    from fordel.reports.drafting.services.drafts import start_draft
    from fordel.reports.models import DraftParty
    from fordel.shared.clock import now
    from fordel.writing.services.save_fields import Edit

    draft = start_draft(round_, owner, person)
    party = DraftParty.objects.create(draft=draft, organisation=partner, role="partner", state="asked", asked_at=now())
    values = READY | {f"budget.2026.{party.slot}.carrying_out": "300 000"}
    save_draft(draft.pk, person, [Edit(key, value, 0) for key, value in values.items()], now())
    return {"draft": draft.pk, "session": session_of(person), "keys": list(_TEXTS), "person": person.pk}


def session_of(person: Any) -> str:
    """The key of a new session in which the person is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


READY: dict[str, Any] = {
    "title": "Overgang barnehage–skole",
    "target_group": "school",
    "duration_years": "1",
    "need_text": "Vi ser at overgangen er ulik fra skole til skole.",
    "how_found": "Kartlegging i alle skoler.",
    "goal": "Barna møter en skole som er klar for dem.",
    "change_of_practice": "Barnehage og skole planlegger sammen.",
    "activities": "Høst: samlinger. Vår: utprøving.",
    "units": "Alle skolene i kommunen",
    "employees": "42",
    "children": "310",
    "need.2026": "500 000",
    "budget.2026.owner.carrying_out": "200 000",
    "employees_took_part": "yes",
    "how_took_part": "Personalmøter i alle enheter.",
    "sami_perspective": "no",
}


def _start_web(port: int) -> subprocess.Popen[bytes]:
    options = ["--workers", "2", "--no-control-socket", "--log-level", "critical", "--backlog", "2048"]
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "fordel.wsgi", "--bind", f"127.0.0.1:{port}", *options],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "fordel.cli.main", "manage", "procrastinate", "worker"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_until_up(port: int) -> float:
    """Seconds until the site answers. Raises RuntimeError after a minute."""
    import http.client

    start = time.perf_counter()
    while time.perf_counter() - start < 60:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/helse/")
            if connection.getresponse().status == 200:
                return time.perf_counter() - start
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise RuntimeError("the site did not come back")


def _kill_web(web: subprocess.Popen[bytes], port: int) -> tuple[subprocess.Popen[bytes], float]:
    """kill -9 of the web server and its workers, two seconds of silence, and a new one."""
    os.killpg(web.pid, signal.SIGKILL)
    web.wait()
    time.sleep(2)
    new = _start_web(port)
    return new, _wait_until_up(port)


def _kill_database(port: int) -> float:
    """kill -9 of the postmaster and every process of it, two seconds of silence, and a new one."""
    data = Path(os.environ["FORDEL_VAR"]) / "postgres"
    postmaster = int((data / "postmaster.pid").read_text().splitlines()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in [postmaster, *map(int, children)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    time.sleep(2)
    program = (
        f"from pathlib import Path; from fordel import embedded_postgres; embedded_postgres.start(Path({str(data)!r}))"
    )
    start = time.perf_counter()
    for _ in range(20):
        if subprocess.run([sys.executable, "-c", program], check=False, stderr=subprocess.DEVNULL).returncode == 0:
            break
        time.sleep(0.2)
    _wait_until_up(port)
    return time.perf_counter() - start


def _judge(log: dict[str, Any], people: int, seconds: float, back: list[float]) -> Rush:
    """Looks for every answered save in the database."""
    from django.db import connection

    from fordel.reports.models import ReportDraft
    from fordel.writing.models import Field

    connection.close()  # it may have been killed
    drafts = [each["draft"] for each in log["people"]]
    stored = {
        (draft, key): value
        for draft, key, value in Field.objects.filter(document__in=drafts).values_list("document", "key", "value")
    }
    lost = undelivered = 0
    for person in log["people"]:
        for key, counter in person["acknowledged"].items():
            lost += _counter(stored.get((person["draft"], key))) < counter
        for key, counter in person["typed"].items():
            undelivered += _counter(stored.get((person["draft"], key))) < counter
    saves, submits = log["saves"], log["submits"]
    return Rush(
        people=people,
        seconds=seconds,
        saves=len(saves),
        save_median=statistics.median(saves),
        save_p95=statistics.quantiles(saves, n=20)[-1],
        submits=len(submits),
        submit_median=statistics.median(submits),
        submit_p95=statistics.quantiles(submits, n=20)[-1],
        failed_answers=log["failed"],
        sent_again=log["again"],
        lost=lost,
        not_delivered=undelivered,
        not_sent=len(drafts) - ReportDraft.objects.filter(pk__in=drafts, document__submissions__sequence=1).count(),
        back_after=back,
    )


def _counter(value: Any) -> int:
    """The running number that a typed text begins with; -1 where there is none."""
    text = str(value or "").partition(":")[0]
    return int(text) if text.isdigit() else -1


def as_json(found: list[Rush]) -> str:
    return json.dumps([asdict(rush) for rush in found])
