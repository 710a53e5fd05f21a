"""The form as the scheme defines it: parts, questions, kinds of cost and rules (`[form]` of a scheme's TOML)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

Texts = Mapping[str, str]  # language -> text; bokmål is always there


class Kind(StrEnum):
    """What a question is answered with."""

    LINE = "line"
    TEXT = "text"
    RICH = "rich"  # paragraphs, lists, emphasis and links, as tidy HTML (`core.form.rich_text`); see `structured`
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    NEED = "need"  # whole kroner for each year, key `need.<year>`
    BUDGET = "budget"  # year x recipient x kind of cost, keys `budget.<year>.<slot>.<kind>`
    OWN_CONTRIBUTION = "own"  # whole kroner for each year, key `own.<year>`
    PARTNERS = "partners"
    NETWORK = "network"
    ATTACHMENTS = "attachments"


PER_YEAR: Final = frozenset({Kind.NEED, Kind.OWN_CONTRIBUTION})
COUNTED: Final = frozenset({Kind.YES_NO, Kind.CHOICE})
TYPED: Final = frozenset({Kind.LINE, Kind.TEXT, Kind.RICH})
THEMES: Final = "themes"
"""What `choices_from` names: the themes of the long-term plan that the year of the form follows."""
OUTSIDE: Final = frozenset({Kind.PARTNERS, Kind.ATTACHMENTS})  # kept beside the fields, not in them


class FormDefinitionError(ValueError):
    """The scheme's form cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Choice:
    """What can be chosen. `help` says what it means, if the label alone does not; `before` are the codes it had in
    earlier years."""

    code: str
    label: Texts
    help: Texts = field(default_factory=dict)
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """`when`: condition name -> values, all of which must hold for the question to be asked. `bound`: a party's
    confirmation holds for what stood here. `most` is characters for texts, and the largest number for numbers.
    `copied`: the answer may be brought along from an earlier year's report. `counted` is the short name of a question
    whose answers are counted, filtered and exported; empty for one that is only read. `choices_from` is "themes" for a
    question whose choices are not the scheme's, but those of the year's plan (`FormDefinition.with_themes`).
    `structured`: rich text may have headings, tables and notes."""

    code: str
    kind: Kind
    label: Texts
    help: Texts
    required: bool
    most: int
    when: Mapping[str, tuple[str, ...]]
    choices: tuple[Choice, ...]
    bound: bool
    rule: str
    copied: bool = True
    counted: Texts = field(default_factory=dict)
    choices_from: str = ""
    structured: bool = False


@dataclass(frozen=True)
class Part:
    code: str
    title: Texts
    lead: Texts
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class RuleText:
    """Why something is demanded. `paragraph` is of the regulation; `assumed` says that nobody has confirmed it."""

    paragraph: str
    reason: Texts
    assumed: bool


@dataclass(frozen=True)
class FormDefinition:
    parts: tuple[Part, ...]
    kinds_of_cost: tuple[Choice, ...]
    rules: Mapping[str, RuleText]
    owner_kinds: tuple[str, ...]
    partner_kinds: tuple[str, ...]
    reason_not_needed_for: tuple[str, ...]
    partner_required: bool
    answer_required: bool
    years_most: int
    amount_most: int
    own_contribution_percent: int
    limited_costs: Mapping[str, int]
    dates: Mapping[str, str]
    answer_days_after: int
    mend_days_after: int
    attachment_megabytes: int
    attachments_most: int

    def questions(self) -> Iterator[tuple[Part, Question]]:
        """Every question with its part, in order."""
        return ((part, question) for part in self.parts for question in part.questions)

    def with_themes(self, themes: Sequence[Choice]) -> FormDefinition:
        """The form with the themes as the choices of the questions that ask for them. A question that then has nothing
        to choose between is not asked."""
        return replace(self, parts=tuple(_with_themes(part, tuple(themes)) for part in self.parts))

    @cached_property
    def counted(self) -> tuple[Question, ...]:
        """The questions whose answers are counted, in order."""
        return tuple(question for _part, question in self.questions() if question.counted)

    def part_of(self, code: str) -> str:
        """The code of the part that holds the question. Raises KeyError."""
        for part, question in self.questions():
            if question.code == code:
                return part.code
        raise KeyError(code)

    def part_with(self, kind: Kind) -> str:
        """The code of the first part with a question of the kind; '' where none asks for it."""
        return next((part.code for part, question in self.questions() if question.kind == kind), "")

    def question(self, code: str) -> Question:
        """The question with the code. Raises KeyError."""
        for _part, question in self.questions():
            if question.code == code:
                return question
        raise KeyError(code)


