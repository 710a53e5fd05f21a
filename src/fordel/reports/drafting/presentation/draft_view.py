"""A draft as its pages show it: questions with fields, errors and versions, the task list, the answers read out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind, Part, Question
from fordel.core.form.draft import DraftFacts, Recipient
from fordel.core.form.findings import Finding, Severity
from fordel.core.form.progress import PartProgress, PartState, progress_of
from fordel.core.money import format_percent
from fordel.reports.drafting.presentation.answers import MoneyLine, money_lines
from fordel.reports.drafting.presentation.finding_texts import said
from fordel.reports.drafting.presentation.words import choices_of, field_id, in_language
from fordel.shared.sentences import listed
from fordel.writing.selectors.conflicts import OpenConflict
from fordel.writing.selectors.presence import Present

_TEMPLATES = {
    Kind.LINE: "line",
    Kind.NUMBER: "line",
    Kind.NETWORK: "line",
    Kind.TEXT: "text",
    Kind.YES_NO: "choice",
    Kind.CHOICE: "choice",
    Kind.CHOICES: "choice",
    Kind.NEED: "need",
    Kind.OWN_CONTRIBUTION: "need",
    Kind.BUDGET: "budget",
    Kind.PARTNERS: "outside",
    Kind.ATTACHMENTS: "outside",
}


@dataclass(frozen=True)
class FieldView:
    """One field. `label` is its accessible name where it stands in a table."""

    key: str
    label: str
    value: Any
    version: int
    error: str = ""
    warning: str = ""
    conflict: OpenConflict | None = None
    brought: str = ""

    @property
    def id(self) -> str:
        return field_id(self.key)

    @property
    def year(self) -> str:
        return self.key.split(".")[1]

    @property
    def chosen(self) -> list[str]:
        return self.value if isinstance(self.value, list) else [self.value] if self.value else []

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""


@dataclass(frozen=True)
class BudgetRow:
    """A recipient's line for one kind of cost: a cell for each year."""

    name: str
    cells: list[FieldView]
    sum: int


@dataclass(frozen=True)
class BudgetGroup:
    """A recipient's rows and sums (kroner), by year and together."""

    slot: str
    name: str
    rows: list[BudgetRow]
    sums: list[tuple[int, int]]
    total: int


@dataclass(frozen=True)
class QuestionView:
    """A question as it is shown. `note` is why it is asked ('' where nothing demands it); `decides`: the answer decides
    what else the part asks."""

    question: Question
    label: str
    help: str
    fields: list[FieldView] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    budget: list[BudgetGroup] = field(default_factory=list)
    error: str = ""
    note: str = ""
    decides: bool = False

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def field(self) -> FieldView:
        return self.fields[0]

    @property
    def template(self) -> str:
        """The fragment that shows it; partners and attachments stand outside the form, with buttons of their own."""
        return f"reports/drafting/question_{_TEMPLATES[self.question.kind]}.html"

    @property
    def rows(self) -> int:
        return 3 if self.question.most <= 500 else 6

    @property
    def width(self) -> str:
        return {Kind.NUMBER: "width-number", Kind.LINE: "width-line"}.get(self.question.kind, "width-line")

    @property
    def described(self) -> str:
        """The ids of what describes the field."""
        by_legend = self.question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO)  # the design system reads it there
        parts = [("help", bool(self.help) and not by_legend), ("left", self.question.kind == Kind.TEXT)]
        parts += [("error", bool(self.field.error)), ("warning", bool(self.field.warning))]
        return " ".join(f"{self.field.id}-{name}" for name, there in parts if there)

    @property
    def left_words(self) -> str:
        """`391 tegn igjen`."""
        left = self.question.most - len(self.field.text)
        if left < 0:
            return ngettext("%(count)s character too many", "%(count)s characters too many", -left) % {"count": -left}
        return ngettext("%(count)s character left", "%(count)s characters left", left) % {"count": left}

    @property
    def errors(self) -> list[str]:
        """The errors of its fields, each once."""
        return list(dict.fromkeys(each.error for each in self.fields if each.error))


@dataclass(frozen=True)
class Step:
    """A line of the task list."""

    part: Part
    number: int
    title: str
    state: PartState
    words: str
    is_current: bool
    here: str = ""


