"""What is refused before anything is computed: § 4 of the specification, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fordel.core.allocation.frames import line_sets, mask_of
from fordel.core.allocation.methods import METHODS
from fordel.core.allocation.model import (
    UNITS,
    CaseError,
    Cover,
    Infeasible,
    Invalid,
    Line,
    Problem,
    Request,
    Settings,
    Wish,
)


def whole(value: object) -> bool:
    """Whether a value is a whole number: an `int` that is no `bool`. 10.0 is not, for a float forgets kroner."""
    return type(value) is int


def below_zero(value: object) -> bool:
    """Whether a value is a number under zero, whole or not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value < 0


@dataclass(frozen=True, slots=True)
class Stated:
    """The amounts one report states, as they came: `amounts` are kroner and counts that must be whole and >= 0."""

    id: str
    amounts: tuple[object, ...]
    lines: tuple[str, ...]
    floor_above_ask: bool = False
    commit_above_ask: bool = False


def stated(request: Request) -> Stated:
    """A request's fields in the form the checks read."""
    given = (request.floor, request.count, request.score)
    amounts = (request.ask, request.commit, *(value for value in given if value is not None))
    sound = all(whole(value) for value in amounts)
    return Stated(
        request.id,
        amounts,
        request.lines,
        sound and request.least > request.ask,
        sound and request.commit > request.ask,
    )


def check_reports(reports: Sequence[Stated], lines: Sequence[Line]) -> Invalid | None:
    """The first refusal of § 4 that concerns single reports, or None. `ids` come once each, in id order."""
    known = {line.id for line in lines}
    seen: set[str] = set()
    twice = {r.id for r in reports if r.id in seen or seen.add(r.id)}  # type: ignore[func-returns-value]
    tests: tuple[tuple[str, Callable[[Stated], bool]], ...] = (
        ("duplicate_id", lambda r: r.id in twice),
        ("negative_amount", lambda r: any(below_zero(v) for v in r.amounts)),
        ("not_whole_kroner", lambda r: not all(whole(v) for v in r.amounts)),
        ("unknown_line", lambda r: not r.lines or not known.issuperset(r.lines)),
        ("floor_above_ask", lambda r: r.floor_above_ask),
        ("commit_above_ask", lambda r: r.commit_above_ask),
    )
    for code, concerns in tests:
        ids = {r.id for r in reports if concerns(r)}
        if ids:
            return Invalid(code, tuple(sorted(ids)))
    return None


def check_requests(requests: Sequence[Request], lines: Sequence[Line]) -> Invalid | None:
    """`check_reports` for whole requests; a case in good order, however large, is seen in one pass."""
    known = {line.id for line in lines}
    named = {r.lines for r in requests}
    known_only = all(lines_ and known.issuperset(lines_) for lines_ in named)
    if known_only and all(_in_order(r) for r in requests) and len({r.id for r in requests}) == len(requests):
        return None
    return check_reports([stated(r) for r in requests], lines)


def _in_order(r: Request) -> bool:
    if type(r.ask) is not int or type(r.commit) is not int or not 0 <= r.commit <= r.ask:
        return False
    for value, most in ((r.floor, r.ask), (r.count, None), (r.score, None)):
        if value is not None and (type(value) is not int or value < 0 or (most is not None and value > most)):
            return False
    return True


def check_lines(lines: Sequence[Line]) -> Invalid | None:
    """duplicate_line or bad_line_amount with the ids of the lines, or None."""
    ids = [line.id for line in lines]
    twice = {name for name in ids if ids.count(name) > 1}
    if twice:
        return Invalid("duplicate_line", tuple(sorted(twice)))
    bad = {line.id for line in lines if any(not whole(v) or v < 0 for v in (line.frame, line.hold_back))}
    return Invalid("bad_line_amount", tuple(sorted(bad))) if bad else None


def check_hold_back(lines: Sequence[Line]) -> Infeasible | None:
    """The lines that hold back more than their frame, or None."""
    over = tuple(line.id for line in lines if line.hold_back > line.frame)
    return Infeasible("hold_back_exceeds_frame", over) if over else None


