"""Findings of a needs report in words: what to do, for the list on top and (shorter, if it can be) at the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.definition import PER_YEAR, FormDefinition, Kind
from fordel.core.form.findings import Finding
from fordel.core.money import format_kroner
from fordel.writing.documents.words import in_language
from fordel.writing.presentation import finding_texts
from fordel.writing.presentation.finding_texts import Said, Texts


def said(form: FormDefinition, finding: Finding) -> Said:
    """The finding in the active language."""
    if finding.code == "missing":
        return _missing(form, finding)
    if finding.code == "not_an_amount":
        return _bad_amount(dict(finding.params))
    if finding.code not in _TEXTS:
        return finding_texts.said(form, finding)
    params: dict[str, Any] = {
        key: format_kroner(value) if key in _KRONER else value for key, value in finding.params.items()
    }
    if finding.code == "cost_above_share":
        kinds = {kind.code: kind for kind in form.kinds_of_cost}
        params["kind"] = in_language(kinds[params["kind"]].label)
    long, short = _TEXTS[finding.code]()
    return Said(long % params, short % params)


def _missing(form: FormDefinition, finding: Finding) -> Said:
    question = form.question(finding.params["question"])
    if question.kind == Kind.PARTNERS:
        text = _("Add at least one partner.")
        return Said(text, text)
    if question.kind == Kind.BUDGET:
        text = _("Divide the need in the budget.")
        return Said(text, text)
    if question.kind in PER_YEAR:
        name = in_language(question.label)
        return Said(_("Fill in: «%(question)s»") % {"question": name}, _("Fill in a number."))
    return finding_texts.said(form, finding)


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
_TEXTS: Final[Texts] = {
    "names_a_child": lambda: (
        _("Does the text name a child or pupil? Take the name out."),
        _("This looks like the name of a child or pupil. Take it out: the report is public."),
    ),
    "owner_not_eligible": lambda: (_("Your organisation cannot report needs in this scheme."),) * 2,
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
