"""The events of the demo: Workshop II at five places in the spring of 2026. The words are ours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import fordel
from fordel.demo.clock import set_demo_clock
from fordel.events.models import Event, Series
from fordel.events.services.kept_places import keep_places
from fordel.events.services.plan_event import EventFacts, begin_event
from fordel.events.services.run_event import publish_event
from fordel.events.services.series import SeriesFacts, begin_series
from fordel.parties.models import Office, Person
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
            _publish(series, each, data["common"], officer)
    finally:
        set_demo_clock(instant)
    return series


def _publish(series: Series, each: Mapping[str, Any], common: Mapping[str, Any], officer: Person) -> Event:
    facts = {name: value for name, value in common.items() if name != "days_to_register"}
    facts |= {name: each[name] for name in ("place", "venue", "day", "capacity")}
    facts |= {"last_day": each["day"] - timedelta(days=common["days_to_register"]), "link": ""}
    facts |= {"kept_last_day": each.get("kept_last_day"), "asks_access": True, "asks_food": True}
    event = begin_event(series, EventFacts(**facts), officer)
    if "kept" in each:
        keep_places(event.pk, 0, each["kept_audience"], each["kept"], officer)
    return publish_event(event.pk, officer)
