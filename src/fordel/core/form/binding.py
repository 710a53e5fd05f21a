"""What a party says yes to, and what has changed since: its role, its amounts per year, the duration and the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from fordel.core.form.draft import DraftFacts, Party

Binding = dict[str, Any]  # {role, years: [2026, …], amounts: {"2026": kroner}, texts: {question: value}}


class BoundChange(NamedTuple):
    """One thing that differs: `role`, `years`, `amounts.<year>` or `texts.<question>`, before and after."""

    key: str
    old: Any
    new: Any


def binding_of(facts: DraftFacts, party: Party) -> Binding:
    """What the party would confirm now. Amounts are kroner."""
    bound = [question for _part, question in facts.form.questions() if question.bound and facts.is_asked(question)]
    return {
        "role": party.role,
        "years": list(facts.years),
        "amounts": {str(year): facts.amount(party.slot, year) for year in facts.years},
        "texts": {question.code: facts.text(question.code) or list(facts.codes(question.code)) for question in bound},
    }


def binding_hash(binding: Mapping[str, Any]) -> str:
    """SHA-256 of what is confirmed, as canonical JSON."""
    text = json.dumps(binding, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def changes_since(confirmed: Mapping[str, Any], now: Mapping[str, Any]) -> list[BoundChange]:
    """What differs from what was confirmed, in a fixed order; empty where it still holds."""
    found = []
    for key in ("role", "years"):
        if confirmed.get(key) != now.get(key):
            found.append(BoundChange(key, confirmed.get(key), now.get(key)))
    for key in ("amounts", "texts"):
        old, new = confirmed.get(key, {}), now.get(key, {})
        for name in [*new, *(name for name in old if name not in new)]:
            if old.get(name) != new.get(name):
                found.append(BoundChange(f"{key}.{name}", old.get(name), new.get(name)))
    return found
