"""An agreement as its pages show it: what is written, who has signed, and what the reader can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.partnership.models import Agreement, AgreementState, Side, Signature
from fordel.partnership.presentation.addresses import agreement_address, file_addresses, writing_addresses
from fordel.partnership.selectors.agreements import last_voided, signatures_of
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT, AgreementFacts
from fordel.writing.presentation.document_page import page_context
from fordel.writing.presentation.document_view import DocumentView
from fordel.writing.presentation.files import files_view
from fordel.writing.presentation.finding_texts import Texts
from fordel.writing.selectors.attachments import attachment_lines, attachments_of
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import fields_of
from fordel.writing.selectors.presence import others_in

_TEXTS: Final[Texts] = {
    "has_passed": lambda: (
        _("The last day has passed: choose a later one."),
        _("This day has passed. Choose a later one."),
    ),
}
_TAGS: Final = {AgreementState.IN_FORCE.value: "success", AgreementState.HALF_SIGNED.value: "info"}


class AgreementView(DocumentView[AgreementFacts]):
    """The agreement with its own findings in words."""

    own_texts = _TEXTS

    @property
    def parts_label(self) -> str:
        return _("Parts of the agreement")

    @property
    def read_label(self) -> str:
        return _("Read the whole agreement")


def agreement_view(agreement: Agreement, person: Person) -> AgreementView:
    """Six queries."""
    facts = AGREEMENT_DOCUMENT.facts(agreement)
    versions = {key: version for key, _value, version in fields_of(agreement.pk)}
    return AgreementView(
        agreement.document,
        writing_addresses(agreement),
        facts,
        AGREEMENT_DOCUMENT.findings(facts),
        versions,
        conflicts_of(agreement.pk, person.pk),
        others_in(agreement.pk, person.pk),
    )


@dataclass(frozen=True)
class SideLine:
    """One side and its signature: by whom and when; `by` is '' if it has not signed."""

    organisation: str
    role: str
    by: str = ""
    at: datetime | None = None
    sha256: str = ""


def side_lines(agreement: Agreement, signatures: list[Signature]) -> list[SideLine]:
    """Both sides, the owner first."""
    by_side = {each.side: each for each in signatures}
    found = []
    for side in Side:
        name, signed = agreement.partnership.organisation(side).name, by_side.get(side)
        if signed is None:
            found.append(SideLine(name, str(side.label)))
        else:
            who = signed.person.name if signed.person else "–"
            found.append(SideLine(name, str(side.label), who, signed.signed_at, signed.sha256))
    return found


def state_word(agreement: Agreement) -> str:
    """The state in words: one in force may have run out."""
    return _("Run out") if agreement.has_run_out else str(AgreementState(agreement.state).label)


def state_tag(agreement: Agreement) -> str:
    """The class of the mark that shows the state."""
    return "warning" if agreement.has_run_out else _TAGS.get(agreement.state, "")


def agreement_context(
    agreement: Agreement, view: AgreementView, part: str = "", *, checked: bool = False, writes: bool = False
) -> dict[str, Any]:
    """What every page of an agreement gets. At most three queries."""
    signatures = signatures_of(agreement)
    voided = last_voided(agreement) if agreement.state == AgreementState.DRAFT else None
    between = agreement.partnership
    return page_context(view, part, checked=checked) | {
        "agreement": agreement,
        "between": between,
        "title": _("%(owner)s and %(provider)s") % {"owner": between.owner.name, "provider": between.provider.name},
        "state_word": state_word(agreement),
        "sides": side_lines(agreement, signatures),
        "signed": signatures[0] if agreement.state == AgreementState.HALF_SIGNED else None,
        "signed_for": between.organisation(signatures[0].side).name if signatures else "",
        "voided": voided,
        "voided_for": between.organisation(voided.side).name if voided else "",
        "writes": writes and agreement.is_open,
        "check": agreement_address(agreement, "check"),
    }


def files_of(agreement: Agreement, view: AgreementView) -> Any:
    """The attachments, where they can be changed. One query."""
    return files_view(view.facts.form, attachment_lines(agreement.pk), file_addresses(agreement))


def read_out_of(agreement: Agreement, view: AgreementView, *, writes: bool) -> dict[str, Any]:
    """The whole agreement to read. One query."""
    parts = [part.code for part in view.facts.parts] if writes else []
    return {"read_out": view.read_out(parts), "files": attachments_of(agreement.pk)}
