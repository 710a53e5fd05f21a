"""A draft of a needs report as its pages show it: its budget and money beside what every document has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind, Question
from fordel.core.form.draft import DraftFacts, Recipient
from fordel.core.form.findings import Finding
from fordel.core.money import format_percent
from fordel.reports.drafting.presentation.answers import MoneyLine, money_lines, parts_of_report
from fordel.reports.drafting.presentation.finding_texts import said
from fordel.shared.sentences import listed
from fordel.writing.documents.answers import AnsweredPart
from fordel.writing.documents.words import in_language
from fordel.writing.presentation.document_view import (
    OUTSIDE_TEMPLATES,
    READ_OUT_TEMPLATES,
    TEMPLATES,
    DocumentView,
    FieldView,
    QuestionView,
)
from fordel.writing.presentation.finding_texts import Said


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
class BudgetQuestion(QuestionView):
    """The budget, as a table for each recipient."""

    budget: list[BudgetGroup] = field(default_factory=list)


class DraftView(DocumentView[DraftFacts]):
    """Everything the pages show of one draft, for one person."""

    templates: ClassVar[Mapping[Kind, str]] = {
        **TEMPLATES,
        Kind.NEED: "reports/drafting/question_need.html",
        Kind.OWN_CONTRIBUTION: "reports/drafting/question_need.html",
        Kind.BUDGET: "reports/drafting/question_budget.html",
    }

    outside_templates: ClassVar[Mapping[Kind, str]] = {
        **OUTSIDE_TEMPLATES,
        Kind.PARTNERS: "reports/partners/question_partners.html",
    }
    read_out_templates: ClassVar[Mapping[Kind, str]] = {
        **READ_OUT_TEMPLATES,
        Kind.PARTNERS: "reports/drafting/draft_money.html",
    }

    def answered(self) -> list[AnsweredPart]:
        return parts_of_report(self.facts)

    @property
    def parts_label(self) -> str:
        return _("Parts of the report")

    @property
    def read_label(self) -> str:
        return _("Read the whole report")

    def said(self, finding: Finding) -> Said:
        return said(self.facts.form, finding)

    def question_of(self, view: QuestionView) -> QuestionView:
        if view.question.kind != Kind.BUDGET:
            return view
        by_key = {each.key: each for each in view.fields}
        groups = [self._budget_of(view.question, recipient, by_key) for recipient in self.facts.recipients]
        return BudgetQuestion(**vars(view), budget=groups)

    def label_of(self, question: Question, key: str) -> str:
        rest = key.split(".")[1:]
        if len(rest) == 1:
            return f"{in_language(question.label)} {rest[0]}"
        if len(rest) == 3:
            names = {recipient.slot: recipient.name for recipient in self.facts.recipients}
            kinds = {kind.code: in_language(kind.label) for kind in self.facts.form.kinds_of_cost}
            return f"{names[rest[1]]}, {kinds[rest[2]]}, {rest[0]}"
        return in_language(question.label)

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
        """`51 prosent går til UiT og Statped i 2026.`; '' if nothing goes to partners."""
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
