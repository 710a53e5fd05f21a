"""An outcome report as its pages show it: what is known, what is written, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.form.definition import Kind, Part
from fordel.core.money import format_kroner
from fordel.core.outcomes.facts import OutcomeFacts
from fordel.core.outcomes.findings import findings_of_outcome, findings_of_party
from fordel.core.outcomes.rules import COST, DEGREE, USED
from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.presentation.addresses import file_addresses, outcome_address, writing_addresses
from fordel.outcomes.selectors.known import Known, known_of
from fordel.outcomes.selectors.openings import party_closes, why_owner_closed, why_party_closed
from fordel.outcomes.selectors.outcomes import facts_of, files_of, own_part, party_of
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.dates import last_day
from fordel.writing.documents.words import in_language
from fordel.writing.plugs.kinds import Refusal
from fordel.writing.presentation.document_page import page_context
from fordel.writing.presentation.document_view import DocumentView, QuestionView
from fordel.writing.presentation.files import files_view
from fordel.writing.presentation.finding_texts import Said, Texts
from fordel.writing.selectors.attachments import attachment_lines
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import fields_of
from fordel.writing.selectors.presence import others_in

MOST_KNOWN: Final = 300  # characters of an answer of the needs report that are shown beside a question
TAGS: Final = {"submitted": "info", "approved": "success", "returned": "warning"}
TEXTS: Final[Texts] = {
    "used_above_granted": lambda: (
        _("More is used than was granted: write at most %(granted)s kroner."),
        _("The grant is %(granted)s kroner. Write at most that; what you paid yourselves goes below."),
    ),
    "accounts_do_not_sum": lambda: (
        _("The accounts do not sum: the costs are %(sum)s kroner, and %(used)s kroner is used."),
        _("The costs sum to %(sum)s kroner, but you wrote that %(used)s kroner is used. Correct one of them."),
    ),
    "auditor_missing": lambda: (
        _("Add the auditor's statement: it is needed from %(most)s kroner."),
        _("Add the auditor's statement as an attachment. It is needed from %(most)s kroner."),
    ),
    "sign_without_grounds": lambda: (
        _("Nothing shows sign %(sign)s: give an example."),
        _("Give an example that shows it. You can send without."),
    ),
    "group_got_nothing": lambda: (
        _("The measure is for several groups, and one of them is not reached."),
        _("The measure is for this group too. Is it right that nobody was reached?"),
    ),
    "other_measure": lambda: (
        _("The measure is not carried out as it was granted."),
        _("The county governor looks at what became different."),
    ),
    "party_has_not_answered": lambda: (
        _("%(name)s has not answered its part. You can send without."),
        _("%(name)s has not answered."),
    ),
}


class OutcomeView(DocumentView[OutcomeFacts]):
    """The report with what is known beside its questions."""

    own_texts = TEXTS
    known: Known | None = None
    whole: OutcomeFacts | None = None
    """Of all parts, if those of one organisation are shown."""

    @property
    def parts_label(self) -> str:
        return _("Parts of the report")

    @property
    def read_label(self) -> str:
        return _("Read the whole outcome report")

    def said(self, finding: Any) -> Said:
        """Amounts with spaces between thousands."""
        params = {
            key: format_kroner(value) if key in ("used", "granted", "sum") else value
            for key, value in finding.params.items()
        }
        return super().said(replace(finding, params=params))

    def question_of(self, view: QuestionView) -> QuestionView:
        return replace(view, known=self._known(view.code)) if self.known else view

    def _known(self, code: str) -> str:
        """A fact that helps to answer the question, with its source; '' if there is none."""
        known = self.known
        if known is None:
            return ""
        if code == USED:
            return _("From the decision: the grant is %(amount)s kroner.") % {
                "amount": format_kroner(self.facts.granted)
            }
        cost = code.removeprefix(COST)
        if code.startswith(COST) and cost in known.budget:
            amount = format_kroner(known.budget[cost])
            return _("From the budget of the needs report: %(amount)s kroner.") % {"amount": amount}
        sign = code.removeprefix(DEGREE) if code.startswith(DEGREE) else ""
        answer = str(known.answers.get(self.facts.rules.beside.get(sign, ""), "") or "")
        if answer:
            short = Truncator(answer).chars(MOST_KNOWN)
            return _("From the needs report: «%(text)s»") % {"text": short}
        if sign == "c" and known.attended.events:
            return attended_words(known)
        return ""


def attended_words(known: Known) -> str:
    """`Fra arrangementene: 2 samlinger, 7 deltakelser.`"""
    count = known.attended.events
    text = ngettext(
        "From the events: your people were at %(events)s event, %(people)s times in all.",
        "From the events: your people were at %(events)s events, %(people)s times in all.",
        count,
    )
    return text % {"events": count, "people": known.attended.people}


def outcome_view(outcome: OutcomeReport, person: Person, organisation: int | None) -> OutcomeView:
    """What the organisation writes of the report, and what is missing in it. Four queries."""
    fields = fields_of(outcome.pk)
    facts = facts_of(outcome, {key: value for key, value, _version in fields})
    party = facts.party(organisation)
    found = findings_of_party(facts, party) if party else findings_of_outcome(facts)
    own = own_part(facts, organisation)
    parts = {part.code for part in own.form.parts}
    view = OutcomeView(
        outcome.document,
        writing_addresses(outcome),
        own,
        [finding for finding in found if finding.part in parts],
        {key: version for key, _value, version in fields},
        conflicts_of(outcome.pk, person.pk),
        others_in(outcome.pk, person.pk),
    )
    view.known, view.whole = known_of(outcome), facts
    return view


def whole_view(outcome: OutcomeReport, facts: OutcomeFacts | None = None) -> OutcomeView:
    """The whole report to read, with everything there is to say of the owner's parts. A part that nobody has begun is
    left out. Two queries, or none with the `facts` of the whole."""
    facts = facts or facts_of(outcome)
    found, others = findings_of_outcome(facts), {each.part for each in facts.parties}
    begun = tuple(
        part
        for part in facts.form.parts
        if part.code not in others or any(facts.is_answered(question) for question in part.questions)
    )
    read = replace(facts, form=replace(facts.form, parts=begun))
    return OutcomeView(outcome.document, writing_addresses(outcome), read, found, {})


def why_closed(outcome: OutcomeReport, organisation: int | None, instant: datetime) -> Refusal | None:
    """Why the organisation cannot write at the instant; None if it can."""
    is_party = party_of(outcome, organisation) is not None
    return why_party_closed(outcome, instant) if is_party else why_owner_closed(outcome, instant)


@dataclass(frozen=True)
class PartyLine:
    """Who answers a part, and whether they have confirmed it."""

    name: str
    role: str
    at: datetime | None
    by: str


def party_lines(outcome: OutcomeReport) -> list[PartyLine]:
    """In the order of the report. No query."""
    return [
        PartyLine(
            each.organisation.name,
            each.get_role_display(),
            each.confirmed_at,
            each.confirmed_by.name if each.confirmed_by else "",
        )
        for each in outcome.parties.all()
    ]


def state_word(outcome: OutcomeReport) -> str:
    """The state in words: one that is not sent may be late."""
    if outcome.state == OutcomeState.OPEN and now() >= outcome.closes:
        return _("Late")
    return str(OutcomeState(outcome.state).label)


def state_tag(outcome: OutcomeReport) -> str:
    """The class of the mark that shows the state."""
    if outcome.state == OutcomeState.OPEN and now() >= outcome.closes:
        return "danger"
    return TAGS.get(outcome.state, "")


def outcome_context(
    outcome: OutcomeReport, view: OutcomeView, organisation: int | None, part: str = "", *, checked: bool = False
) -> dict[str, Any]:
    """What every page of those who write gets."""
    party = party_of(outcome, organisation)
    why = why_closed(outcome, organisation, now())
    return page_context(view, part, checked=checked) | {
        "outcome": outcome,
        "title": outcome.report.title,
        "known": view.known,
        "state_word": state_word(outcome),
        "state_tag": state_tag(outcome),
        "party": party,
        "closes": party_closes(outcome) if party else outcome.reply_by or outcome.closes,
        "last_day": last_day(party_closes(outcome) if party else outcome.reply_by or outcome.closes),
        "own_parts": {part.code for part in view.facts.parts},
        "why_closed": why,
        "writes": why is None,
        "parties": party_lines(outcome),
        "check": outcome_address(outcome, "check"),
        "attended": attended_words(view.known) if view.known and view.known.attended.events else "",
        "themes": [in_language(name) for name, _goal in view.known.goals] if view.known else [],
    }


def changing_files(outcome: OutcomeReport, view: OutcomeView) -> Any:
    """The attachments, where they can be changed. One query."""
    return files_view(view.facts.form, attachment_lines(outcome.pk), file_addresses(outcome))


def read_out_of(
    outcome: OutcomeReport, view: OutcomeView, *, writes: bool, parts: Sequence[Part] = ()
) -> dict[str, Any]:
    """The document to read, with links to change the parts (all of those shown, if none are named)."""
    open_parts = [part.code for part in parts or view.facts.parts] if writes else []
    return {"read_out": view.read_out(open_parts), "files": files_of(outcome)}


def has_files(view: OutcomeView, part: str) -> bool:
    """Whether the part asks for attachments."""
    chosen = view.part(part)
    return chosen is not None and any(question.kind == Kind.ATTACHMENTS for question in chosen.questions)
