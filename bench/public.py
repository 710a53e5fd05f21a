"""The public front page of an office: what has not changed, and the whole page, beside the health page."""

from __future__ import annotations

import http.client
import statistics
import threading
import time

from bench.pages import CONNECTIONS, SECONDS, serving

FRONT = "/nordland/"


def run() -> None:
    """Prints how many requests a second each is answered, by turns, so that all meet the same machine."""
    with serving() as port:
        etag = etag_of(port, FRONT)
        cases = {"(health)": ("/helse/", ""), "front page, unchanged": (FRONT, etag), "front page, whole": (FRONT, "")}
        print_rates("Public front page", port, cases)


def print_rates(title: str, port: int, cases: dict[str, tuple[str, str]]) -> None:
    """Prints the rate of each case (path and known ETag, or ''), and its share of the first one's: medians of three
    turns."""
    rates: dict[str, list[float]] = {name: [] for name in cases}
    for _turn in range(3):
        for name, (path, known) in cases.items():
            rates[name].append(_rate(port, path, known))
    print(f"\n{title}, {CONNECTIONS} connections, 2 workers, 3 turns of {SECONDS:.0f} s each")
    first = statistics.median(next(iter(rates.values())))
    for name, found in rates.items():
        rate = statistics.median(found)
        print(f"  {name:<24}{rate:>8.0f} req/s {rate / first:>8.0%}")


def etag_of(port: int, path: str) -> str:
    """The ETag of the page; '' if it has none."""
    return _answer(port, path, "")[1]


def _answer(port: int, path: str, known: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": known} if known else {})
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != (304 if known else 200):
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer.status, answer.getheader("ETag") or ""
    finally:
        connection.close()


def _rate(port: int, path: str, known: str) -> float:
    """Requests a second of eight connections that ask one after another."""
    counts = [0] * CONNECTIONS
    stop = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        while time.perf_counter() < stop:
            _answer(port, path, known)
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)
