"""Plugs and events: who is asked, in which order, and what comes of an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from fordel.composition import DEMO, MODULES, composed, modules, plug
from fordel.shared.audit import words_of
from fordel.shared.events import Happened, emit, on
from fordel.shared.modules import Module
from fordel.shared.plugs import Plug, answer

ASKED: Plug[Callable[[], str]] = Plug("which?")


@dataclass(frozen=True)
class Rang(Happened):
    times: int


def test_a_plug_asks_in_the_order_of_the_modules_and_is_put_back() -> None:
    first = Module("first", answers=(answer(ASKED, lambda: "a"),))
    second = Module("second", answers=(answer(ASKED, lambda: "b", lambda: "c"),))
    with composed([first, second]):
        assert [each() for each in ASKED] == ["a", "b", "c"]
        with ASKED.replaced(lambda: "d"):
            assert ASKED.only()() == "d"
        with pytest.raises(LookupError, match="which"):
            ASKED.only()
        assert words_of("reports.report.sent") is None
    assert list(ASKED) == []
    assert words_of("reports.report.sent") is not None


def test_what_a_handler_raises_is_not_swallowed() -> None:
    rung: list[int] = []

    def fail(event: Rang) -> None:
        raise ZeroDivisionError

    def note(event: Rang) -> None:
        rung.append(event.times)

    with composed([Module("one", reactions=(on(Rang, note), on(Rang, fail), on(Rang, note)))]):
        with pytest.raises(ZeroDivisionError):
            emit(Rang(3))
        assert rung == [3]
    emit(Rang(4))
    assert rung == [3]


@pytest.mark.parametrize("verb", ["elsewhere.bell.rung", "bell"])
def test_a_verb_begins_with_the_name_of_its_module(verb: str) -> None:
    with pytest.raises(ValueError, match=verb):
        plug([Module("here", {verb: gettext_lazy("Start")})])
    assert words_of("reports.report.sent") is not None


def test_the_modules_list_the_jobs_that_there_are() -> None:
    own = {name for name in app.tasks if not name.startswith(("builtin", "procrastinate."))}
    assert {job for module in modules() for job in module.jobs} == own
    assert [apps.get_app_config(module.name).name for module in modules()] == [*MODULES, DEMO]