def check(problem: Problem, settings: Settings) -> Invalid | Infeasible | None:
    """The first refusal in the order of § 4 up to hold_back_exceeds_frame, or None.

    Raises CaseError when there is no such method.
    """
    if problem.method not in METHODS:
        raise CaseError(f"unknown method {problem.method!r}; known are {', '.join(METHODS)}")
    refused = check_requests(problem.requests, problem.lines)
    if refused is not None:
        return refused
    bad_lines = check_lines(problem.lines)
    weightless = _weightless(problem) if bad_lines is None else ()
    if weightless:
        return Invalid("missing_weight", weightless)
    base = (settings.base,)
    if any(below_zero(v) for v in base):
        return Invalid("negative_amount")
    if not whole(settings.base):
        return Invalid("not_whole_kroner")
    if not whole(problem.unit) or problem.unit not in UNITS:
        return Invalid("bad_unit")
    return bad_lines or check_hold_back(problem.lines)


def _weightless(problem: Problem) -> tuple[str, ...]:
    """Reports without the number their method weighs by, when the asks do not all fit (else no weight is needed)."""
    missing: tuple[str, ...] = ()
    if problem.method == "per_head":
        missing = tuple(sorted(r.id for r in problem.requests if r.ask and not r.count))
    elif problem.method == "score":
        missing = tuple(sorted(r.id for r in problem.requests if r.ask and r.score is None))
    return missing if missing and not asks_fit(problem.lines, problem.requests) else ()


def asks_fit(lines: Sequence[Line], requests: Sequence[Request]) -> bool:
    """Whether every report can have its whole ask within the lines (X(T) <= C(T) for all T)."""
    position = {line.id: k for k, line in enumerate(lines)}
    masks = [mask_of(r.lines, position) for r in requests]
    return line_sets(lines, masks).fits(masks, (r.ask for r in requests))


def read_settings(params: Mapping[str, object]) -> Settings:
    """`params` of the case format, checked. Raises CaseError on an unknown rule or a wrong shape."""
    base = params.get("base", 0)
    return Settings(
        rounding=_choice(params, "rounding", ("largest_remainder", "sainte_lague")),
        admit=_choice(params, "admit", ("priority", "most_measures")),
        base=0 if base is None else base,  # type: ignore[arg-type]  # its type is checked with the other amounts
        cover=_cover(params.get("cover", ())),
        votes=_votes(params.get("votes", {})),
        completion=_choice(params, "completion", ("none", "votes")),
        wishes=_wishes(params.get("wishes", ())),
    )


def _choice(params: Mapping[str, object], key: str, known: tuple[str, ...]) -> str:
    value = params.get(key, known[0])
    if not isinstance(value, str) or value not in known:
        raise CaseError(f"{key} must be one of {', '.join(known)}, not {value!r}")
    return value


def _cover(value: object) -> tuple[Cover, ...]:
    demands = []
    for entry in sequence(value, "cover"):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("group"), str) or not whole(entry.get("min")):
            raise CaseError('each entry of cover needs a "group" (text) and a "min" (whole number)')
        demands.append(Cover(entry["group"], entry["min"]))
    return tuple(demands)


def _wishes(value: object) -> tuple[Wish, ...]:
    found = []
    for entry in sequence(value, "wishes"):
        amount = entry.get("kroner") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(entry.get("group"), str) or not whole(amount):
            raise CaseError('each entry of wishes needs a "group" (text) and "kroner" (whole number)')
        found.append(Wish(entry["group"], entry["kroner"]))
    return tuple(found)


def _votes(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping) or not all(isinstance(member, str) for member in value):
        raise CaseError("votes must map each member to a list of report ids")
    return {member: texts(ids, f"votes of {member}") for member, ids in value.items()}


def sequence(value: object, name: str) -> Sequence[object]:
    """A list, or CaseError naming what should have been one."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise CaseError(f"{name} must be a list")
    return value


def texts(value: object, name: str) -> tuple[str, ...]:
    """A list of texts, or CaseError naming what should have been one."""
    items = tuple(sequence(value, name))
    if not all(isinstance(item, str) for item in items):
        raise CaseError(f"{name} must be a list of texts")
    return tuple(item for item in items if isinstance(item, str))


def check_votes(votes: Mapping[str, Iterable[str]], requests: Iterable[Request]) -> None:
    """Raises CaseError when a vote is for a report that is not there."""
    known = {r.id for r in requests}
    strangers = sorted({name for ids in votes.values() for name in ids} - known)
    if strangers:
        raise CaseError(f"votes for reports that are not in the case: {', '.join(strangers[:5])}")
