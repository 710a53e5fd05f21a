"""The rounds that run at an office, distinguished by scheme and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from fordel.programme.models import Round
from fordel.programme.where import RoundKeys

OF_ROUND: Final = ("pk", "office__slug", "scheme_slug", "year", "scheme__definition__name")
"""What `RunningRound` is made of, in order."""


@dataclass(frozen=True)
class RunningRound:
    """A round in short: its id, the keys of its addresses, and the names of its scheme, by language."""

    id: int
    office: str
    scheme: str
    year: int
    names: Mapping[str, str]

    @property
    def where(self) -> RoundKeys:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office, "scheme": self.scheme, "year": self.year}

    @property
    def name(self) -> str:
        """Scheme and year in the reader's language."""
        return f"{self.names.get((get_language() or 'nb')[:2]) or self.names['nb']} {self.year}"


def _running(office: Any) -> QuerySet[Round]:
    return Round.objects.filter(office=office, is_history=False).order_by("-year", "scheme__code", "pk")


def running_rounds(office_id: int) -> list[RunningRound]:
    """The office's running rounds, the newest first. One query."""
    return [RunningRound(*row) for row in _running(office_id).values_list(*OF_ROUND)]


def rounds_beside(office: str) -> ArraySubquery:
    """The same as an annotation of a row whose office the path leads to; read it with `rounds_in`."""
    each = JSONObject(**dict(zip(("id", "office", "scheme", "year", "names"), OF_ROUND, strict=True)))
    return ArraySubquery(_running(OuterRef(office)).values(row=each))


def rounds_in(annotation: Iterable[Mapping[str, Any]]) -> tuple[RunningRound, ...]:
    return tuple(RunningRound(**each) for each in annotation)


def name_among(round_id: int, rounds: Sequence[RunningRound]) -> str:
    """What the round is called beside the others; '' if there is no other to take it for."""
    return next((each.name for each in rounds if each.id == round_id), "") if len(rounds) > 1 else ""


def named_year(round_: Round) -> str:
    """The year of the round in titles, with the name of its scheme before it if the office runs several. One query."""
    return name_among(round_.pk, running_rounds(round_.office_id)) or str(round_.year)
