"""What was used of the grants, and how far the signs were reached, for those who count over rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from fordel.outcomes.models import SENT_STATES, OutcomeReport, SignAssessment, UsedAmount


@dataclass(frozen=True)
class Used:
    """What was used of one grant. Amounts are whole kroner. `state` is that of the outcome report; one that is not sent
    (`open` or `closed`) has no lines, and `total` and `unused` are None."""

    by_line: Mapping[str, int]
    total: int | None
    unused: int | None
    state: str


class SignRow(NamedTuple):
    """One assessment: `report` is the key of the needs report, `who` one of `Assessor`, and `sign` and `degree` are
    codes of the scheme."""

    round: int
    report: int
    sign: str
    who: str
    degree: str
    grounds: str


NOT_SENT: Final[Mapping[str, int]] = {}


def used_of_rounds(round_ids: Iterable[int]) -> dict[int, Used]:
    """Key of the needs report -> what was used, of each grant of the rounds that has an outcome report. Two queries."""
    wanted = list(round_ids)
    lines: dict[int, dict[str, int]] = {}
    amounts = UsedAmount.objects.filter(outcome__round__in=wanted, outcome__state__in=SENT_STATES)
    for outcome, line, kroner in amounts.order_by("pk").values_list("outcome", "line", "kroner"):
        lines.setdefault(outcome, {})[line] = kroner
    rows = OutcomeReport.objects.filter(round__in=wanted).order_by("pk")
    found = {}
    for pk, report, used, unused, state in rows.values_list("pk", "report", "used", "unused", "state"):
        is_sent = state in SENT_STATES
        total, left = (used, unused) if is_sent else (None, None)
        found[report] = Used(lines.get(pk, NOT_SENT), total, left, state)
    return found


def signs_of_rounds(round_ids: Iterable[int]) -> list[SignRow]:
    """Every assessment of the outcome reports of the rounds that are sent, in order. One query."""
    rows = SignAssessment.objects.filter(outcome__round__in=list(round_ids), outcome__state__in=SENT_STATES)
    columns = ("outcome__round", "outcome__report", "sign", "who", "degree", "grounds")
    return [SignRow(*row) for row in rows.values_list(*columns)]
