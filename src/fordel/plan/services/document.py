"""The chapters of a plan as a document of `writing`: what it asks, when it is open, and the versions that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.content import Content, content_of_form
from fordel.core.form.definition import FormDefinition
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding, findings_of_form
from fordel.core.lifecycle import PLAN
from fordel.core.themes import Themes
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.selectors.chapters import form_of_plan
from fordel.plan.selectors.themes import themes_of_plan
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.kinds import KeptKind, Opening, Refusal
from fordel.writing.selectors.fields import values_of


@dataclass(frozen=True, kw_only=True)
class PlanText(FormFacts):
    """The chapters as typed, with the outline and the themes that they are read beside."""

    outline: tuple[Mapping[str, Any], ...]
    themes: Themes


class PlanKind(KeptKind[Plan, PlanText]):
    """One part for each chapter, with its text. A version is kept with the names of the chapters and the themes."""

    code = "plan.plan"

    def locked(self, document_id: int) -> Plan:
        return locked_plan(document_id)

    def document(self, subject: Plan) -> Document:
        return subject.document

    def form(self, subject: Plan) -> FormDefinition:
        return form_of_plan(subject)

    def opening(self, subject: Plan, received_at: datetime) -> Opening:
        if PLAN.allows(subject.state, "change"):
            return Opening()
        state = subject.get_state_display()
        refusal = Refusal(
            _("The plan cannot be changed any more. It is: %(state)s.") % {"state": state}, _("Begin a new plan.")
        )
        return Opening(why_closed=refusal)

    def log(self, subject: Plan, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        raise NotImplementedError  # a plan has no attachments

    def facts(self, subject: Plan) -> PlanText:
        return PlanText(
            form=self.form(subject),
            values=values_of(subject.pk),
            outline=tuple(subject.outline),
            themes=themes_of_plan(subject),
        )

    def findings(self, facts: PlanText) -> Sequence[Finding]:
        return findings_of_form(facts)

    def content(self, facts: PlanText, attachments: Sequence[Mapping[str, Any]]) -> Content:
        kept = {"outline": list(facts.outline), "themes": [theme.as_json() for theme in facts.themes.listed]}
        return content_of_form(facts, attachments) | kept

    def received(self, subject: Plan, facts: PlanText, submission: Submission) -> None:
        return


PLAN_KIND: Final = PlanKind()


def locked_plan(plan_id: int) -> Plan:
    """The plan with its document, both held until the transaction ends. Raises Plan.DoesNotExist."""
    return (
        Plan.objects.select_for_update(of=("self", "document"), no_key=True)
        .select_related("document", "office")
        .get(pk=plan_id)
    )
