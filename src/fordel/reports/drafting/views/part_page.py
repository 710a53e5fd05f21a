"""The page of one part of a report being written, with the forms beside that of the answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from fordel.core.form.definition import Kind, Part
from fordel.reports.drafting.presentation.context import DraftPage, file_addresses
from fordel.reports.models import PartyRole
from fordel.reports.partners.forms import AddPartyForm, AskForm, PartyForm
from fordel.reports.partners.selectors.parties import PartyLine, adding_choices, party_lines, sought_by
from fordel.reports.plugs.suggestions import suggested_partners
from fordel.shared.access import PageRequest
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error
from fordel.shared.pages.forms import PageForm
from fordel.writing.presentation.files import files_view
from fordel.writing.selectors.attachments import attachment_lines
from fordel.writing.views.flash import take_error
from fordel.writing.views.part import SavedPart

TEMPLATE = "reports/drafting/draft_part.html"


def show_part(
    request: PageRequest[Any], page: DraftPage, part: Part, saved: SavedPart, *, checked: bool
) -> HttpResponse:
    """The part as it is; `saved` says what came of the answers that were sent."""
    context = page.context(part.code, checked=checked) | {"error": saved.error}
    context |= _beside_the_form(request, page, part) | {"is_refused": bool(saved.error or context["errors"])}
    return render(request, TEMPLATE, context, status=409 if saved.error else 200)


def show_refused(request: PageRequest[Any], page: DraftPage, part: Part, form: PageForm) -> HttpResponse:
    """The part with a form beside its answers that was refused, and what was typed in it."""
    context = page.context(part.code) | _beside_the_form(request, page, part, form) | {"beside": form}
    return render_or_error(request, TEMPLATE, context, form)


def _beside_the_form(
    request: PageRequest[Any], page: DraftPage, part: Part, form: PageForm | None = None
) -> dict[str, Any]:
    """Parties and files have forms of their own, beside that of the answers; `form` was sent."""
    facts, draft_id = page.view.facts, page.draft.pk
    kinds = {question.kind for question in facts.asked(part)}
    found: dict[str, Any] = {"may_write": True}
    if Kind.PARTNERS in kinds:
        choices = adding_choices(page.draft, facts)
        roles = [PartyRole.PARTNER, *([PartyRole.NETWORK_OWNER] if choices.asks_network else [])]
        found["parties"] = [(line, _form_of(line, form)) for line in party_lines(page.draft, facts)]
        found["adding"] = [_add_form(role, choices, form, _chosen(request)) for role in roles]
        found["suggested"] = suggested_partners(sought_by(page.draft, facts))
    if Kind.ATTACHMENTS in kinds:
        found["files"] = files_view(facts.form, attachment_lines(draft_id), file_addresses(draft_id))
        found["file_error"] = take_error(request, draft_id, "file")
    return found


def _chosen(request: PageRequest[Any]) -> int:
    """The partner that is chosen among those suggested, as the address says it."""
    return id_from_form(request.GET.get("velg", ""))


def _add_form(role: str, choices: Any, sent_form: PageForm | None, chosen: int) -> AddPartyForm:
    if isinstance(sent_form, AddPartyForm) and sent_form.role == role:
        return sent_form
    return AddPartyForm(None, role, choices, chosen if role == PartyRole.PARTNER else 0)


def _form_of(line: PartyLine, sent_form: PageForm | None) -> PartyForm:
    """What can be filled in about the party; as it was sent if it was."""
    form: PartyForm = AskForm(None, line.id)
    if isinstance(sent_form, PartyForm) and sent_form.party_id == line.id:
        sent_form.show(line)
        form = sent_form if isinstance(sent_form, AskForm) else form
    form.show(line)
    return form
