"""What is missing in a report that came by spreadsheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.findings import Severity
from fordel.core.received import ReceivedFacts, findings_of_received
from tests.core.form.facts import form

FORM = form()
WHOLE = ReceivedFacts("municipality", (("UiT", "university"),), 2, 40, 300, True)


def codes(facts: ReceivedFacts) -> list[tuple[str, str]]:
    return [(f.code, f.params.get("question", f.field)) for f in findings_of_received(FORM, facts)]


def test_a_whole_report_lacks_nothing() -> None:
    assert codes(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "question", "rule"),
    [
        ({"partners": ()}, "partners", "partner"),
        ({"employees_took_part": None}, "employees_took_part", "took_part"),
        ({"employees_took_part": False}, "why_not_took_part", "took_part"),
        ({"duration_years": None}, "duration_years", ""),
        ({"employees": None}, "employees", ""),
        ({"children": 0}, "children", ""),
        ({"partners": (("Senteret", "other_provider"),)}, "provider_reason", "partner_reason"),
    ],
)
def test_each_thing_that_can_be_missing(change: dict[str, object], question: str, rule: str) -> None:
    (finding,) = findings_of_received(FORM, replace(WHOLE, **change))
    assert (finding.code, finding.params["question"], finding.rule) == ("missing", question, rule)
    assert not rule or rule in FORM.rules


def test_an_owner_or_partner_that_is_none() -> None:
    assert codes(replace(WHOLE, owner_kind="university"))[0][0] == "owner_not_eligible"
    assert codes(replace(WHOLE, partners=(("Bodø", "municipality"),))) == [("no_partner", "partners")]


@given(
    st.builds(
        ReceivedFacts,
        st.sampled_from(["municipality", "private_owner", "university"]),
        st.lists(
            st.tuples(st.just("P"), st.sampled_from(["university", "other_provider", "municipality"])), max_size=3
        ).map(tuple),
        st.none() | st.integers(1, 3),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
        st.none() | st.booleans(),
    )
)
def test_findings_follow_the_order_of_the_form_and_say_each_thing_once(facts: ReceivedFacts) -> None:
    found = findings_of_received(FORM, facts)
    order = [question.code for _part, question in FORM.questions()]
    places = [order.index(f.params.get("question", "partners")) for f in found if f.code != "owner_not_eligible"]
    assert places == sorted(set(places))
    assert all(finding.severity != Severity.WARNING for finding in found)
