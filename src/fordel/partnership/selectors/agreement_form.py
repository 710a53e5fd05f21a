"""The form of an agreement: `data/agreement.toml`, with the measures that the two have together to choose between."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from fordel.core.form.definition import FormDefinition, read_form
from fordel.partnership.models import Partnership
from fordel.reports.models import COUNTED_STATES, NeedsReport

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "agreement.toml"
MEASURES: Final = "measures"
TEXTS: Final = ("roles", "expectations", "terms")
"""The questions that the office's template has a text for."""
Measure = tuple[str, str]  # the key of a report and its name


@cache
def _definition() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def form_of(partnership: Partnership) -> FormDefinition:
    """What an agreement between the two asks. One query."""
    return form_with(tuple(measures_of(partnership)))


def measures_of(partnership: Partnership) -> list[Measure]:
    """(key, name) of the owner's measures that count and have the provider as partner, the newest first. One query."""
    rows = NeedsReport.objects.filter(
        owner=partnership.owner_id, partners__organisation=partnership.provider_id, state__in=COUNTED_STATES
    )
    found = rows.order_by("-round__year", "number").values_list("pk", "number", "title", "round__year")
    return [(str(pk), f"{number} {title} ({year})") for pk, number, title, year in found]


@lru_cache(maxsize=64)
def form_with(measures: tuple[Measure, ...]) -> FormDefinition:
    """The form with these measures; without any it does not ask for them."""
    definition = deepcopy(dict(_definition()))
    listed = [{"code": code, "nb": name, "nn": name} for code, name in measures]
    for part in definition["form"]["parts"]:
        part["questions"] = [
            each | {"choices": listed} if each["code"] == MEASURES else each
            for each in part["questions"]
            if listed or each["code"] != MEASURES
        ]
    return read_form(definition)
