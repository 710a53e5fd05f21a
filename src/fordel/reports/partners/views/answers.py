"""«Confirm collaboration»: what an organisation is asked, in one list and one by one, and what it answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.reports.models import DraftParty
from fordel.reports.partners.forms import ConfirmForm, DeclineForm
from fordel.reports.partners.selectors.answers import RequestFilter, request_of, requests_in_full, requests_to
from fordel.reports.partners.selectors.asked import answer_time, facts_of_many, party_from_url
from fordel.reports.partners.services.answer_party import confirm_parties, confirm_party, decline_party
from fordel.reports.permissions import acts_for_party, answers_party
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.exports import Column, list_file
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.kroner_table import kroner_table
from fordel.shared.paging import paged


@access(acts_for_party)
def answers(request: PageRequest[None]) -> HttpResponse:
    """Every request to the organisation; what needs an answer is first and several can be confirmed at once."""
    if request.method == "POST":
        return _confirm_chosen(request)
    asked = RequestFilter.from_query(request.GET.dict())
    organisation = request.actor.organisation_id or 0
    listed = requests_to(organisation, asked)
    page = paged(listed.rows, request.GET.get("side"))
    requests = requests_in_full(list(page), now())
    context = {
        "asked": asked,
        "listed": listed,
        "page": page,
        "waiting": [each for each in requests if each.can_confirm],
        "others": [each for each in requests if not each.can_confirm],
        "query": urlencode(asked.as_query()),
        "page_query": f"{urlencode(asked.as_query())}&" if asked.as_query() else "",
        "is_filtered": bool(asked.as_query()),
    }
    return render(request, "reports/partners/answers.html", context)


def _confirm_chosen(request: PageRequest[object]) -> HttpResponse:
    """Confirms each chosen request as it was shown: the box carries the hash of it."""
    organisation = request.actor.organisation_id
    form = ConfirmForm(sent(request))
    form.is_valid()  # nothing in it cannot be read
    chosen = form.cleaned_data["seen"]
    own = DraftParty.objects.filter(pk__in=chosen, organisation=organisation).values_list("pk", flat=True)
    done, failed = confirm_parties({pk: chosen[pk] for pk in own}, request.actor.person_or_refuse, request.received_at)
    if done:
        text = ngettext("You have confirmed %(count)d request.", "You have confirmed %(count)d requests.", len(done))
        messages.success(request, text % {"count": len(done)})
    for error in failed:
        messages.error(request, str(error))
    if not done and not failed:
        messages.error(request, _("You have chosen none. Tick the requests you confirm first."))
    return redirect("own_needs:requests")


@access(answers_party, target=party_from_url)
def answer(request: PageRequest[DraftParty], party_id: int) -> HttpResponse:
    """One request: what is asked, what has changed since it was confirmed, and the two answers."""
    party = request.target
    return _page(request, party)


def _page(
    request: PageRequest[object], party: DraftParty, form: DeclineForm | None = None, error: UserError | None = None
) -> HttpResponse:
    """The page; `form` is the answer that was refused, `error` why the request could not be confirmed."""
    facts = facts_of_many([party.draft])[party.draft_id]
    shown = request_of(party, facts, answer_time(party.draft, request.received_at))
    form = form or DeclineForm(owner=shown.owner)
    table = kroner_table(_("Year"), shown.amounts, _("Your part for each year, kroner"), shown.total)
    context: dict[str, Any] = {
        "request_": shown,
        "table": table,
        "form": form,
        "error": error,
    }
    return render_or_error(request, "reports/partners/answer.html", context, error or form)


@require_POST
@access(answers_party, target=party_from_url)
def answer_confirm(request: PageRequest[DraftParty], party_id: int) -> HttpResponse:
    person = request.actor.person_or_refuse
    try:
        party = confirm_party(party_id, person, pressed(request, "seen"), request.received_at)
    except UserError as error:
        return _page(request, party_from_url(party_id), error=error)
    messages.success(request, _("You have confirmed. %(owner)s can see it.") % {"owner": party.draft.owner.name})
    return redirect("own_needs:requests")


@require_POST
@access(answers_party, target=party_from_url)
def answer_decline(request: PageRequest[DraftParty], party_id: int) -> HttpResponse:
    person, owner = request.actor.person_or_refuse, request.target.draft.owner.name
    form = DeclineForm(sent(request), owner=owner)

    def save() -> HttpResponse:
        decline_party(party_id, person, form.cleaned_data["reason"], request.received_at)
        done = _("You have declined. %(owner)s has got your reason by mail.")
        messages.success(request, done % {"owner": owner})
        return redirect("own_needs:requests")

    return save_or_show(request, form, save, lambda: _page(request, party_from_url(party_id), form))


@access(acts_for_party)
def answers_file(request: PageRequest[None], kind: str) -> HttpResponse:
    """The list as the filter leaves it, as a file: the organisation's own amounts, a column for each year."""
    organisation = request.actor.organisation_id or 0
    listed = requests_to(organisation, RequestFilter.from_query(request.GET.dict()))
    requests = requests_in_full(list(listed.rows), now())
    years = sorted({year for each in requests for year, _amount in each.amounts})
    columns = [
        Column("title", _("Measure")),
        Column("owner", _("Owner")),
        Column("office", _("County governor")),
        Column("round", _("Year")),
        Column("role", _("Role")),
        Column("state", _("State")),
        Column("answered", _("Answer")),
        *(Column(f"amount_{year}", _("%(year)s (kroner)") % {"year": year}) for year in years),
        Column("amount", _("Sum (kroner)")),
    ]
    rows = [
        [
            each.title,
            each.owner,
            each.office,
            each.year,
            each.role,
            each.state_word,
            each.sentence,
            *(dict(each.amounts).get(year) for year in years),
            each.total,
        ]
        for each in requests
    ]
    return list_file(kind, "samarbeid", _("Confirm collaboration"), columns, rows)
