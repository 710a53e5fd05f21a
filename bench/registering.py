"""Whether the time of registering says which addresses are known: the median of 50 known and 50 unknown, in turn."""

from __future__ import annotations

import statistics
import time

from django.test import Client

TRIES = 50
_PASSWORD = "correct horse battery staple"  # noqa: S105 -- of accounts that the benchmark makes and ends


def _milliseconds(email: str) -> float:
    client = Client()
    client.get("/logg-inn/ny/")
    start = time.perf_counter()
    answer = client.post("/logg-inn/ny/", {"name": "Kari Nordmann", "email": email, "password1": _PASSWORD})
    if answer.status_code != 302:
        raise RuntimeError(f"registering {email} answered {answer.status_code}")
    return (time.perf_counter() - start) * 1000


def run() -> None:
    """Print the medians and their ratio; 1.00 tells nothing. Each address is asked for once, as mails are counted."""
    from fordel.parties.models import Person

    known, unknown = [], []
    for number in range(TRIES):
        Person.objects.create_user(f"known{number}@example.org", "Kari Nordmann")
        known.append(_milliseconds(f"known{number}@example.org"))
        unknown.append(_milliseconds(f"unknown{number}@example.org"))
    ratio = statistics.median(known) / statistics.median(unknown)
    print(
        f"registering: known address {statistics.median(known):.0f} ms, "
        f"unknown {statistics.median(unknown):.0f} ms, ratio {ratio:.2f} (median of {TRIES} each)"
    )
