"""What a scheme says of its outcome reports (`[outcome]` and `[outcome_form]` of its TOML), as types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from fordel.core.form.definition import Choice, FormDefinition, Part, Question, Texts, read_form
from fordel.core.scheme.model import SchemeError

DEGREE: Final = "degree_"
SHOWS: Final = "shows_"
USED: Final = "used"
COST: Final = "cost_"
REACHED: Final = "reached_"
PARTY: Final = "party"
_NEEDED: Final = ("opens", "reminders", "party_days_after", "auditor_from", "not_assessed", "practice")


@dataclass(frozen=True)
class OutcomeRules:
    """When and how those who got a grant report what came of it.

    `opens` is the day on which the reports open, `reminders` days before the last day, the earliest first. A partner
    may answer its part until `party_days_after` days after the deadline. From `auditor_from` kroner the report has an
    auditor's statement. `not_assessed` is the degree that judges nothing yet, and `practice` the sign that is about
    changed practice. `names` is sign -> what it is called in few words. `form` is what the owner answers;
    `party` what each partner and each other owner in the network does. `beside` is sign -> the question of the needs
    report whose answer is shown beside it.
    """

    opens: date
    reminders: tuple[int, ...]
    party_days_after: int
    auditor_from: int
    not_assessed: str
    practice: str
    signs: tuple[str, ...]
    names: Mapping[str, Texts]
    beside: Mapping[str, str]
    degrees: tuple[Choice, ...]
    form: FormDefinition
    party: Part


def read_outcome(scheme: Mapping[str, Any], file: str = "scheme") -> OutcomeRules | None:
    """The rules of a scheme's definition; None for a scheme without outcome reports. Raises SchemeError."""
    if "outcome" not in scheme:
        return None
    table = scheme["outcome"]
    lacking = [key for key in (*_NEEDED, "degrees") if key not in table]
    if lacking or "outcome_form" not in scheme:
        key = f"outcome.{lacking[0]}" if lacking else "outcome_form"
        raise SchemeError(file, key, "the outcome reports lack this.", "Compare another scheme.")
    try:
        return _read(scheme)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"something is missing or misspelt: {error}."
        raise SchemeError(file, "outcome_form", problem, "Compare another scheme.") from error


def _read(scheme: Mapping[str, Any]) -> OutcomeRules:
    table, asked = scheme["outcome"], scheme["outcome_form"]
    signs = tuple(each["code"] for each in scheme.get("signs", ()))
    limits = scheme.get("limits", {})
    costs = scheme.get("form", {}).get("kinds_of_cost", ())
    expander = _Expander(scheme, asked, costs)
    form = read_form({"form": {"parts": expander.parts(), "kinds_of_cost": costs}, "limits": limits})
    party = read_form({"form": {"parts": [expander.party()]}, "limits": limits})
    codes = {choice.code for choice in form.question(f"{DEGREE}{signs[0]}").choices}
    if table["not_assessed"] not in codes:
        raise ValueError(f"not_assessed is none of {sorted(codes)}")
    if table["practice"] not in signs:
        raise ValueError(f"practice is none of {sorted(signs)}")
    return OutcomeRules(
        opens=_day(table["opens"]),
        reminders=tuple(sorted({int(days) for days in table["reminders"]}, reverse=True)),
        party_days_after=int(table["party_days_after"]),
        auditor_from=int(table["auditor_from"]),
        not_assessed=str(table["not_assessed"]),
        practice=str(table["practice"]),
        signs=signs,
        names={each["code"]: dict(each["short"]) for each in scheme["signs"]},
        beside={str(sign): str(code) for sign, code in table.get("beside", {}).items()},
        degrees=form.question(f"{DEGREE}{signs[0]}").choices,
        form=form,
        party=party.parts[0],
    )


def _day(value: object) -> date:
    return value if type(value) is date else date.fromisoformat(str(value))


@dataclass(frozen=True)
class _Expander:
    """Writes out the questions that are asked for each sign and each kind of cost."""

    scheme: Mapping[str, Any]
    asked: Mapping[str, Any]
    costs: Sequence[Mapping[str, Any]]

    def parts(self) -> list[dict[str, Any]]:
        return [self._part(each) for each in self.asked["parts"]]

    def party(self) -> dict[str, Any]:
        return self._part({"code": PARTY} | dict(self.asked["party"]))

    def _part(self, part: Mapping[str, Any]) -> dict[str, Any]:
        questions: list[Mapping[str, Any]] = []
        for question in part["questions"]:
            questions += self._expanded(question)
        return {**part, "questions": questions}

    def _expanded(self, question: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        each = question.get("each")
        if each == "sign":
            for sign in self.scheme["signs"]:
                yield from self._of_sign(question, sign)
        elif each == "cost":
            for cost in self.costs:
                texts = {language: cost[language] for language in ("nb", "nn", "en") if language in cost}
                yield {**question, "code": f"{COST}{cost['code']}", "label": texts}
        else:
            yield question

    def _of_sign(self, question: Mapping[str, Any], sign: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """How far the sign was reached, and what shows it."""
        code = sign["code"]
        label = {language: f"{code}) {sign[language]}" for language in ("nb", "nn", "en") if language in sign}
        required = question.get("required", True)
        degrees = self.scheme["outcome"]["degrees"]
        shared = {"help": question["help"], "required": required}
        yield {**shared, "code": f"{DEGREE}{code}", "kind": "choice", "label": label, "choices": degrees}
        shows = question["shows"]
        named = {language: f"{code}) {text}" for language, text in shows["label"].items()}
        yield {
            "code": f"{SHOWS}{code}",
            "kind": "text",
            "most": shows.get("most", 1500),
            "required": False,
            "label": named,
            "help": shows["help"],
        }


@dataclass(frozen=True)
class Answering:
    """Somebody besides the owner who answers a part of the report: a partner, or another owner in the network."""

    organisation: int
    name: str
    is_partner: bool

    @property
    def part(self) -> str:
        """The code of the part."""
        return f"{PARTY}-{self.organisation}"

    def key(self, code: str) -> str:
        """The key of the organisation's own answer to a question."""
        return f"p{self.organisation}_{code}"


def form_for(rules: OutcomeRules, parties: Sequence[Answering]) -> FormDefinition:
    """The form with a part for each of those who answer besides the owner."""
    return replace(rules.form, parts=(*rules.form.parts, *(_own_part(rules, each) for each in parties)))


def _own_part(rules: OutcomeRules, party: Answering) -> Part:
    title = {language: text.replace("%(name)s", party.name) for language, text in rules.party.title.items()}
    return replace(
        rules.party,
        code=party.part,
        title=title,
        questions=tuple(_own_question(each, party) for each in rules.party.questions),
    )


def _own_question(question: Question, party: Answering) -> Question:
    when = {party.key(name): values for name, values in question.when.items()}
    return replace(question, code=party.key(question.code), when=when)
