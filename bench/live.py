"""Forty pages that follow a meeting: what every other page costs meanwhile, and what a question costs."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from datetime import timedelta

from bench.pages import PATHS, _load, _request, _server

POLLERS = 40
EVERY = 2.0


def run() -> None:
    """Prints each page without and with forty followers; `pages.prepare` has made the case."""
    path, cookie = _meeting()
    print(f"\n{POLLERS} pages follow a meeting, each asks every {EVERY:.0f} s; 8 connections ask for other pages")
    print(f"  {'page':<14}{'alone, p95 ms':>15}{'with them, p95 ms':>19}")
    with _server() as port:
        for name, page in PATHS.items():
            _request(port, page, cookie)
            alone = _p95(_load(port, page, cookie)[0])
            followers = Followers(port, path, cookie)
            meanwhile = _p95(_load(port, page, cookie)[0])
            followers.stop()
            print(f"  {name:<14}{alone:>15.0f}{meanwhile:>19.0f}")
        followers = Followers(port, path, cookie)
        time.sleep(3 * EVERY)
        followers.stop()
    print(f"  a question by itself: median {statistics.median(followers.taken):.1f} ms, {followers.summary()}")


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _meeting() -> tuple[str, str]:
    """A meeting that goes on: the path that its followers ask, and the session of a case officer."""
    from django.test import Client

    from fordel.meetings.hooks import Called
    from fordel.meetings.services.call_meeting import call_meeting
    from fordel.meetings.services.change_agenda import Case, add_item
    from fordel.meetings.services.lead_meeting import start_meeting
    from fordel.meetings.services.plan_meeting import MeetingPlan, plan_meeting
    from fordel.parties.models import Person
    from fordel.programme.models import Round
    from fordel.shared.clock import now

    client, officer = Client(), Person.objects.get(email="bench@example.org")
    client.force_login(officer)
    round_ = Round.objects.get(office__slug="nordland", year=2026)
    begins = now() + timedelta(seconds=10)  # it starts on its day
    meeting = plan_meeting(round_, MeetingPlan("Forum", "teams", begins, begins + timedelta(hours=2)), None)
    for number in range(6):
        add_item(meeting, Case(f"Sak {number}"), None)
    call_meeting(meeting, [Called(officer)], None)
    start_meeting(meeting, None)
    return f"/nordland/2026/moter/{meeting.pk}/folg/", client.cookies["sessionid"].value


class Followers:
    """Forty browsers that ask as the page does, with the ETag they have; spread over the two seconds."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self._port, self._path, self._cookie = port, path, cookie
        self._stop = threading.Event()
        self.taken: list[float] = []
        self.statuses: list[int] = []
        self._threads = [threading.Thread(target=self._follow, args=(n * EVERY / POLLERS,)) for n in range(POLLERS)]
        for thread in self._threads:
            thread.start()

    def _follow(self, delay: float) -> None:
        etag = ""
        self._stop.wait(delay)
        while not self._stop.is_set():
            start = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            connection.request(
                "GET", self._path, headers={"Cookie": f"sessionid={self._cookie}", "If-None-Match": etag}
            )
            answer = connection.getresponse()
            answer.read()
            connection.close()
            etag = answer.headers.get("ETag") or etag
            self.statuses.append(answer.status)
            self.taken.append((time.perf_counter() - start) * 1000)
            self._stop.wait(EVERY)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def summary(self) -> str:
        """`300 questions, 260 answered by 304`."""
        return f"{len(self.statuses)} questions, {self.statuses.count(304)} answered by 304"
