"""The JSON case format of § 6: a mapping in, a mapping out. Nothing here computes; it reads, calls and writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, Protocol, TypeAlias

from fordel.core.allocation.allocate import allocate
from fordel.core.allocation.explain import Counterfactual, Reason, counterfactuals, reasons
from fordel.core.allocation.methods import METHODS
from fordel.core.allocation.model import (
    NOTHING,
    Allocation,
    Answer,
    CaseError,
    Infeasible,
    Invalid,
    Line,
    Problem,
    Request,
)
from fordel.core.allocation.split import effective_ask, split_lines, split_recipients
from fordel.core.allocation.validate import below_zero, sequence, texts, whole
from fordel.core.allocation.years import Plan, Year, YearAnswer, allocate_years, first_conflict

EXPLAINED_ANEW: Final = 100
Json: TypeAlias = dict[str, Any]


class Words(Protocol):
    """What says reasons and counterfactuals in a language; the core knows their codes alone."""

    def reason(self, reason: Reason) -> str: ...

    def instead(self, counterfactual: Counterfactual) -> str: ...


def answer(case: Mapping[str, object]) -> Json:
    """The answer to a case as JSON-ready data (§ 6): one problem, or {"scenarios": [problem, ...]}.

    Takes either the whole file ({"input": ...}) or its input. Kroner are `int`, exact fractions text ("p/q"). A case
    that contradicts itself is answered with status invalid or infeasible. Raises CaseError when it is no case at all.
    """
    if not isinstance(case, Mapping):
        raise CaseError("a case is a JSON object")
    if "input" in case:
        return answer(_mapping(case["input"], "input"))
    if "scenarios" in case:
        scenarios = sequence(case["scenarios"], "scenarios")
        return {"scenarios": [_answer_one(_mapping(s, "each scenario")) for s in scenarios]}
    return _answer_one(case)


def explain_case(case: Mapping[str, object], words: Words | None = None) -> Json:
    """The answer of `answer`, each ok answer of a sharing method with "why" added.

    `why` is {id: {"reasons": [{code, text, ...}], "instead": [{change, to, amount, difference, text}]}}; `text` only if
    there are words. Above EXPLAINED_ANEW reports `instead` is left out, since each of its entries distributes again.
    """
    if not isinstance(case, Mapping):
        raise CaseError("a case is a JSON object")
    if "input" in case:
        return explain_case(_mapping(case["input"], "input"), words)
    if "scenarios" in case:
        scenarios = sequence(case["scenarios"], "scenarios")
        return {"scenarios": [explain_case(_mapping(s, "each scenario"), words) for s in scenarios]}
    if _text(case, "method") not in METHODS:
        return _answer_one(case)
    problem = read_problem(case)
    result = allocate(problem)
    data = answer_as_json(result)
    if isinstance(result, Allocation):
        told = reasons(problem, result)
        data["why"] = {name: _why(problem, result, name, parts, words) for name, parts in told.items()}
    return data


def _why(problem: Problem, result: Allocation, name: str, told: Sequence[Reason], words: Words | None) -> Json:
    entry: Json = {
        "reasons": [
            {"code": r.code}
            | ({"text": words.reason(r)} if words else {})
            | {key: str(v) if isinstance(v, Fraction) else v for key, v in r.values.items()}
            for r in told
        ]
    }
    if len(problem.requests) <= EXPLAINED_ANEW:
        entry["instead"] = [
            {"change": c.change, "to": c.to, "amount": c.amount, "difference": c.difference}
            | ({"text": words.instead(c)} if words else {})
            for c in counterfactuals(problem, result, name)
        ]
    return entry


def read_problem(case: Mapping[str, object]) -> Problem:
    """A problem for one of the sharing methods from the case format. Raises CaseError on a missing or misshapen key."""
    return Problem(
        method=_text(case, "method"),
        lines=_lines(case),
        requests=tuple(
            _request(_mapping(r, "each request"), "ask") for r in sequence(_need(case, "requests"), "requests")
        ),
        unit=_number(case.get("unit", 1)),
        params=_mapping(case.get("params", NOTHING), "params"),
    )


def _answer_one(case: Mapping[str, object]) -> Json:
    method = _text(case, "method")
    if method in METHODS:
        return answer_as_json(allocate(read_problem(case)))
    other = _OTHERS.get(method)
    if other is None:
        raise CaseError(f"unknown method {method!r}; known are {', '.join((*METHODS, *_OTHERS))}")
    return other(case)


def answer_as_json(result: Answer) -> Json:
    """An answer of `allocate` in the words of the case format."""
    if isinstance(result, Invalid):
        return {"status": "invalid", "code": result.code, "ids": list(result.ids)}
    if isinstance(result, Infeasible):
        return _conflict_as_json(result)
    return _allocation_as_json(result)


def _allocation_as_json(result: Allocation) -> Json:
    data: Json = {
        "status": "ok",
        "amounts": dict(result.amounts),
        "total": result.total,
        "left": result.left,
        "not_admitted": list(result.not_admitted),
        "ties": [list(pair) for pair in result.ties],
    }
    if not result.ties_complete:
        data["ties_complete"] = False
    if result.interval:
        told = list(result.interval) if result.pairs else list(result.interval)[:1]  # the second line's follows
        data["interval"] = {line: list(result.interval[line]) for line in told}
    if result.pairs:
        data["pairs"] = _pairs(result.pairs)
    if result.rates is not None:
        data["rates"] = _fractions(result.rates)
    if not result.base_reached:
        data["base_reached"] = False
    if result.order is not None:
        data["order"] = list(result.order)
        data["completion"] = list(result.completion or ())
        data["purse_left"] = _fractions(result.purse_left or {})
    if result.optimal_sets is not None:
        data["score"] = result.score
        data["optimal_sets"] = [list(ids) for ids in result.optimal_sets]
        data["optimal_sets_complete"] = result.optimal_sets_complete
        data["proven_optimal"] = result.proven_optimal
    if result.wishes:
        data["wishes"] = [
            {"group": kept.group, "wished": kept.wished, "given": kept.given, "short": kept.short}
            for kept in result.wishes
        ]
    return data


def _pairs(pairs: Mapping[tuple[str, str], tuple[int, int]]) -> dict[str, list[int]]:
    """ "A+B" -> [min, max] of what the two lines pay together of the shared reports, in kroner."""
    return {"+".join(names): list(bounds) for names, bounds in pairs.items()}


def _fractions(values: Mapping[str, Fraction]) -> dict[str, str]:
    """Exact fractions as text; the same few levels come again and again, so each is written once."""
    written: dict[int, str] = {}
    return {name: written.get(id(v)) or written.setdefault(id(v), str(v)) for name, v in values.items()}


def _conflict_as_json(result: Infeasible) -> Json:
    fields: dict[str, object] = {"kind": result.kind}
    for name in ("requests", "groups", "lines"):
        ids = getattr(result, name)
        if ids:
            fields[name] = list(ids)
    for name in ("need", "available", "short"):
        value = getattr(result, name)
        if value is not None:
            fields[name] = value
    return {"status": "infeasible", "conflict": fields}


def _line_split(case: Mapping[str, object]) -> Json:
    entries = sequence(_need(case, "requests"), "requests")
    requests = [_request(_mapping(r, "each request"), "amount") for r in entries]
    rule = _mapping(case.get("params", NOTHING), "params").get("rule", "same_share")
    result = split_lines(_lines(case), requests, rule if isinstance(rule, str) else "")
    if isinstance(result, Invalid | Infeasible):
        return answer_as_json(result)
    data: Json = {
        "status": "ok",
        "interval": {line: list(bounds) for line, bounds in result.interval.items()},
        "paid": {name: dict(parts) for name, parts in result.paid.items()},
        "left": dict(result.left),
        "split": list(result.split_reports),
    }
    if result.pairs:
        data["pairs"] = _pairs(result.pairs)
    if not result.nearest:
        data["nearest_proven"] = False
    return data


def _multi_year(case: Mapping[str, object]) -> Json:
    years = []
    for entry in sequence(_need(case, "years"), "years"):
        year = _mapping(entry, "each year")
        years.append(Year(_year(_need(year, "year")), _lines(year)))
    plans = []
    for entry in sequence(_need(case, "requests"), "requests"):
        given = _mapping(entry, "each request")
        asks = tuple(_number(a) for a in sequence(_need(given, "asks"), "asks"))
        request = _request({**given, "ask": asks[0] if asks else 0}, "ask")
        plans.append(Plan(request, _year(_need(given, "first_year")), asks))
    params = _mapping(case.get("params", NOTHING), "params")
    rule, carry = params.get("rule", "proportional"), params.get("carry", "none")
    if rule not in METHODS or not isinstance(rule, str) or not isinstance(carry, str):
        raise CaseError(f"rule must be one of {', '.join(METHODS)}, and carry none or hold_back")
    result = allocate_years(years, plans, rule=rule, carry=carry, unit=_number(case.get("unit", 1)), params=params)
    if isinstance(result, Invalid):
        return answer_as_json(result)
    conflict = first_conflict(result)
    return {"status": "ok" if conflict is None else "infeasible", "years": [_year_as_json(y) for y in result]}


def _year_as_json(result: YearAnswer) -> Json:
    if result.answer is None:
        return {"year": result.year, "status": "not_reached"}
    data: Json = {"year": result.year, "status": result.answer.status, "commitments": dict(result.commitments)}
    if isinstance(result.answer, Allocation):
        return {**data, "amounts": dict(result.answer.amounts), "left": result.answer.left}
    return {**data, **answer_as_json(result.answer)}


def _recipient_split(case: Mapping[str, object]) -> Json:
    amount = _number(_need(case, "amount"))
    shares = {name: _number(v) for name, v in _mapping(_need(case, "shares"), "shares").items()}
    given = case.get("by_line")
    by_line = None if given is None else {name: _number(v) for name, v in _mapping(given, "by_line").items()}
    refused = _amounts_refused({"": amount}, shares) or _lines_refused(by_line or {})
    if refused is not None:
        return answer_as_json(refused)
    if amount and not any(shares.values()):
        return answer_as_json(Invalid("missing_weight", tuple(sorted(shares))))
    try:
        result = split_recipients(amount, shares, by_line)
    except ValueError as error:
        raise CaseError(str(error)) from error
    table = {name: dict(row) for name, row in result.table.items()} if by_line is not None else {}
    return {"status": "ok", "recipients": dict(result.recipients), "table": table}


def _amounts_refused(nameless: Mapping[str, object], named: Mapping[str, object] = NOTHING) -> Invalid | None:
    """negative_amount before not_whole_kroner; `ids` are the named ones concerned."""
    values = {**named, **nameless}
    for code, wrong in (("negative_amount", below_zero), ("not_whole_kroner", lambda v: not whole(v))):
        if any(wrong(v) for v in values.values()):
            return Invalid(code, tuple(sorted(name for name, v in named.items() if wrong(v))))
    return None


def _lines_refused(by_line: Mapping[str, object]) -> Invalid | None:
    bad = sorted(name for name, v in by_line.items() if not whole(v) or below_zero(v))
    return Invalid("bad_line_amount", tuple(bad)) if bad else None


def _effective_ask(case: Mapping[str, object]) -> Json:
    basis = _text(case, "basis")
    source = {"of_total_cost": "total_cost", "of_grant": "own_funds"}.get(basis)
    if source is None:
        raise CaseError(f"basis must be of_total_cost or of_grant, not {basis!r}")
    values = {name: _need(case, name) for name in ("ask", "own_rate_percent", source)}
    refused = _amounts_refused(values)
    if refused is not None:
        return answer_as_json(refused)
    ask, rate, limit = (_number(v) for v in values.values())
    if rate > 100:
        raise CaseError("own_rate_percent is a percentage, 0 to 100")
    capped = effective_ask(ask, rate, **{source: limit})
    return {"status": "ok", "effective_ask": capped}


_OTHERS: Final[Mapping[str, Callable[[Mapping[str, object]], Json]]] = {
    "line_split": _line_split,
    "multi_year": _multi_year,
    "recipient_split": _recipient_split,
    "effective_ask": _effective_ask,
}


def _lines(case: Mapping[str, object]) -> tuple[Line, ...]:
    found = []
    for entry in sequence(_need(case, "lines"), "lines"):
        line = _mapping(entry, "each line")
        found.append(Line(_text(line, "id"), _number(_need(line, "frame")), _number(line.get("hold_back", 0))))
    return tuple(found)


def _request(given: Mapping[str, object], amount: str) -> Request:
    """A request as stated. Amounts are checked later, so that a wrong one is answered with its code and id."""
    return Request(
        id=_text(given, "id"),
        ask=_number(_need(given, amount)),
        lines=tuple(dict.fromkeys(texts(_need(given, "lines"), "lines of a request"))),
        floor=None if given.get("floor") is None else _number(given["floor"]),
        commit=0 if given.get("commit") is None else _number(given["commit"]),
        priority=None if given.get("priority") is None else _rank(given["priority"]),
        count=None if given.get("count") is None else _number(given["count"]),
        score=None if given.get("score") is None else _number(given["score"]),
        groups=texts(given.get("groups") or (), "groups"),
    )


def _need(case: Mapping[str, object], key: str) -> object:
    if key not in case:
        raise CaseError(f'"{key}" is missing')
    return case[key]


def _mapping(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise CaseError(f"{name} must be an object")
    return value


def _text(case: Mapping[str, object], key: str) -> str:
    value = _need(case, key)
    if not isinstance(value, str):
        raise CaseError(f'"{key}" must be a text')
    return value


def _number(value: object) -> int:
    """A number as it came: whether it is whole kroner is an answer of its own, so it is not refused here."""
    return value  # type: ignore[return-value]


def _rank(value: object) -> int:
    if not whole(value):
        raise CaseError("a priority is a whole number, 1 for the best class")
    return _number(value)


def _year(value: object) -> int:
    if not whole(value):
        raise CaseError("a year is a whole number")
    return _number(value)
