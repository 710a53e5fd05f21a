"""Findings in words: what to do, for the list on top and (shorter, where it can be) at the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition, Kind, Question, text_in
from fordel.core.form.findings import Finding
from fordel.core.money import format_kroner


class Said(NamedTuple):
    """`long` can be read alone; `short` stands at the field."""

    long: str
    short: str


def said(form: FormDefinition, finding: Finding) -> Said:
    """The finding in the active language."""
    params = dict(finding.params)
    if "question" in params:
        params["question"] = question_name(form, params["question"])
    if finding.code == "missing":
        return _missing(form.question(finding.params["question"]), params["question"])
    if finding.code == "not_an_amount":
        return _bad_amount(params)
    if finding.code == "cost_above_share":
        kinds = {kind.code: kind for kind in form.kinds_of_cost}
        params["kind"] = text_in(kinds[finding.params["kind"]].label, get_language() or "nb")
    written = {key: format_kroner(value) if key in _KRONER else value for key, value in params.items()}
    long, short = _TEXTS[finding.code]()
    return Said(long % written, short % written)


def question_name(form: FormDefinition, code: str) -> str:
    """The question as it is asked, in the active language."""
    return text_in(form.question(code).label, get_language() or "nb")


def _missing(question: Question, name: str) -> Said:
    if question.kind == Kind.PARTNERS:
        text = _("Add at least one partner.")
        return Said(text, text)
    if question.kind == Kind.BUDGET:
        text = _("Divide the need in the budget.")
        return Said(text, text)
    if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO):
        return Said(_("Choose an answer: «%(question)s»") % {"question": name}, _("Choose an answer."))
    if question.kind in (Kind.NEED, Kind.OWN_CONTRIBUTION, Kind.NUMBER):
        return Said(_("Fill in: «%(question)s»") % {"question": name}, _("Fill in a number."))
    return Said(_("Write an answer: «%(question)s»") % {"question": name}, _("Write an answer."))


_AMOUNT_MISTAKES: Final[dict[str, Callable[[], str]]] = {
    "negative": lambda: _("The amount cannot be negative."),
    "ore": lambda: _("Leave out øre: whole kroner only."),
    "abbreviated": lambda: _("Write the whole number, not thousands or millions."),
    "comma_groups": lambda: _("Divide with spaces, not commas."),
    "leading_zero": lambda: _("The amount cannot begin with zero."),
}


def _bad_amount(params: dict[str, Any]) -> Said:
    reason = _AMOUNT_MISTAKES.get(params["problem"], lambda: _("Write it like 312 500."))()
    long = _("«%(text)s» is not an amount in whole kroner.") % params + " " + reason
    return Said(long, long)


_KRONER: Final = frozenset({"need", "sum", "difference", "spent", "total", "least", "own", "most"})
_TEXTS: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "owner_not_eligible": lambda: (_("Your organisation cannot report needs in this scheme."),) * 2,
    "too_long": lambda: (
        _("Shorten the text to %(most)s characters: «%(question)s»"),
        _("The text has %(length)s characters. Shorten it to %(most)s."),
    ),
    "names_a_child": lambda: (
        _("Does the text name a child or pupil? Take the name out."),
        _("This looks like the name of a child or pupil. Take it out: the report is public."),
    ),
    "not_a_number": lambda: (
        _("Write a whole number: «%(question)s»"),
        _("«%(text)s» is not a whole number. Write it like 310."),
    ),
    "number_too_large": lambda: (
        _("«%(text)s» is too large: «%(question)s»"),
        _("«%(text)s» is too large. At most %(most)s."),
    ),
    "not_a_choice": lambda: (_("Choose again: «%(question)s»"), _("Choose one of the answers.")),
    "amount_too_large": lambda: (
        _("«%(text)s» is more than %(most)s kroner. Look for a slip of the keys."),
        _("«%(text)s» is more than %(most)s kroner. Look for a slip of the keys."),
    ),
    "need_missing": lambda: (
        _("Fill in the whole need in %(year)s."),
        _("Fill in the whole need in %(year)s, in kroner."),
    ),
    "budget_short": lambda: (
        _("Divide %(difference)s kroner more in %(year)s. The budget is to be %(need)s."),
        _("%(difference)s kroner are missing in %(year)s. Raise one of the amounts, or change the whole need."),
    ),
    "budget_over": lambda: (
        _("Take %(difference)s kroner out in %(year)s. The budget is to be %(need)s."),
        _("The budget is %(difference)s kroner too high in %(year)s. Lower an amount, or change the whole need."),
    ),
    "cost_above_share": lambda: (
        _("«%(kind)s» is %(spent)s of %(total)s kroner in %(year)s, more than %(percent)s per cent."),
        _("«%(kind)s» is more than %(percent)s per cent in %(year)s. It may be covered to a limited extent only."),
    ),
    "partner_without_money": lambda: (
        _("%(name)s gets no money in the budget. Is that right?"),
        _("%(name)s gets no money in the budget. Is that right?"),
    ),
    "own_contribution_short": lambda: (
        _("Your own contribution in %(year)s must be at least %(least)s kroner."),
        _("At least %(least)s kroner (%(percent)s per cent of the need)."),
    ),
    "no_partner": lambda: (
        _("%(name)s cannot be a partner. Take it out, or add it as an owner in the network."),
        _("%(name)s cannot be a partner."),
    ),
    "party_not_asked": lambda: (
        _("Ask %(name)s to confirm the collaboration, or take them out."),
        _("%(name)s has not been asked"),
    ),
    "party_declined": lambda: (
        _("%(name)s has declined. Ask again, or take them out."),
        _("%(name)s has declined"),
    ),
    "party_has_not_answered": lambda: (
        _("%(name)s has not answered yet."),
        _("%(name)s has not answered yet"),
    ),
    "party_must_confirm_again": lambda: (
        _("%(name)s must confirm again, because something changed."),
        _("%(name)s must confirm again"),
    ),
}
