"""Forty pages that follow a meeting: what every other page costs at the same time, and what a question costs."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from datetime import timedelta

from bench.pages import PATHS, _load, _request, serving

POLLERS = 40
EVERY = 1.5
CHANGES = 5


def run() -> None:
    """Prints each page without and with forty followers; `pages.prepare` has made the case."""
    path, cookie = _meeting()
    print(f"\n{POLLERS} pages follow a meeting, each asks every {EVERY} s; 8 connections ask for other pages")
    print(f"  {'page':<14}{'alone, p95 ms':>15}{'with them, p95 ms':>19}")
    with serving() as port:
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
        seen = _seen_after(port, path, cookie)
    print(f"  a question by itself: median {statistics.median(followers.taken):.1f} ms, {followers.summary()}")
    print(f"  a scenario is changed {CHANGES} times: the last of the {POLLERS} has it after {_told(seen)}")


def _told(seen: list[float]) -> str:
    return f"{statistics.median(seen):.1f} s in the median, {max(seen):.1f} s at most"


def _seen_after(port: int, path: str, cookie: str) -> list[float]:
    """Seconds from a change of the scenario on the screen until the last follower has been given the new page."""
    from dataclasses import replace

    from fordel.forum.models import Scenario
    from fordel.forum.scenarios.selectors.scenarios import specification_of
    from fordel.forum.scenarios.services.save_scenario import change_scenario

    followers, found = Followers(port, path, cookie), []
    time.sleep(2 * EVERY)
    for change in range(CHANGES):
        scenario = Scenario.objects.select_related("round").order_by("number")[0]
        reserve = {"kindergarten": 1_000_000 + change * 1000, "school": 2_000_000}
        began = time.perf_counter()
        change_scenario(
            scenario.pk, scenario.name, replace(specification_of(scenario), method="equal", reserve=reserve), None
        )
        time.sleep(2 * EVERY)
        found.append(max(followers.first_new(began)) - began)
    followers.stop()
    return found


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _meeting() -> tuple[str, str]:
    """A meeting in progress: the path that its followers ask, and the session of a case officer."""
    from django.test import Client

    from fordel.forum.computing.specification import Specification
    from fordel.forum.scenarios.services.save_scenario import create_scenario
    from fordel.forum.scenarios.services.show_scenarios import show_scenarios
    from fordel.meetings.plugs.hooks import Called
    from fordel.meetings.services.change_agenda import Case, add_item
    from fordel.meetings.services.lead_meeting import start_meeting
    from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
    from fordel.parties.models import Person
    from fordel.programme.models import Round
    from fordel.programme.where import in_round
    from fordel.shared.clock import now

    client, officer = Client(), Person.objects.get(email="bench@example.org")
    client.force_login(officer)
    round_ = Round.objects.get(**in_round("", "nordland", "kollektiv", 2026))
    begins = now() + timedelta(seconds=10)  # it starts on its day
    meeting = plan_meeting(round_.office, MeetingPlan("Forum", "teams", begins, begins + timedelta(hours=2)), None)
    for number in range(6):
        add_item(meeting, Case(f"Sak {number}"), None)
    call_meeting(meeting, [Called(officer)], officer)
    start_meeting(meeting, officer)
    scenarios = [
        create_scenario(round_, f"Alternativ {method}", Specification(method=method), None)
        for method in ("equal", "proportional", "priority")
    ]
    show_scenarios(meeting, round_, [scenario.number for scenario in scenarios], officer)
    return f"/nordland/moter/{meeting.pk}/folg/", client.cookies["sessionid"].value


class Followers:
    """Forty browsers that ask as the page does, with the ETag they have; spread over the interval."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self._port, self._path, self._cookie = port, path, cookie
        self._stop = threading.Event()
        self.taken: list[float] = []
        self.statuses: list[int] = []
        self._given: list[list[float]] = [[] for _each in range(POLLERS)]
        self._threads = [threading.Thread(target=self._follow, args=(n,)) for n in range(POLLERS)]
        for thread in self._threads:
            thread.start()

    def first_new(self, since: float) -> list[float]:
        """For each follower, when it first was given a new page after `since`; never is infinity."""
        return [next((at for at in list(given) if at > since), float("inf")) for given in self._given]

    def _follow(self, number: int) -> None:
        etag = ""
        self._stop.wait(number * EVERY / POLLERS)
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
            if answer.status == 200:
                self._given[number].append(time.perf_counter())
            self.taken.append((time.perf_counter() - start) * 1000)
            self._stop.wait(EVERY)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def summary(self) -> str:
        """`300 questions, 260 answered by 304`."""
        return f"{len(self.statuses)} questions, {self.statuses.count(304)} answered by 304"
