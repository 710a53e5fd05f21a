"""Everything the office's page about one outcome report shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.form.rich_text import plain_text
from fordel.core.lifecycle import OUTCOME
from fordel.core.money import format_kroner
from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.presentation.outcome_view import OutcomeView, party_lines, state_tag, state_word, whole_view
from fordel.outcomes.selectors.known import known_of
from fordel.outcomes.selectors.outcomes import files_of
from fordel.parties.actors import Actor
from fordel.parties.selectors.people import PersonRow
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.shared.clock import now
from fordel.shared.pages.columns import ListColumn, PageList
from fordel.writing.documents.words import in_language
from fordel.writing.models import DocumentMessage
from fordel.writing.selectors.submissions import last_submission

VERBS: Final = ("approve", "return", "extend", "register")


@dataclass(frozen=True)
class Beside:
    """The words of the needs report and those of the outcome report, about the same."""

    label: str
    before: str
    after: str


def _kroner(amount: int | None) -> str:
    return "–" if amount is None else format_kroner(amount)


def _unused(outcome: OutcomeReport) -> SafeString | str:
    """What is left, with what the owner wishes."""
    if not outcome.wish:
        return _kroner(outcome.unused)
    wish = outcome.get_wish_display()
    return format_html('{}<br><span class="small muted">{}</span>', _kroner(outcome.unused), wish)


LINE: Final[PageList[OutcomeReport]] = PageList(
    (
        ListColumn("need", gettext_lazy("Need"), lambda row: format_kroner(row.award.asked), is_numeric=True),
        ListColumn(
            "recommended",
            gettext_lazy("Recommended"),
            lambda row: format_kroner(row.award.scenario_amount),
            is_numeric=True,
        ),
        ListColumn("granted", gettext_lazy("Granted"), lambda row: format_kroner(row.award.amount), is_numeric=True),
        ListColumn("used", gettext_lazy("Used"), lambda row: _kroner(row.used), is_numeric=True),
        ListColumn("unused", gettext_lazy("Not used"), _unused, is_numeric=True),
        ListColumn("outcome", gettext_lazy("Outcome"), lambda row: row.get_carried_out_display() or "–"),
    )
)
BESIDE: Final[PageList[Beside]] = PageList(
    (
        ListColumn("sign", gettext_lazy("Sign"), lambda row: row.label, is_heading=True),
        ListColumn("before", gettext_lazy("The needs report"), lambda row: row.before or "–", css="cell-text"),
        ListColumn("after", gettext_lazy("The outcome report"), lambda row: row.after, css="cell-text"),
    )
)


def beside(view: OutcomeView) -> list[Beside]:
    """What the needs report said, and what came of it, sign by sign."""
    facts, known = view.facts, view.known
    found = []
    for each in facts.assessments():
        before = str((known.answers if known else {}).get(facts.rules.beside.get(each.sign, ""), "") or "")
        question = facts.form.question(f"degree_{each.sign}")
        degrees = {choice.code: in_language(choice.label) for choice in question.choices}
        degree = degrees.get(each.degree, _("Not answered"))
        after = f"{degree}. {each.grounds}" if each.grounds else degree
        found.append(Beside(in_language(question.label), plain_text(before) if "<" in before else before, after))
    return found


def office_context(outcome: OutcomeReport, actor: Actor, *, may_handle: bool) -> dict[str, Any]:
    """At most twelve queries."""
    view = whole_view(outcome)
    view.known = known_of(outcome)
    is_shown = outcome.by_office or outcome.state != OutcomeState.OPEN
    verbs = [verb for verb in VERBS if OUTCOME.allows(outcome.state, verb)] if may_handle else []
    if outcome.by_office and "register" in verbs:
        verbs.remove("register")
    officers: list[PersonRow] = officers_of(outcome.office_id) if may_handle else []
    thread = list(DocumentMessage.objects.filter(document=outcome.pk).select_related("author"))
    return {
        "outcome": outcome,
        "report": outcome.report,
        "round": outcome.round,
        "title": f"{outcome.report.number} {outcome.report.title}",
        "known": view.known,
        "state_word": state_word(outcome),
        "state_tag": state_tag(outcome),
        "is_shown": is_shown,
        "is_late": outcome.state == OutcomeState.OPEN and now() >= outcome.closes,
        "remarks": [view.said(finding).long for finding in view.findings] if is_shown else [],
        "line": LINE.table([outcome], _("Asked for, recommended, granted and used")),
        "beside": BESIDE.table(beside(view), _("What was planned, and what came of it"), css="") if is_shown else None,
        "read_out": view.read_out() if is_shown else [],
        "files": files_of(outcome) if is_shown else [],
        "parties": party_lines(outcome),
        "thread": thread,
        "verbs": verbs,
        "officers": officers,
        "by_us": may_handle and outcome.by_office and outcome.state in ("open", "returned"),
        "may_handle": may_handle,
        "submission": last_submission(outcome.pk),
    }
