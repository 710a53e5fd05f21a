"""Events: their public pages beside the health page, and 500 people who register within a minute."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field
from datetime import time as clock_time
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from bench.pages import serving
from bench.public import etag_of, print_rates
from bench.rush import session_of

PEOPLE: Final = 500
SECONDS: Final = 60.0
PLACES: Final = 100
TOKEN: Final = "b" * 32


@dataclass
class Burst:
    """What was answered: milliseconds of every request, answers other than expected, and whose registration was
    received according to its answer."""

    taken: list[float] = field(default_factory=list)
    failed: int = 0
    received: set[int] = field(default_factory=set)


def run() -> None:
    """Prints the rates of the pages, the times of the burst, and what it left in the database."""
    event = _event()
    page = f"/nordland/arrangementer/{event.pk}/"
    with serving() as port:
        cases = {"(health)": ("/helse/", "")}
        for name, path in (("list", "/nordland/arrangementer/"), ("event", page)):
            cases[f"{name}, whole"] = (path, "")
            if known := etag_of(port, path):
                cases[f"{name}, unchanged"] = (path, known)
        print_rates("Public pages of events", port, cases)
        _print(_burst(port, event), event)


def _event() -> Any:
    from fordel.events.services.plan_event import EventFacts, begin_event
    from fordel.events.services.run_event import publish_event
    from fordel.events.services.series import SeriesFacts, begin_series
    from fordel.parties.models import Office, Person
    from fordel.shared.clock import today

    officer = Person.objects.get(email="bench@example.org")
    texts = dict.fromkeys(("title_nb", "title_nn"), "Workshop II") | dict.fromkeys(("text_nb", "text_nn"), "Om året.")
    facts = SeriesFacts(**texts, audience=("municipalities",))
    series = begin_series(Office.objects.get(slug="nordland"), facts, officer)
    day = today() + timedelta(days=30)
    planned = EventFacts(
        place="Bodø",
        venue="Kulturhuset",
        link="",
        day=day,
        starts=clock_time(10),
        ends=clock_time(15),
        opens_on=today(),
        last_day=day - timedelta(days=3),
        capacity=PLACES,
        kept_last_day=None,
        offer_hours=24,
        needs_days=14,
        asks_access=True,
        asks_food=True,
        programme_nb="10.00 Velkommen",
        programme_nn="",
        contact_name="",
        contact_email="",
    )
    return publish_event(begin_event(series, planned, officer).pk, officer)


def _burst(port: int, event: Any) -> Burst:
    from fordel.parties.models import Person

    people = [Person.objects.create_user(f"burst{number}@example.org", f"Gjest {number}") for number in range(PEOPLE)]
    sessions = [(person.pk, session_of(person)) for person in people]
    found, start = Burst(), time.perf_counter()

    def come(number: int, person: int, session: str) -> None:
        time.sleep(max(0.0, start + number * SECONDS / PEOPLE - time.perf_counter()))
        _register(port, event, person, session, found)

    threads = [threading.Thread(target=come, args=(number, *who)) for number, who in enumerate(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _register(port: int, event: Any, person: int, session: str, found: Burst) -> None:
    """Reads the page, fills in the form, and sends it."""
    form = f"/nordland/arrangementer/{event.pk}/pamelding/"
    typed = {"takes_part": "on", "agrees": "on", "audience": "municipalities"}
    if _ask(port, "GET", form.removesuffix("pamelding/"), session, found)[0] != 200:
        return
    status, booking = _ask(port, "POST", form, session, found, typed)
    if status != 302 or _ask(port, "GET", booking, session, found)[0] != 200:
        found.failed += status not in (0, 302)
        return
    if _ask(port, "POST", f"{booking}send/", session, found, {"code": ""})[0] == 302:
        found.received.add(person)


def _ask(
    port: int, method: str, path: str, session: str, found: Burst, typed: dict[str, str] | None = None
) -> tuple[int, str]:
    """(status, where it leads) of one request; status 0 and a failure for one that was not answered as expected."""
    headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Accept-Encoding": "gzip"}
    if typed is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, urlencode(typed) if typed is not None else None, headers)
        answer = connection.getresponse()
        answer.read()
        found.taken.append((time.perf_counter() - begun) * 1000)
        if answer.status != (302 if method == "POST" else 200):
            found.failed += 1
            return 0, ""
        return answer.status, answer.getheader("Location") or ""
    except OSError:
        found.failed += 1
        return 0, ""
    finally:
        connection.close()


def _print(found: Burst, event: Any) -> None:
    from fordel.events.models import Participant

    rows = list(Participant.objects.filter(event=event).values_list("booking__person", "state"))
    lost = found.received - {person for person, _state in rows}
    seated = sum(state == "seated" for _person, state in rows)
    p95 = statistics.quantiles(found.taken, n=20)[-1]
    print(f"\n{PEOPLE} people register in {SECONDS:.0f} s for {PLACES} places, {len(found.taken)} requests, 2 workers")
    print(f"  median {statistics.median(found.taken):.0f} ms, p95 {p95:.0f} ms; other answers: {found.failed}")
    print(
        f"  answered as received {len(found.received)}, lost {len(lost)}; seated {seated}, waiting {len(rows) - seated}"
    )
