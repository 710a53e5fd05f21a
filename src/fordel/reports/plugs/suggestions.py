"""Who could be a partner in a measure: asked while its owner looks for one, and answered by the module that knows what
providers offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class Sought:
    """What an owner looks for: one of the `themes` (code -> name), from an organisation of one of the `kinds` that is
    not in `taken`. `report_id` is the report that is written again, which is no earlier cooperation."""

    owner_id: int
    themes: Mapping[str, str]
    kinds: Sequence[str]
    taken: frozenset[int]
    report_id: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """An organisation, the page of what it offers, and why it is suggested, in sentences."""

    organisation_id: int
    name: str
    url: str
    reasons: tuple[str, ...]


class Suggest(Protocol):
    def __call__(self, sought: Sought, /) -> Sequence[Suggestion]:
        """Those that fit, in the order of the alphabet. At most two queries."""


SUGGESTIONS: Final = Plug[Suggest]("reports: who could be a partner in this measure?")


def suggested_partners(sought: Sought) -> list[Suggestion]:
    """What every module suggests; nobody, and no query, until the themes are chosen."""
    if not sought.themes:
        return []
    return [suggestion for suggest in SUGGESTIONS for suggestion in suggest(sought)]
