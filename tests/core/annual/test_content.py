"""The content of a yearly report, and that its hash says exactly that content."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.annual.content import Part, YearFacts, content_hash, content_of, missing_comments
from fordel.core.annual.layout import Layout, Section
from fordel.core.figures import Measure

TEXTS: Final = {"nb": "a", "nn": "a", "en": "a"}
SECTIONS: Final = (
    Section("year", TEXTS, ("frame", "granted"), "", False, TEXTS, 10, True),
    Section("groups", TEXTS, ("reports", "needs", "granted"), "group", False, TEXTS, 10, False),
)
LAYOUT: Final = Layout(date(2027, 1, 16), date(2027, 3, 1), (7,), ("case_officer", "approver"), ("needs",), SECTIONS)
measures = st.lists(
    st.builds(
        Measure,
        year=st.just(2026),
        group=st.sampled_from(["kindergarten", "school"]),
        owner=st.integers(1, 9),
        owner_kind=st.sampled_from(["municipality", "private_owner"]),
        sami=st.sampled_from([True, False, None]),
        asked=st.integers(0, 10**8),
        granted=st.none() | st.integers(0, 10**8),
    ),
    max_size=12,
)


def facts_of(found: list[Measure]) -> YearFacts:
    parts = {"group": [Part("kindergarten", TEXTS), Part("school", TEXTS)]}
    return YearFacts(28_000_000, None, found, parts, ())


@given(measures)
def test_the_parts_of_a_figure_sum_to_the_whole(found: list[Measure]) -> None:
    content = content_of({"year": 2026}, LAYOUT, facts_of(found), {})
    for figure in content["sections"][1]["figures"]:
        assert sum(part["value"] or 0 for part in figure["parts"]) == (figure["value"] or 0)
    assert content["overview"][0]["value"] == sum(each.asked for each in found)


@given(measures, st.text(max_size=20))
def test_the_hash_is_the_same_after_json_and_another_for_another_comment(found: list[Measure], text: str) -> None:
    content: Any = content_of({"year": 2026}, LAYOUT, facts_of(found), {"year": text})
    assert content_hash(json.loads(json.dumps(content))) == content_hash(content)
    other = content_of({"year": 2026}, LAYOUT, facts_of(found), {"year": text + "!"})
    assert content_hash(other) != content_hash(content)


def test_only_comments_that_are_needed_are_missing() -> None:
    assert [each.code for each in missing_comments(LAYOUT, {"year": " \n"})] == ["year"]
    assert missing_comments(LAYOUT, {"year": "Ja"}) == ()
