"""Later deadlines: what owners ask for, what they have been given, and giving one."""

from __future__ import annotations

from typing import Any, Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import end_of_day
from fordel.reports.casework.selectors.extensions import (
    extension_from_url,
    extensions_of,
    own_extension,
    own_requests,
    own_round_from_url,
    request_from_url,
    requests_of,
)
from fordel.reports.casework.selectors.owners import find_owners, owner_of_office
from fordel.reports.casework.services.ask_extension import ask_extension
from fordel.reports.casework.services.grant_extension import grant_extension
from fordel.reports.casework.services.refuse_extension import refuse_extension
from fordel.reports.casework.services.withdraw_extension import withdraw_extension
from fordel.reports.models import DeadlineExtension, ExtensionRequest
from fordel.reports.permissions import changes_reports, is_owner, reads_reports
from fordel.shared.access import PageRequest, access
from fordel.shared.dates import deadline, last_day
from fordel.shared.errors import UserError
from fordel.shared.exports import Column, list_file
from fordel.shared.fields import id_from_form

_FILE_COLUMNS = (
    Column("owner", gettext_lazy("Owner")),
    Column("last_day", gettext_lazy("Last day")),
    Column("reason", gettext_lazy("Reason")),
    Column("granted_by", gettext_lazy("Granted by")),
)


def _page(request: HttpRequest, round_: Round, error: UserError | None = None, where: str = "") -> HttpResponse:
    """`where` is the form that the error belongs to: `new`, `request-5` or `extension-5`."""
    typed = request.POST if error else {}
    search = (typed.get("q") or request.GET.get("q", "")).strip()[:100]
    may_change = changes_reports(actor_in(request), round_).allowed
    hits = find_owners(round_, search) if may_change else []
    if error is not None and error.field.startswith("new-") and not hits:
        error.field = ""  # the form for a new one stands below the hits
    requests = requests_of(round_)
    context: dict[str, Any] = {
        "round": round_,
        "waiting": [each for each in requests if each.answered_at is None],
        "answered": [each for each in requests if each.answered_at is not None],
        "extensions": [(each, last_day(each.until)) for each in extensions_of(round_)],
        "search": search,
        "hits": hits,
        "may_change": may_change,
        "error": error,
        "where": where,
        "typed": typed,
    }
    return render(request, "reports/casework/extensions.html", context, status=422 if error else 200)


@access(reads_reports, target=round_from_url)
def extensions(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _page(request, request.target)


@access(reads_reports, target=round_from_url)
def extensions_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The later deadlines as a file."""
    round_ = request.target
    rows = [
        [each.owner.name, last_day(each.until), each.reason, each.granted_by.name if each.granted_by else None]
        for each in extensions_of(round_)
    ]
    title = _("Later deadlines %(year)s") % {"year": round_.year}
    return list_file(kind, f"utsatte-frister-{round_.file_part}", title, _FILE_COLUMNS, rows, keys)


@require_POST
@access(changes_reports, target=round_from_url)
def grant(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Gives an owner a later deadline, whether it has asked or not."""
    round_ = request.target
    typed = request.POST
    asked_for = f"request-{id_from_form(typed.get('asked'))}"
    where = asked_for if typed.get("asked") else "new"
    try:
        owner = owner_of_office(round_, id_from_form(typed.get("owner")))
        if owner is None:
            raise UserError(_("Choose the owner."), _("Search for the name or the organisation number first."), "q")
        until = end_of_day(typed.get("until", ""), "until")
        made = grant_extension(round_, owner, until, typed.get("reason", ""), request.actor.person_or_refuse)
    except UserError as error:
        return _page(request, round_, _at(error, where), where)
    _say_granted(request, made)
    return redirect("needs:extensions", **keys)


def _at(error: UserError, where: str) -> UserError:
    """The error, with the field as it is called in the form that it belongs to."""
    if error.field and error.field != "q":
        error.field = f"{where}-{error.field}"
    return error


def _say_granted(request: HttpRequest, made: DeadlineExtension) -> None:
    text = _("%(owner)s may send until %(when)s.")
    messages.success(request, text % {"owner": made.owner.name, "when": deadline(made.until)})


@require_POST
@access(changes_reports, target=extension_from_url)
def extension(request: PageRequest[DeadlineExtension], extension_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Changes a later deadline, or withdraws it."""
    found = request.target
    person = request.actor.person_or_refuse
    if "withdraw" in request.POST:
        withdraw_extension(found, person)
        messages.success(request, _("The later deadline is withdrawn"))
        return redirect("needs:extensions", **keys)
    where = f"extension-{extension_id}"
    try:
        until = end_of_day(request.POST.get("until", ""), "until")
        made = grant_extension(found.round, found.owner, until, request.POST.get("reason", ""), person)
    except UserError as error:
        return _page(request, round_from_url(**keys), _at(error, where), where)
    _say_granted(request, made)
    return redirect("needs:extensions", **keys)


@require_POST
@access(changes_reports, target=request_from_url)
def refuse(request: PageRequest[ExtensionRequest], asked_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Says no to a request."""
    where = f"request-{asked_id}"
    try:
        refuse_extension(asked_id, request.POST.get("answer", ""), request.actor.person_or_refuse)
    except UserError as error:
        return _page(request, round_from_url(**keys), _at(error, where), where)
    messages.success(request, _("The request is answered."))
    return redirect("needs:extensions", **keys)


@access(is_owner, target=own_round_from_url)
def ask(request: PageRequest[Round], round_id: int) -> HttpResponse:
    """An owner asks for a later deadline, and sees what was answered."""
    round_ = request.target
    actor = request.actor
    owner = Organisation.objects.select_related("municipality").get(pk=actor.organisation_id or 0)
    if owner.municipality is None or owner.municipality.office_id != round_.office_id:
        raise Http404
    error: UserError | None = None
    if request.method == "POST":
        try:
            ask_extension(round_, owner, request.POST.get("reason", ""), actor.person_or_refuse)
            messages.success(request, _("The county governor has got your request. The answer comes by e-mail."))
            return redirect("own_needs:ask-extension", round_id=round_id)
        except UserError as mistake:
            error = mistake
    requests = own_requests(round_, owner.pk)
    is_waiting = any(each.answered_at is None for each in requests)
    if error is not None and is_waiting:
        error.field = ""  # nothing can be asked before the answer comes
    context = {
        "round": round_,
        "extension": own_extension(round_, owner.pk),
        "requests": requests,
        "is_waiting": is_waiting,
        "error": error,
        "typed": request.POST if error else {},
    }
    return render(request, "reports/casework/ask_extension.html", context, status=422 if error else 200)
