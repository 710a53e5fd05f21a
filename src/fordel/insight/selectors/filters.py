"""What part of the reports the status shows. Choices stand in the address, named as in the list of reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Q

_MOST_DIGITS: Final = 9


@dataclass(frozen=True)
class StatusFilters:
    """Empty means all. `network` is an id, `municipality` a number as text; `without` are ids of reports that are
    closed to the reader, and in none of the figures."""

    target_group: str = ""
    theme: str = ""
    network: int | None = None
    municipality: str = ""
    without: frozenset[int] = frozenset()

    @property
    def is_active(self) -> bool:
        return bool(self.parameters or self.without)

    @property
    def parameters(self) -> dict[str, str]:
        """What is in the address, without what is not chosen."""
        pairs = {
            "target_group": self.target_group,
            "theme": self.theme,
            "network": str(self.network or ""),
            "municipality": self.municipality,
        }
        return {name: value for name, value in pairs.items() if value}

    @property
    def query(self) -> str:
        """`?theme=…`, or '' when nothing is chosen."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""

    def of_reports(self, prefix: str = "") -> Q:
        """The same choice in the database; `prefix` leads from another table to the report."""
        fields: dict[str, Any] = {
            "target_group__code": self.target_group,
            "theme": self.theme,
            "network": self.network,
            "municipality__number": self.municipality,
        }
        chosen = Q(**{f"{prefix}{name}": value for name, value in fields.items() if value})
        return chosen & ~Q(**{f"{prefix}pk__in": self.without}) if self.without else chosen


ALL: Final = StatusFilters()


def read_filters(query: Mapping[str, str], groups: Collection[str]) -> StatusFilters:
    """The filters of an address; `groups` are the codes of the round's target groups. A value that cannot be one
    counts as not chosen."""
    group = query.get("target_group", "")
    network = query.get("network", "")
    return StatusFilters(
        target_group=group if group in groups else "",
        theme=query.get("theme", "")[:200].replace("\x00", ""),
        network=int(network) if network.isascii() and network.isdigit() and len(network) <= _MOST_DIGITS else None,
        municipality=query.get("municipality", "")[:4].replace("\x00", ""),
    )
