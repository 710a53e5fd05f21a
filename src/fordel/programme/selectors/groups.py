"""The target groups of a round: names, marks, and which lines of the frame may pay them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language

from fordel.programme.models import TargetGroup


@dataclass(frozen=True)
class Group:
    """One target group. `names` is by language; `lines` are the codes of the lines that may pay it, in order."""

    id: int
    code: str
    names: dict[str, str]
    mark: str
    lines: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        """Whether several lines may pay it."""
        return len(self.lines) > 1

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.names.get((get_language() or "nb")[:2], self.names["nb"])

    @property
    def in_sentence(self) -> str:
        """The name as it is written inside a sentence."""
        return self.name[:1].lower() + self.name[1:]


@dataclass(frozen=True)
class Groups:
    """The groups of a round, in order."""

    every: tuple[Group, ...]

    def find(self, code: str) -> Group | None:
        return next((group for group in self.every if group.code == code), None)

    def of(self, code: str) -> Group:
        """The group with the code. Raises KeyError."""
        found = self.find(code)
        if found is None:
            raise KeyError(code)
        return found

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(group.code for group in self.every)

    @property
    def shared(self) -> tuple[Group, ...]:
        """Those that several lines may pay."""
        return tuple(group for group in self.every if group.is_shared)

    def alone_on(self, line: str) -> Group | None:
        """The group that only this line may pay, if there is exactly one: the line is drawn in its paint."""
        found = [group for group in self.every if group.lines == (line,)]
        return found[0] if len(found) == 1 else None


_kept: Final[dict[int, Groups]] = {}


def groups_of(round_id: int) -> Groups:
    """The groups of the round. One query the first time; they never change, so they are kept in memory from then on."""
    if round_id not in _kept:
        rows = TargetGroup.objects.filter(round=round_id).prefetch_related("lines")
        found = Groups(tuple(_group(row) for row in rows))
        if not found.every:
            return found
        _kept[round_id] = found
    return _kept[round_id]


def _group(row: TargetGroup) -> Group:
    names = {"nb": row.name_nb, "nn": row.name_nn, "en": row.name_en}
    return Group(row.pk, row.code, names, row.mark, tuple(line.code for line in row.lines.all()))


def group_name(round_id: int, code: str) -> str:
    """The group's name in the reader's language; the code itself if the round has no such group."""
    found = groups_of(round_id).find(code)
    return found.name if found else code


def mark_of(round_id: int, code: str) -> str:
    """The mark of a target group, or of a line that one group alone draws on; '' for any other line."""
    groups = groups_of(round_id)
    found = groups.find(code) or groups.alone_on(code)
    return found.mark if found else ""
