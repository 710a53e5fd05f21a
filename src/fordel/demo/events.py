"""The events of the demo: Workshop II at five places in the spring of 2026, with those who take part and what they
thought. The words are ours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import fordel
from fordel.demo.clock import at, set_demo_clock
from fordel.events.models import EvaluationCode, Event, Series
from fordel.events.services.certify import send_certificates
from fordel.events.services.check_in import Act, Door, check_in
from fordel.events.services.evaluation import answer_evaluation, ask_participants, write_lessons
from fordel.events.services.kept_places import keep_places
from fordel.events.services.moving import confirm_place
from fordel.events.services.plan_event import EventFacts, begin_event, change_event
from fordel.events.services.register import Asked, begin_booking, confirm_booking
from fordel.events.services.run_event import publish_event, turn_event
from fordel.events.services.seating import settle_event
from fordel.events.services.series import SeriesFacts, begin_series
from fordel.events.services.walk_in import WalkIn
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import OSLO, now

FILE: Final = Path(fordel.__file__).parent / "demo_data" / "events-nordland.toml"


def load_demo_events(office: Office, officer: Person) -> Series:
    """Done by the demo's clock on the day the series was planned; the clock is set back afterwards."""
    instant, data = now(), tomllib.loads(FILE.read_text(encoding="utf-8"))
    try:
        set_demo_clock(datetime.combine(data["planned"], time(10), OSLO))
        texts = data["series"] | {"audience": tuple(data["series"]["audience"])}
        series = begin_series(office, SeriesFacts(**texts), officer)
        for each in data["events"]:
            event = _publish(series, each, data["common"], officer)
            if "registered" in each:
                _register(event, data["registers"], each["registered"], officer)
            if "moved" in each:
                _move(event, each, data["common"], officer)
    finally:
        set_demo_clock(instant)
    return series


def hold_demo_events(office: Office, officer: Person) -> None:
    """The spring until this morning: places that are held and evaluated, and the one of today with some at its door."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for each in data["events"]:
        event = Event.objects.select_related("series").get(office=office, place=each["place"])
        if "held" in each:
            _hold(event, each["held"], officer)
        if "evaluated" in each:
            _evaluate(event, each["evaluated"], officer)
        if "today" in each:
            _begin_today(event, each["today"], data["registers"], officer)


def _hold(event: Event, held: Mapping[str, Any], officer: Person) -> None:
    """On its day most of them come. The certificates are sent when it is over."""
    with at(f"{event.starts_at.astimezone(OSLO):%Y-%m-%d}T09:40"):
        settle_event(event.pk)
        turn_event(event.pk)
        acts = [Act("in", number=number) for number in range(1, held["came"] + 1)]
        acts += [Act("new", new=WalkIn(name)) for name in held.get("walked_in", [])]
        check_in(event.pk, acts, Door(officer))
    with at(f"{event.ends_at.astimezone(OSLO):%Y-%m-%d}T16:00"):
        turn_event(event.pk)
        send_certificates(event.pk, officer)


def _evaluate(event: Event, evaluated: Mapping[str, Any], officer: Person) -> None:
    """Those who came are asked the next morning, and some answer. What they say is an illustration."""
    asked_on = event.starts_at.astimezone(OSLO) + timedelta(days=1)
    with at(f"{asked_on:%Y-%m-%d}T08:30"):
        ask_participants(event.pk, evaluated["days"], officer)
        codes = EvaluationCode.objects.filter(evaluation__event=event).order_by("code_hash")
        for code, answer in zip(codes, evaluated["answers"], strict=False):
            scales = {name: value for name, value in answer.items() if isinstance(value, int)}
            texts = {name: value for name, value in answer.items() if isinstance(value, str)}
            answer_evaluation(code.pk, scales, texts)
        if "lessons" in evaluated:
            write_lessons(event.pk, evaluated["lessons"], officer)


def _begin_today(event: Event, today: Mapping[str, Any], names: Mapping[str, Any], officer: Person) -> None:
    """Full, with some on the waiting list, and the first at the door."""
    people = [*names["people"], *today["people"]]
    with at(f"{today['registered_on']}T09:00"):
        for number, first, last in today["groups"]:
            here = Organisation.objects.get(municipality__number=number, kind="municipality")
            _book(event, people[first:last], here.pk, names["consent"], officer)
    with at(f"{event.starts_at.astimezone(OSLO):%Y-%m-%d}T08:40"):
        turn_event(event.pk)
        check_in(event.pk, [Act("in", number=number) for number in today["came"]], Door(officer))


def _book(event: Event, people: Sequence[str], organisation: int, consent: str, officer: Person) -> None:
    """As the office registers a group."""
    lines = "\n".join(f"{name}, {name.split()[0].lower()}.{event.pk}@demo.example" for name in people)
    asked = Asked("", "", False, lines, organisation, "municipalities", consent)
    confirm_booking(begin_booking(event, asked, officer, None, "127.0.0.1", now()), "", now())


def _register(event: Event, names: Mapping[str, Any], count: int, officer: Person) -> None:
    """So many of the demo's people, in two groups, as the office registers them on the first day."""
    set_demo_clock(datetime.combine(names["day"], time(9), OSLO))
    people = names["people"][:count]
    for group in (people[: count // 2], people[count // 2 :]):
        _book(event, group, 0, names["consent"], officer)
    set_demo_clock(datetime.combine(names["planned"], time(10), OSLO))


def _move(event: Event, each: Mapping[str, Any], common: Mapping[str, Any], officer: Person) -> None:
    """To another day; the first of those who have registered have confirmed it."""
    moved = each["moved"]
    set_demo_clock(datetime.combine(moved["noted"], time(13), OSLO))
    facts = _facts(dict(each) | {"day": moved["day"]}, common)
    change_event(event.pk, replace(facts, confirm_last_day=moved["confirm_last_day"]), officer)
    for place_id in event.participants.order_by("number").values_list("pk", flat=True)[: moved["confirmed"]]:
        confirm_place(place_id)


def _publish(series: Series, each: Mapping[str, Any], common: Mapping[str, Any], officer: Person) -> Event:
    event = begin_event(series, _facts(each, common), officer)
    if "kept" in each:
        keep_places(event.pk, 0, each["kept_audience"], each["kept"], officer)
    return publish_event(event.pk, officer)


def _facts(each: Mapping[str, Any], common: Mapping[str, Any]) -> EventFacts:
    facts = {name: value for name, value in common.items() if name != "days_to_register"}
    facts |= {name: each[name] for name in ("place", "venue", "day", "capacity")}
    facts |= {"last_day": each["day"] - timedelta(days=common["days_to_register"]), "link": ""}
    facts |= {"kept_last_day": each.get("kept_last_day"), "asks_access": True, "asks_food": True}
    return EventFacts(**facts)
