"""A scheme's definition is read into types, or refused with file, key and what to write instead."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.scheme import Scheme, SchemeError, read_scheme

SCHEMES = Path(__file__).resolve().parents[3] / "src" / "fordel" / "programme" / "schemes"
COLLECTIVE: dict[str, Any] = tomllib.loads((SCHEMES / "collective-2026.toml").read_text(encoding="utf-8"))


def changed(key: str, value: object) -> dict[str, Any]:
    """The definition of 2026 with another value at the key (`a.0.b`); None takes it out."""
    definition = deepcopy(COLLECTIVE)
    *path, last = key.split(".")
    place: Any = definition
    for part in path:
        place = place[int(part)] if part.isdecimal() else place[part]
    if value is None:
        del place[int(last) if last.isdecimal() else last]
    else:
        place[int(last) if last.isdecimal() else last] = value
    return definition


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_scheme_that_is_shipped_can_be_read(path: Path) -> None:
    found = read_scheme(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    assert isinstance(found, Scheme)
    assert {line for group in found.groups for line in group.lines} == {line.code for line in found.lines}


def test_the_scheme_of_2026() -> None:
    found = read_scheme(COLLECTIVE)
    assert (found.code, found.slug, found.year, found.approvals) == ("collective", "kollektiv", 2026, 1)
    assert [(group.code, group.lines, group.is_shared) for group in found.groups] == [
        ("kindergarten", ("kindergarten",), False),
        ("school", ("school",), False),
        ("both", ("kindergarten", "school"), True),
    ]
    assert "grunnskule" in next(group.words for group in found.groups if group.code == "school")
    assert found.dates.needs_deadline == datetime(2026, 2, 2)  # noqa: DTZ001 -- Europe/Oslo is put on when a round opens
    assert (found.dates.recommendation_due, found.dates.appeal_weeks) == (date(2026, 3, 15), 3)
    seats = {group.code: (group.votes, group.is_expected) for group in found.forum.groups}
    assert [code for code, (_votes, is_expected) in seats.items() if not is_expected] == ["other", "observer"]
    assert [code for code, (votes, _expected) in seats.items() if not votes] == ["observer"]
    assert found.form is not None
    assert found.reminder_days == (14, 3)
    assert [purpose["nb"] for purpose in found.hold_back_purposes][:2] == ["Felles tiltak i 2027", "Samlinger"]


@pytest.mark.parametrize(
    ("key", "value", "named", "fix"),
    [
        ("slug", None, "slug", "kollektiv"),
        ("slug", "moter", "slug", "other than"),
        ("slug", "Kollektiv tiltak", "slug", "hyphens"),
        ("short_name.nb", "Kollektiv kompetanseutvikling", "short_name", "24 characters"),
        ("follows", "regional", "follows", "regional"),
        ("year", "2026", "year", "whole number"),
        ("approvals", 0, "approvals", "from 1 to 5"),
        ("approvals", True, "approvals", "from 1 to 5"),
        ("lines", [], "lines", "[[lines]]"),
        ("lines.0.code", "Barne hage", "lines.0.code", "small letters"),
        ("lines.1.code", "kindergarten", "lines", "Give each its own"),
        ("lines.0.name.nn", None, "lines.0.name.nn", "nn ="),
        ("groups", [], "groups", "[[groups]]"),
        ("groups.2.lines", ["kindergarten", "skole"], "groups.2.lines", "kindergarten, school"),
        ("groups.2.lines", [], "groups.2.lines", "kindergarten, school"),
        ("groups.1.lines", ["kindergarten"], None, None),
        ("groups.2.mark", "star", "groups.2.mark", "diamond"),
        ("groups.2.mark", "circle", "groups.mark", "Give each its own"),
        ("groups.2.words", ["skole"], "groups.words", "Give each its own"),
        ("groups.0.code", "school", "groups", "Give each its own"),
        ("name.nb", " ", "name.nb", "nb ="),
        ("appeal_body", None, "appeal_body.nb", "nb ="),
        ("letter.control", None, "letter.control", "nb and nn"),
        ("dates.recommendation_due", "15. mars", "dates.recommendation_due", "2026-03-15"),
        ("dates.needs_deadline", "i februar", "dates.needs_deadline", "2026-02-02T00:00:00"),
        ("dates.appeal_weeks", 0, "dates.appeal_weeks", "from 1 to 52"),
        ("limits.amount_most", -1, "limits.amount_most", "from 1"),
        ("limits", "none", "limits", "[limits]"),
        ("forum.quorum_percent", 101, "forum.quorum_percent", "from 0 to 100"),
        ("forum.groups", ["ks", "pbl"], "forum.groups", "[[forum.groups]]"),
        ("forum.groups", [], "forum.groups", "[[forum.groups]]"),
        ("forum", {}, "forum.groups", "[[forum.groups]]"),
        ("forum.groups.0.code", "Offentlige eiere", "forum.groups.0.code", "small letters"),
        ("forum.groups.1.code", "public_owner", "forum.groups", "Give each its own"),
        ("forum.groups.1.name.nn", None, "forum.groups.1.name.nn", "nn ="),
        ("forum.groups.7.votes", "no", "forum.groups.7.votes", "true or false"),
        ("forum.groups.0.is_expected", 1, "forum.groups.0.is_expected", "true or false"),
        ("methods", ["lottery"], "methods", "proportional"),
        ("methods", [], "methods", "at least one"),
        ("hold_back_purposes.nn", ["Samlingar"], "hold_back_purposes", "in all"),
        ("form.reminders.days_before", [0], "form.reminders.days_before", "from 1 to 99"),
        ("form.parts.0.questions.1.choices.2", None, "form.parts", "kindergarten, school, both"),
        ("form.parts.7.questions.0.when.target_group", ["sfo"], "form.parts", "kindergarten, school, both"),
        ("form.parts.0.questions.0.kind", "text", "form.parts", "cannot be received"),
        ("form.parts.0.questions.1", None, "form.parts", "cannot be received"),
        ("form.parts.0.questions.0.rule", "nobody", "form", "right"),
        ("form.kinds_of_cost", None, "form", "another scheme"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    key: str, value: object, named: str | None, fix: str | None
) -> None:
    definition = changed(key, value)
    if named is None:  # a line that several groups draw on is fine
        assert read_scheme(definition)
        return
    with pytest.raises(SchemeError) as caught:
        read_scheme(definition, "collective-2027.toml")
    assert caught.value.file == "collective-2027.toml"
    assert caught.value.key.startswith(named)
    assert fix is not None and fix in caught.value.fix
    assert str(caught.value).startswith(f"collective-2027.toml: {caught.value.key}: ")


def test_a_line_that_no_group_draws_on_is_refused() -> None:
    definition = changed("groups.2", None)
    definition["groups"][1]["lines"] = ["kindergarten"]
    definition["form"]["parts"][0]["questions"][1]["choices"].pop()
    for part in definition["form"]["parts"]:
        for question in part["questions"]:
            question.get("when", {}).pop("target_group", None)
    with pytest.raises(SchemeError, match="no group draws on the line school"):
        read_scheme(definition)


_KEYS = (
    "slug",
    "follows",
    "year",
    "name",
    "short_name",
    "lines",
    "groups",
    "dates",
    "limits",
    "budget",
    "letter",
    "signs",
    "form",
    "forum",
)
_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["code", "nb", "nn"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(key=st.sampled_from(_KEYS), value=_ODD)
def test_anything_in_place_of_a_value_is_read_or_refused_in_words(key: str, value: object) -> None:
    try:
        found = read_scheme({**COLLECTIVE, key: value})
    except SchemeError as error:
        assert error.key and error.fix
    else:
        assert isinstance(found, Scheme)


def test_a_group_that_is_made_for_a_line_of_a_former_scheme_knows_its_names() -> None:
    scheme = read_scheme(tomllib.loads((SCHEMES / "regional-2024.toml").read_text(encoding="utf-8")))
    assert [(group.code, group.lines) for group in scheme.groups] == [
        (each.code, (each.code,)) for each in scheme.lines
    ]
    assert all("rekom" in group.words for group in scheme.groups if group.code == "rekom")
