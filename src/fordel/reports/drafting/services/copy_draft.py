"""Fills a draft from a report: an earlier year's for a new one, or what was sent, opened again for corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.copied import copied_answers
from fordel.core.form.definition import FormDefinition
from fordel.core.form.draft import OWNER_SLOT
from fordel.parties.models import Organisation, OrganisationKind, Person
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.selectors.themes import themes_of
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.drafting.services.drafts import begin_draft, start_draft
from fordel.reports.models import DraftParty, NeedsReport, PartyRole, ReportDraft
from fordel.reports.partners.services.events import note
from fordel.reports.selectors.draft_facts import form_of
from fordel.reports.selectors.submissions import submissions_of_report
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.fill_document import fill_document

Values = dict[str, Any]


@transaction.atomic
def copy_draft(source_report: NeedsReport, round_: Round, owner: Organisation, person: Person) -> ReportDraft:
    """The new draft. Its parties are not asked yet, and what must be said again each year is left empty.

    Raises UserError where reports are not open for the owner, or the earlier report belongs to others.
    """
    if source_report.owner_id != owner.pk or source_report.round.year >= round_.year:
        raise UserError(_("This report cannot be copied here."), _("Choose one of your own from an earlier year."))
    draft = start_draft(round_, owner, person, copied_from=source_report)
    left = source_report.round.year + (source_report.duration_years or 1) - round_.year
    fill_draft(draft, source_report, form_of(round_), person, first_year=round_.year if left > 0 else None, left=left)
    return draft


def fill_draft(
    draft: ReportDraft,
    source: NeedsReport,
    form: FormDefinition,
    person: Person,
    *,
    first_year: int | None,
    left: int | None = None,
) -> None:
    """Puts what the source says into an empty draft: parties, answers, and the amounts from `first_year` on where one
    is given. `left` is how many years the measure still continues (None: as the source says)."""
    last = submissions_of_report(source.pk).last()
    content: Mapping[str, Any] = last.content if last else _content_of_import(source)
    slots = _copy_parties(draft, content, form, person)
    values = copied_answers(form, content["answers"])
    if left is not None and left > 0:
        values["duration_years"] = str(min(left, form.years_most))
    if first_year is not None:
        values |= dict(_amounts(content, slots, first_year, form))
    fill_document(NEEDS_REPORT, draft.pk, values, person, now())


def _amounts(
    content: Mapping[str, Any], slots: Mapping[str, str], first_year: int, form: FormDefinition
) -> Iterator[tuple[str, str]]:
    """Need and budget of the years that are left, as a place to begin."""
    years = {year for year in content["need"] if first_year <= int(year) < first_year + form.years_most}
    for year in sorted(years):
        if content["need"][year]:
            yield f"need.{year}", str(content["need"][year])
    kinds = {kind.code for kind in form.kinds_of_cost}
    for cell in content["budget"]:
        if cell["year"] in {int(year) for year in years} and cell["kind"] in kinds and cell["slot"] in slots:
            yield f"budget.{cell['year']}.{slots[cell['slot']]}.{cell['kind']}", str(cell["amount"])


def _copy_parties(
    draft: ReportDraft, content: Mapping[str, Any], form: FormDefinition, person: Person
) -> dict[str, str]:
    """The parties that fit this year's form, not asked yet. Slot in the earlier report -> slot in the new one."""
    slots = {OWNER_SLOT: OWNER_SLOT}
    wanted = [party for party in content["parties"] if party["organisation"] != draft.owner_id]
    known = Organisation.objects.in_bulk([party["organisation"] for party in wanted])
    for position, party in enumerate(wanted):
        organisation = known.get(party["organisation"])
        kinds = form.partner_kinds if party["role"] == PartyRole.PARTNER else form.owner_kinds
        if organisation is not None and organisation.kind in kinds:
            made = DraftParty.objects.create(
                draft=draft, organisation=organisation, role=party["role"], position=position
            )
            note(made, "added", person, "reports.party.added")
            slots[party["slot"]] = made.slot
    return slots


def answers_of_import(report: NeedsReport) -> Values:
    """What a row of a spreadsheet said, by question; '' (or no theme) for what it did not say."""
    said = {True: "yes", False: "no", None: ""}
    return {
        "title": report.title,
        "target_group": report.target_group.code,
        "duration_years": str(report.duration_years or ""),
        "themes": _themes(report),
        "network": report.network.name if report.network else "",
        "sami_perspective": said[report.sami_perspective],
        "employees": str(report.employees or ""),
        "children": str(report.children or ""),
    }


def _content_of_import(report: NeedsReport) -> dict[str, Any]:
    """What a row of a spreadsheet said, as the content of a report that was sent."""
    answers = answers_of_import(report)
    partners = [
        {"slot": f"s{pk}", "organisation": pk, "role": PartyRole.PARTNER.value}
        for pk in report.partners.values_list("organisation", flat=True)
    ]
    places = Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY, municipality__in=report.participating.values("pk")
    )
    others = [
        {"slot": f"s{pk}", "organisation": pk, "role": PartyRole.NETWORK_OWNER.value}
        for pk in places.order_by("name").values_list("pk", flat=True)
        if report.network_id is not None
    ]
    need = {str(report.round.year): report.amount}
    return {"answers": answers, "need": need, "budget": [], "parties": [*partners, *others]}


def _themes(report: NeedsReport) -> list[str]:
    """The code of the theme that the report names, among those of its own year."""
    theme = themes_of(report.round).named(report.theme)
    return [theme.code] if theme else []


def open_to_mend(report: NeedsReport, person: Person) -> None:
    """Nothing where the report has a draft already, or the scheme no form. Called in the transaction that sends the
    report back, when it is stored as returned: that is what the draft may be written in for."""
    if scheme_of(report.round.scheme).form is None or ReportDraft.objects.filter(report=report).exists():
        return
    draft = begin_draft(report.round, report.owner, person, report=report)
    record(
        "reports.draft.started",
        actor=person,
        subject=draft,
        office=report.round.office_id,
        details={"owner": report.owner_id, "report": report.pk},
    )
    fill_draft(draft, report, form_of(report.round), person, first_year=report.round.year)