@dataclass(frozen=True)
class ErrorLine:
    """A line of the list on top: what to do and where."""

    text: str
    part: str
    anchor: str


class DraftView:
    """Everything the pages show of one draft, for one person."""

    def __init__(
        self,
        facts: DraftFacts,
        findings: Sequence[Finding],
        versions: Mapping[str, int],
        conflicts: Sequence[OpenConflict] = (),
        others: Sequence[Present] = (),
        copied: Collection[str] = (),
        brought: str = "",
    ) -> None:
        self.facts = facts
        self.findings = findings
        self.versions = versions
        self.conflicts = {conflict.key: conflict for conflict in conflicts}
        self.others = others
        self.copied = copied
        self.brought = brought

    @cached_property
    def progress(self) -> dict[str, PartProgress]:
        return {each.part: each for each in progress_of(self.facts, self.findings)}

    def part(self, code: str) -> Part | None:
        """The part, where it asks something now."""
        return next((part for part in self.facts.parts if part.code == code), None)

    def neighbours(self, code: str) -> tuple[Part | None, Part | None]:
        """The part before and the part after."""
        parts = self.facts.parts
        at = next(index for index, part in enumerate(parts) if part.code == code)
        return (parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None)

    def steps(self, current: str = "") -> list[Step]:
        """The task list."""
        writing: dict[str, list[str]] = {}
        for other in self.others:
            writing.setdefault(other.part, []).append(other.name)
        found = []
        for number, part in enumerate(self.facts.parts, start=1):
            progress = self.progress[part.code]
            here = ", ".join(writing.get(part.code, ()))
            words = _("%(names)s writes here now") % {"names": here} if here else _state_words(progress)
            title = in_language(part.title)
            found.append(Step(part, number, title, progress.state, words, part.code == current, here))
        return found

    @property
    def done(self) -> int:
        return sum(each.state in (PartState.DONE, PartState.OPTIONAL) for each in self.progress.values())

    @property
    def summary(self) -> str:
        """`4 av 7 deler er ferdige`."""
        count = len(self.progress)
        text = ngettext("%(done)s of %(count)s part is done", "%(done)s of %(count)s parts are done", count)
        return text % {"done": self.done, "count": count}

    def folded(self, current: str) -> str:
        """The task list in a line, for a small screen: `Del 4 av 7 · 2 deler har feil`."""
        at = next((step.number for step in self.steps(current) if step.is_current), 0)
        text = _("Part %(at)s of %(count)s") % {"at": at, "count": len(self.progress)}
        wrong = sum(each.state == PartState.WRONG for each in self.progress.values())
        if wrong:
            more = ngettext("%(count)s part has errors", "%(count)s parts have errors", wrong) % {"count": wrong}
            return f"{text} · {more}"
        return f"{text} · {self.summary}"

    def error_lines(self, severities: Sequence[Severity] = (Severity.MISSING, Severity.WRONG)) -> list[ErrorLine]:
        """What must be put right before it can be sent, in the order of the form."""
        lines = [
            ErrorLine(said(self.facts.form, finding).long, finding.part, field_id(finding.field))
            for finding in self.findings
            if finding.severity in severities
        ]
        return list(dict.fromkeys(lines))

    def questions(self, part: Part, *, checked: bool) -> list[QuestionView]:
        """The part's questions. `checked`: what is missing or wrong is said at the field; conflicts always are."""
        shown = (Severity.MISSING, Severity.WRONG) if checked else ()
        errors: dict[str, str] = {}
        warnings: dict[str, str] = {}
        for finding in self.findings:
            if finding.severity in shown:
                errors.setdefault(finding.field, said(self.facts.form, finding).short)
            elif finding.severity == Severity.WARNING:
                warnings.setdefault(finding.field, said(self.facts.form, finding).short)
        deciding = {name for question in part.questions for name in question.when}
        views = [self._question(question, errors, warnings) for question in self.facts.asked(part)]
        return [replace(view, decides=view.code in deciding) for view in views]

    def _question(self, question: Question, errors: Mapping[str, str], warnings: Mapping[str, str]) -> QuestionView:
        fields = [
            self._field(key, self._label(question, key), errors, warnings) for key in self.facts.keys_of(question)
        ]
        rule = self.facts.form.rules.get(question.rule)
        return QuestionView(
            question=question,
            label=in_language(question.label),
            help=in_language(question.help),
            fields=fields,
            choices=choices_of(question),
            budget=self._budget(question, fields) if question.kind == Kind.BUDGET else [],
            error=errors.get(question.code, ""),
            note=in_language(rule.reason) if rule else "",
        )

    def _field(self, key: str, label: str, errors: Mapping[str, str], warnings: Mapping[str, str]) -> FieldView:
        return FieldView(
            key=key,
            label=label,
            value=self.facts.values.get(key),
            version=self.versions.get(key, 0),
            error=errors.get(key, ""),
            warning=warnings.get(key, ""),
            conflict=self.conflicts.get(key),
            brought=self.brought if key in self.copied else "",
        )

    def _label(self, question: Question, key: str) -> str:
        rest = key.split(".")[1:]
        if len(rest) == 1:
            return f"{in_language(question.label)} {rest[0]}"
        if len(rest) == 3:
            names = {recipient.slot: recipient.name for recipient in self.facts.recipients}
            kinds = {kind.code: in_language(kind.label) for kind in self.facts.form.kinds_of_cost}
            return f"{names[rest[1]]}, {kinds[rest[2]]}, {rest[0]}"
        return in_language(question.label)

    def _budget(self, question: Question, fields: Sequence[FieldView]) -> list[BudgetGroup]:
        by_key = {each.key: each for each in fields}
        return [self._budget_of(question, recipient, by_key) for recipient in self.facts.recipients]

    def _budget_of(self, question: Question, recipient: Recipient, by_key: Mapping[str, FieldView]) -> BudgetGroup:
        years = self.facts.years
        rows = []
        for kind in self.facts.form.kinds_of_cost:
            keys = [f"{question.code}.{year}.{recipient.slot}.{kind.code}" for year in years]
            total = sum(self.facts.kroner(key) or 0 for key in keys)
            rows.append(BudgetRow(in_language(kind.label), [by_key[key] for key in keys], total))
        sums = [(year, self.facts.amount(recipient.slot, year)) for year in years]
        return BudgetGroup(recipient.slot, recipient.name, rows, sums, sum(amount for _year, amount in sums))

    @property
    def budget_sums(self) -> list[tuple[int, int]]:
        """(year, kroner) of the whole budget."""
        return [(year, self.facts.budget_sum(year)) for year in self.facts.years]

    @property
    def budget_total(self) -> int:
        return sum(amount for _year, amount in self.budget_sums)

    @property
    def budget_columns(self) -> int:
        return len(self.facts.years) + 2

    @property
    def needs(self) -> list[tuple[int, int]]:
        """(year, kroner) of the whole need."""
        return [(year, self.facts.need(year)) for year in self.facts.years]

    @property
    def partner_share(self) -> str:
        """`51 prosent går til UiT og Statped i 2026.`; '' where nothing goes to partners."""
        year = self.facts.year
        total = self.facts.budget_sum(year)
        getting = [party for party in self.facts.parties if self.facts.amount(party.slot, year)]
        part = sum(self.facts.amount(party.slot, year) for party in getting)
        if not part or not total:
            return ""
        names = listed([party.name for party in getting])
        share = format_percent(part, total, get_language() or "nb", 0)
        return _("%(share)s goes to %(names)s in %(year)s.") % {"share": share, "names": names, "year": year}

    @property
    def money(self) -> list[MoneyLine]:
        return money_lines(self.facts)

    @property
    def target_group(self) -> str:
        """The code of the target group, '' if none of the form's is chosen."""
        chosen = self.facts.text("target_group")
        known = {choice.code for choice in self.facts.form.question("target_group").choices}
        return chosen if chosen in known else ""

    @property
    def title(self) -> str:
        return self.facts.text("title") or _("New needs report")

    @property
    def years_words(self) -> str:
        """`2026`, `2026 og 2027`, `2026, 2027 og 2028`."""
        return listed([str(year) for year in self.facts.years])


def _state_words(progress: PartProgress) -> str:
    if progress.state == PartState.WRONG:
        return ngettext("%(count)s error", "%(count)s errors", progress.wrong) % {"count": progress.wrong}
    if progress.state == PartState.DONE:
        return _("Done")
    if progress.state == PartState.OPTIONAL:
        return _("Optional")
    return _("Begun") if progress.state == PartState.BEGUN else _("Not started")