_LONGEST: Final = {Kind.LINE: 200, Kind.TEXT: 4000, Kind.RICH: 8000, Kind.NUMBER: 1_000_000}


def read_form(scheme: Mapping[str, Any]) -> FormDefinition:
    """The form of a scheme's definition. Raises FormDefinitionError where something does not fit together."""
    form, limits = scheme.get("form"), scheme.get("limits", {})
    if not form:
        raise FormDefinitionError("the scheme has no [form]")
    parts = tuple(_part(each) for each in form["parts"])
    codes = [question.code for part in parts for question in part.questions]
    doubled = {code for code in codes if codes.count(code) > 1}
    if doubled:
        raise FormDefinitionError(f"questions with the same code: {sorted(doubled)}")
    rules = {
        code: RuleText(r.get("paragraph", ""), _texts(r), bool(r.get("assumed")))
        for code, r in form.get("rules", {}).items()
    }
    for part in parts:
        for question in part.questions:
            if question.rule and question.rule not in rules:
                raise FormDefinitionError(f"{question.code} names the rule {question.rule}, which is not there")
    return FormDefinition(
        parts=parts,
        kinds_of_cost=_choices(form.get("kinds_of_cost", ())),
        rules=rules,
        owner_kinds=tuple(form.get("owner_kinds", ())),
        partner_kinds=tuple(form.get("partner_kinds", ())),
        reason_not_needed_for=tuple(form.get("reason_not_needed_for", ())),
        partner_required=bool(form.get("partner_required", False)),
        answer_required=bool(form.get("answer_required", False)),
        years_most=int(limits.get("duration_years_max", 1)),
        amount_most=int(limits.get("amount_most", 10**9)),
        own_contribution_percent=int(limits.get("own_contribution_percent", 0)),
        limited_costs=dict(form.get("limited_costs", {})),
        dates={name: value for name, value in scheme.get("dates", {}).items() if isinstance(value, str)},
        answer_days_after=int(form.get("answer_days_after", 0)),
        mend_days_after=int(form.get("mend_days_after", 0)),
        attachment_megabytes=int(limits.get("attachment_megabytes", 10)),
        attachments_most=int(limits.get("attachments_most", 10)),
    )


def _texts(table: Mapping[str, Any]) -> dict[str, str]:
    found = {language: str(table[language]) for language in ("nb", "nn", "en") if language in table}
    if "nb" not in found or "nn" not in found:
        raise FormDefinitionError(f"a text lacks bokmål or nynorsk: {dict(table)!r}")
    return found


def _choices(tables: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(table["code"], _texts(table), _texts(table["help"]) if "help" in table else {}) for table in tables
    )


def _with_themes(part: Part, themes: tuple[Choice, ...]) -> Part:
    asked = [
        replace(question, choices=themes) if question.choices_from == THEMES else question
        for question in part.questions
        if themes or question.choices_from != THEMES
    ]
    return replace(part, questions=tuple(asked))


def _part(table: Mapping[str, Any]) -> Part:
    lead = _texts(table["lead"]) if "lead" in table else {}
    return Part(table["code"], _texts(table["title"]), lead, tuple(_question(each) for each in table["questions"]))


def _question(table: Mapping[str, Any]) -> Question:
    kind = Kind(table["kind"])
    choices, choices_from = _choices(table.get("choices", ())), str(table.get("choices_from", ""))
    if choices_from and (choices_from != THEMES or kind != Kind.CHOICES or choices):
        problem = "takes its choices from elsewhere: that can be themes only, of a question of several choices"
        raise FormDefinitionError(f"{table['code']} {problem}, and it has none of its own")
    if kind in (Kind.CHOICE, Kind.CHOICES) and not (choices or choices_from):
        raise FormDefinitionError(f"{table['code']} has nothing to choose between")
    if "counted" in table and kind not in COUNTED:
        raise FormDefinitionError(f"{table['code']} is counted, but is not answered with yes or no, or with one choice")
    return Question(
        code=table["code"],
        kind=kind,
        label=_texts(table["label"]),
        help=_texts(table["help"]),
        required=bool(table.get("required", True)),
        most=int(table.get("most", _LONGEST.get(kind, 0))),
        when={name: tuple(values) for name, values in table.get("when", {}).items()},
        choices=choices,
        bound=bool(table.get("bound", False)),
        rule=table.get("rule", ""),
        copied=bool(table.get("copied", True)),
        counted=_texts(table["counted"]) if "counted" in table else {},
        choices_from=choices_from,
        structured=kind == Kind.RICH and bool(table.get("structured", False)),
    )


def text_in(texts: Texts, language: str) -> str:
    """The text in the language (`nb`, `nn`, `en`); bokmål where there is none."""
    return texts.get(language[:2]) or texts.get("nb", "")
