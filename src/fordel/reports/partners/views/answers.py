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
from fordel.reports.partners.selectors.answers import RequestFilter, request_of, requests_in_full, requests_to
from fordel.reports.partners.selectors.asked import answer_time, facts_of_many, party_from_url
from fordel.reports.partners.services.confirm_party import confirm_parties, confirm_party
from fordel.reports.partners.services.decline_party import decline_party
from fordel.reports.permissions import acts_for_party, answers_party
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.exports import Column, list_file
from fordel.shared.fields import id_from_form
from fordel.shared.paging import paged


@access(acts_for_party)
def answers(request: PageRequest[None]) -> HttpResponse:
    """Every request to the organisation; what needs an answer stands first and several can be confirmed at once."""
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
    chosen = {}
    for text in request.POST.getlist("seen")[:200]:
        party, _colon, seen = text.partition(":")
        chosen[id_from_form(party)] = seen
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
    request: PageRequest[object], party: DraftParty, error: UserError | None = None, typed: str = "", status: int = 200
) -> HttpResponse:
    facts = facts_of_many([party.draft])[party.draft_id]
    context: dict[str, Any] = {
        "request_": request_of(party, facts, answer_time(party.draft, request.received_at)),
        "error": error,
        "typed": typed,
    }
    return render(request, "reports/partners/answer.html", context, status=status)


@require_POST
@access(answers_party, target=party_from_url)
def answer_confirm(request: PageRequest[DraftParty], party_id: int) -> HttpResponse:
    person = request.actor.person_or_refuse
    try:
        party = confirm_party(party_id, person, request.POST.get("seen", ""), request.received_at)
    except UserError as error:
        return _page(request, party_from_url(party_id), error, status=409)
    messages.success(request, _("You have confirmed. %(owner)s can see it.") % {"owner": party.draft.owner.name})
    return redirect("own_needs:requests")


@require_POST
@access(answers_party, target=party_from_url)
def answer_decline(request: PageRequest[DraftParty], party_id: int) -> HttpResponse:
    person, reason = request.actor.person_or_refuse, request.POST.get("reason", "")
    try:
        party = decline_party(party_id, person, reason, request.received_at)
    except UserError as error:
        return _page(request, party_from_url(party_id), error, reason, status=200 if error.field else 409)
    messages.success(
        request, _("You have declined. %(owner)s has got your reason by mail.") % {"owner": party.draft.owner.name}
    )
    return redirect("own_needs:requests")


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
