"""Import of 10 000 rows, and the pages that matter, signed in, with 52 and with 5 000 reports."""

from __future__ import annotations

import http.client
import io
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PATHS = {
    "(health)": "/helse/",  # the yardstick: all middleware, one query, no template
    "start": "/nordland/kollektiv/2026/",
    "list": "/nordland/kollektiv/2026/behovsmeldinger/",
    "search": "/nordland/kollektiv/2026/behovsmeldinger/?q=tiltak+nord+univ",
    "search box": "/sok/?q=tiltak+nord+univ",
    "status": "/nordland/kollektiv/2026/status/",
    "distribution": "/nordland/kollektiv/2026/fordeling/",
}
CONNECTIONS = 8
SECONDS = 6.0


def run() -> None:
    """Prints the import, then each page at both sizes."""
    round_, cookie = prepare()
    _measure_pages(round_, cookie, 52)
    _measure_import(round_)
    _measure_pages(round_, cookie, 5_000)


def start_database() -> None:
    """Django on a database of its own, with its tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def prepare() -> tuple[Any, str]:
    """Nordland's round with the demo file, and the session cookie of a case officer."""
    from django.test import Client

    from fordel.demo.former import FRAMES_2025
    from fordel.demo.nordland import FILE, FRAMES_2026
    from fordel.parties.models import Office, Person, RoleAssignment
    from fordel.parties.services.load_reference_data import load_reference_data
    from fordel.programme.models import SchemeVersion
    from fordel.programme.services.load_schemes import load_schemes
    from fordel.programme.services.open_round import open_round
    from fordel.reports.intake.services.apply_import import import_file

    load_reference_data()
    load_schemes()
    office = Office.objects.get(slug="nordland")
    officer = Person.objects.create_user("bench@example.org", "Bench")
    RoleAssignment.objects.create(person=officer, role="case_officer", office=office)
    open_round(office, SchemeVersion.objects.get(code="regional", year=2025), FRAMES_2025, officer)
    round_ = open_round(office, SchemeVersion.objects.get(code="collective"), FRAMES_2026, officer)
    import_file(round_, FILE.name, FILE.read_bytes(), officer)
    client = Client()
    client.force_login(officer)
    return round_, client.cookies["sessionid"].value


def workbook(rows: int) -> bytes:
    """A spreadsheet with `rows` needs reports, owners and partners drawn in turn from the registers."""
    import xlsxwriter

    from fordel.parties.models import Organisation

    owners = list(
        Organisation.objects.filter(kind="municipality", municipality__office__slug="nordland").values_list(
            "name", "organisation_number", "municipality__number"
        )
    )
    partners = list(Organisation.objects.filter(kind="university").values_list("name", flat=True))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Behovsmeldinger")
    headings = ["Nr", "Eier", "Org.nr", "Kommunenr", "Målgruppe", "Tiltak", "Tema", "Samarbeidspartner"]
    sheet.write_row(0, 0, [*headings, "Meldt behov 2026 (kr)", "Herav til UH (kr)"])
    for n in range(rows):
        name, number, place = owners[n % len(owners)]
        group = ("Barnehage", "Skole", "Begge")[n % 3]
        theme = f"Tema {n % 23}"
        partner = partners[n % len(partners)]
        sheet.write_row(n + 1, 0, [1000 + n, name, number, place, group, f"Tiltak {n}", theme, partner, 3000 + n, 1000])
    book.close()
    return buffer.getvalue()


def _measure_import(round_: Any) -> None:
    from fordel.reports.intake.services.apply_import import import_file
    from fordel.reports.models import NeedsReport

    content = workbook(10_000)
    start = time.perf_counter()
    outcome = import_file(round_, "mange.xlsx", content, None)
    taken = time.perf_counter() - start
    print(f"\nImport of 10 000 rows: {taken:.1f} s, {outcome.accepted} accepted ({taken / 10_000 * 1000:.2f} ms a row)")
    surplus = NeedsReport.objects.filter(round=round_).order_by("-number").values_list("pk", flat=True)[:5_052]
    NeedsReport.objects.filter(pk__in=list(surplus)).delete()


def _measure_pages(round_: Any, cookie: str, reports: int) -> None:
    from fordel.reports.models import NeedsReport

    print(f"\nPages with {NeedsReport.objects.filter(round=round_).count()} reports (aimed at {reports}),")
    print(f"{CONNECTIONS} connections, 2 workers, {SECONDS:.0f} s each")
    print(f"  {'page':<14}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'kB':>7}{'req/s':>8}{'one, ms':>9}")
    with serving() as port:
        for name, path in PATHS.items():
            _request(port, path, cookie)
            alone = statistics.median(_timed(port, path, cookie) for _ in range(15))
            taken, elapsed = _load(port, path, cookie)
            p95 = statistics.quantiles(taken, n=20)[-1]
            size = len(_request(port, path, cookie)) / 1000
            rate = len(taken) / elapsed
            print(
                f"  {name:<14}{statistics.median(taken):>10.0f}{p95:>9.0f}{_queries(path, cookie):>9}{size:>7.1f}"
                f"{rate:>8.0f}{alone:>9.1f}"
            )


def _queries(path: str, cookie: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies["sessionid"] = cookie
    with CaptureQueriesContext(connection) as captured:
        client.get(path, headers={"host": "127.0.0.1"})
    return len(captured)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving() -> Iterator[int]:
    """Gunicorn with two workers on a free port of 127.0.0.1; ended when the block is left."""
    port = free_port()
    options = ["--workers", "2", "--no-control-socket", "--log-level", "error"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "fordel.wsgi", "--bind", f"127.0.0.1:{port}", *options]
    )
    try:
        for _ in range(100):
            try:
                _request(port, "/helse/", "")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _request(port: int, path: str, cookie: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body
    finally:
        connection.close()


def _timed(port: int, path: str, cookie: str) -> float:
    start = time.perf_counter()
    _request(port, path, cookie)
    return (time.perf_counter() - start) * 1000


def _load(port: int, path: str, cookie: str) -> tuple[list[float], float]:
    """Milliseconds of every request of eight connections that ask one after another, and how long it took in all."""
    taken: list[float] = []
    stop = time.perf_counter() + SECONDS

    def ask() -> None:
        while time.perf_counter() < stop:
            taken.append(_timed(port, path, cookie))

    start = time.perf_counter()
    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, time.perf_counter() - start
