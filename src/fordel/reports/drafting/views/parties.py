"""What an owner does about the parties of a draft. Each address takes POST and leads back to the part of the draft
they are in; what is wrong is said in that part, with what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.notices.services.notify import Delivery
from fordel.reports.drafting.presentation.context import draft_page
from fordel.reports.drafting.views.part_page import show_refused
from fordel.reports.models import PartyRole, ReportDraft
from fordel.reports.partners.forms import AddPartyForm, AskForm, PartyForm
from fordel.reports.partners.presentation.steps import remove_party_step
from fordel.reports.partners.selectors.parties import adding_choices
from fordel.reports.partners.services.add_party import add_party, remove_party
from fordel.reports.partners.services.ask_party import ask_party, contact_in, remind_party
from fordel.reports.partners.services.tell_change import tell_party
from fordel.reports.permissions import writes_draft
from fordel.reports.presentation.addresses import PARTNERS, part_address
from fordel.reports.selectors.draft_facts import draft_from_url, facts_of
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import pressed, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.steps import ask_first


def _done(
    request: PageRequest[ReportDraft], form: PageForm, work: Callable[[], str], party_id: int = 0
) -> HttpResponse:
    """Does the work and says how it went, at the party's row."""
    draft_id = request.target.pk

    def save() -> HttpResponse:
        messages.success(request, work())
        return HttpResponseRedirect(part_address(draft_id) + (f"#p{party_id}" if party_id else ""))

    return save_or_show(request, form, save, lambda: _refused(request, form))


def _refused(request: PageRequest[ReportDraft], form: PageForm) -> HttpResponse:
    """The part with the form; if it cannot be written in any more, the draft says why."""
    page = draft_page(request.target, request.actor.person_or_refuse, request.received_at)
    part = page.view.part(PARTNERS)
    if part is None or not page.may_write(part):
        messages.error(request, str(form.refusal))
        return redirect("own_needs:draft", draft_id=request.target.pk)
    return show_refused(request, page, part, form)


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
    role = PartyRole.NETWORK_OWNER if pressed(request, "role") == PartyRole.NETWORK_OWNER else PartyRole.PARTNER
    form = AddPartyForm(sent(request), role, adding_choices(draft, facts_of(draft)))

    def work() -> str:
        party = add_party(draft.pk, request.actor.person_or_refuse, form.wanted(), request.received_at)
        return _("%(name)s is added. Ask them to confirm when the budget is ready.") % {"name": party.organisation.name}

    return _done(request, form, work)


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
    form = AskForm(sent(request), party_id)

    def work() -> str:
        contact = form.cleaned_data["contact_email"]
        person = request.actor.person_or_refuse
        party, reached = ask_party(draft_id, party_id, person, request.received_at, contact)
        return _whom(party.organisation.name, reached)

    return _done(request, form, work, party_id)


@require_POST
@access(writes_draft, target=draft_from_url)
def party_remind(request: PageRequest[ReportDraft], draft_id: int, party_id: int) -> HttpResponse:
    def work() -> str:
        person = request.actor.person_or_refuse
        party, reached = remind_party(draft_id, party_id, person, request.received_at)
        return _whom(party.organisation.name, reached)

    return _done(request, PartyForm(sent(request), party_id), work, party_id)


@require_POST
@access(writes_draft, target=draft_from_url)
def party_tell(request: PageRequest[ReportDraft], draft_id: int, party_id: int) -> HttpResponse:
    def work() -> str:
        party, reached = tell_party(draft_id, party_id, request.actor.person_or_refuse)
        return _whom(party.organisation.name, reached)

    return _done(request, PartyForm(sent(request), party_id), work, party_id)
