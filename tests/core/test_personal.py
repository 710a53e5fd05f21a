"""What looks personal in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.personal import Personal, Trace, traces_in

NAMES = {
    Personal.PERSON: ["Kari Nordmann"],
    Personal.ORGANISATION: ["Hamarøy kommune"],
    Personal.PLACE: ["Bø", "Os", "Hamarøy"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 75 53 15 80.", [("phone", "75 53 15 80")]),
        ("Ring +47 912 34 567.", [("phone", "+47 912 34 567")]),
        ("Skriv til kari@nordland.no.", [("email", "kari@nordland.no")]),
        ("Nummeret er 010190 12345.", [("id_number", "010190 12345")]),
        ("Kari spør.", [("person", "Kari")]),
        ("Hei, Kari Nordmann!", [("person", "Kari"), ("person", "Kari Nordmann"), ("person", "Nordmann")]),
        ("I Hamarøy kommune.", [("organisation", "Hamarøy kommune"), ("place", "Hamarøy")]),
        ("Vi bor i Bø.", [("place", "Bø")]),
        ("Karins os bø Oslo", []),
        ("Rammen er 24 605 520 kroner i 2026, og 3 394 480 er igjen fra 2026-02-24.", []),
        ("§ 5, 1. februar 2026 klokken 23.59", []),
    ],
)
def test_a_trace_is_found_as_it_is_written(text: str, found: list[tuple[str, str]]) -> None:
    assert [(trace.kind.value, trace.words) for trace in traces_in(text, NAMES)] == found


@given(st.text(max_size=60), st.sampled_from(["91234567", "010190 12345", "a@b.no", "Bø"]), st.text(max_size=60))
def test_a_trace_is_found_whatever_is_around_it(before: str, trace: str, after: str) -> None:
    assert trace in {each.words for each in traces_in(f"{before} | {trace} | {after}", NAMES)}


def test_each_trace_is_listed_once() -> None:
    assert traces_in("Bø og Bø", NAMES) == [Trace(Personal.PLACE, "Bø")]
