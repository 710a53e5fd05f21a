"""What an owner does about the parties of a draft. Each address takes POST and leads back to the page they stand on."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.notices.services.notify import Delivery
from fordel.reports.models import ReportDraft
from fordel.reports.partners.presentation.steps import remove_party_step
from fordel.reports.partners.services.add_party import Wanted, add_party, remove_party
from fordel.reports.partners.services.ask_party import ask_party, contact_in, remind_party
from fordel.reports.partners.services.tell_change import tell_party
from fordel.reports.permissions import writes_draft
from fordel.reports.presentation.addresses import part_address
from fordel.reports.selectors.draft_facts import draft_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.steps import ask_first
from fordel.writing.views.flash import keep_error


def _done(request: HttpRequest, draft_id: int, party_id: int, work: Callable[[], str]) -> HttpResponse:
    """Does the work and says how it went, at the party's row."""
    anchor = f"#p{party_id}" if party_id else ""
    try:
        messages.success(request, work())
    except UserError as error:
        keep_error(request, draft_id, "party", error, party_id=party_id, typed=request.POST.dict())
    return HttpResponseRedirect(f"{part_address(draft_id)}{anchor}")


def _whom(name: str, reached: Delivery) -> str:
    if contact := contact_in(reached):
        return _("The question went to %(address)s.") % {"address": contact}
    count = len(reached.person_ids)
    text = ngettext(
        "%(count)d person at %(name)s has got a mail.", "%(count)d people at %(name)s have got a mail.", count
    )
    return text % {"count": count, "name": name}


@require_POST
@access(writes_draft, target=draft_from_url)
def party_add(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    draft = request.target
    asked = request.POST
    wanted = Wanted(
        role=asked.get("role", ""),
        organisation_id=id_from_form(asked.get("organisation")),
        number=asked.get("number", ""),
        name=asked.get("name", ""),
        kind=asked.get("kind", ""),
    )

    def work() -> str:
        party = add_party(draft.pk, request.actor.person_or_refuse, wanted, request.received_at)
        return _("%(name)s is added. Ask them to confirm when the budget is ready.") % {"name": party.organisation.name}

    return _done(request, draft.pk, 0, work)


@access(writes_draft, target=draft_from_url)
def party_remove(request: PageRequest[ReportDraft], draft_id: int, party_id: int) -> HttpResponse:
    """Says who is notified; the button of the page takes the party out."""
    draft, person = request.target, request.actor.person_or_refuse
    party = draft.parties.filter(pk=party_id).select_related("organisation").first()
    if party is None:
        raise Http404

    def carry_out() -> HttpResponse:
        name = remove_party(draft_id, party_id, person, request.received_at)
        messages.success(request, _("%(name)s is taken out of the report.") % {"name": name})
        return HttpResponseRedirect(part_address(draft_id))

    return ask_first(request, remove_party_step(draft, party), carry_out)


@require_POST
@access(writes_draft, target=draft_from_url)
def party_ask(request: PageRequest[ReportDraft], draft_id: int, party_id: int) -> HttpResponse:
    def work() -> str:
        contact = request.POST.get("contact_email", "")
        person = request.actor.person_or_refuse
        party, reached = ask_party(draft_id, party_id, person, request.received_at, contact)
        return _whom(party.organisation.name, reached)

    return _done(request, draft_id, party_id, work)


@require_POST
@access(writes_draft, target=draft_from_url)
def party_remind(request: PageRequest[ReportDraft], draft_id: int, party_id: int) -> HttpResponse:
    def work() -> str:
        person = request.actor.person_or_refuse
        party, reached = remind_party(draft_id, party_id, person, request.received_at)
        return _whom(party.organisation.name, reached)

    return _done(request, draft_id, party_id, work)


@require_POST
@access(writes_draft, target=draft_from_url)
def party_tell(request: PageRequest[ReportDraft], draft_id: int, party_id: int) -> HttpResponse:
    def work() -> str:
        party, reached = tell_party(draft_id, party_id, request.actor.person_or_refuse)
        return _whom(party.organisation.name, reached)

    return _done(request, draft_id, party_id, work)
