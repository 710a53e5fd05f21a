"""What the office reads about a report: findings with § and reason, steps of its life, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.form.definition import FormDefinition, text_in
from fordel.core.form.findings import Finding, Severity
from fordel.core.money import format_kroner

_STEPS: Final[dict[str, str | Promise]] = {
    "send": gettext_lazy("Sent"),
    "withdraw": gettext_lazy("Withdrawn"),
    "accept": gettext_lazy("Ready for the forum"),
    "return": gettext_lazy("Sent back to the owner"),
    "refuse": gettext_lazy("Not eligible"),
    "call_back": gettext_lazy("Called back from the owner"),
    "reopen": gettext_lazy("Opened again"),
}


class ShownFinding(NamedTuple):
    """`where` is the part of the form; `rule` is the §, and says so where nobody has confirmed it."""

    text: str
    where: str
    rule: str
    reason: str
    is_warning: bool


def step_name(verb: str) -> str:
    """What happened, as a heading of the timeline."""
    return str(_STEPS.get(verb, verb))


def shown_findings(findings: Iterable[Finding], form: FormDefinition | None, language: str) -> list[ShownFinding]:
    """The findings in words, in their order."""
    if form is None:
        return []
    parts = {part.code: text_in(part.title, language) for part in form.parts}
    found = []
    for finding in findings:
        rule = form.rules.get(finding.rule)
        paragraph = rule.paragraph if rule else ""
        if rule and rule.assumed and paragraph:
            paragraph = _("%(paragraph)s (assumed reference)") % {"paragraph": paragraph}
        reason = text_in(rule.reason, language) if rule else ""
        is_warning = finding.severity == Severity.WARNING
        text = finding_line(finding, form, language)
        found.append(ShownFinding(text, parts.get(finding.part, ""), paragraph, reason, is_warning))
    return found


def finding_line(finding: Finding, form: FormDefinition, language: str) -> str:
    """One finding as a sentence."""
    if finding.code == "missing":
        question = form.question(finding.params["question"])
        return _("Not answered: «%(question)s»") % {"question": text_in(question.label, language)}
    params = dict(finding.params)
    if finding.code == "cost_above_share":
        kinds = {kind.code: text_in(kind.label, language) for kind in form.kinds_of_cost}
        params |= {name: format_kroner(params[name]) for name in ("spent", "total")} | {"kind": kinds[params["kind"]]}
    if finding.code == "names_a_child":
        params["question"] = text_in(form.question(finding.field).label, language)
    return str(_FINDINGS.get(finding.code, _OTHER)) % params


_FINDINGS: Final[dict[str, str | Promise]] = {
    "owner_not_eligible": gettext_lazy("The owner cannot report needs in this scheme."),
    "no_partner": gettext_lazy("%(name)s is no partner under the scheme."),
    "names_a_child": gettext_lazy("The text may name a child or pupil: «%(question)s»"),
    "cost_above_share": gettext_lazy(
        "«%(kind)s» is %(spent)s of %(total)s kroner in %(year)s, more than %(percent)s per cent."
    ),
    "partner_without_money": gettext_lazy("%(name)s gets no money in the budget."),
    "party_not_asked": gettext_lazy("%(name)s has not been asked."),
    "party_declined": gettext_lazy("%(name)s has declined."),
    "party_has_not_answered": gettext_lazy("%(name)s has not answered yet."),
    "party_must_confirm_again": gettext_lazy("%(name)s must confirm again, because something changed."),
}
_OTHER: Final = gettext_lazy("An answer is not as the scheme asks for now.")
