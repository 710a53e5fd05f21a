"""What an administrator or the office does with those who are in, are invited, or ask to be: one button each.

The same addresses serve an organisation's own page and the office's; afterwards one is back where one was.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.models import Invitation, JoinRequest, Organisation, RoleAssignment
from fordel.parties.permissions import lets_people_in
from fordel.parties.presentation.steps import remove_role_step
from fordel.parties.selectors.access import (
    assignment_from_url,
    invitation_from_url,
    join_request_from_url,
    organisation_from_url,
)
from fordel.parties.services.answer_join_request import approve_join_request, decline_join_request
from fordel.parties.services.change_role import remove_role, set_administrator
from fordel.parties.services.invite_person import invite_person, send_invitation_again, withdraw_invitation
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error
from fordel.shared.pages.steps import ask_first


def _back(request: HttpRequest) -> HttpResponse:
    page = _safe(request, request.POST.get("next", ""))
    return HttpResponseRedirect(page) if page else redirect("home")


def _safe(request: HttpRequest, page: str) -> str:
    """The address if it is a page here, else ''."""
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if safe and page.startswith("/") else ""


@require_POST
@access(lets_people_in, target=organisation_from_url)
def invite_to_organisation(request: PageRequest[Organisation], organisation_id: int) -> HttpResponse:
    person, organisation = request.actor.person_or_refuse, request.target
    email = request.POST.get("email", "")
    try:
        is_administrator = "is_administrator" in request.POST
        invitation = invite_person(email, actor=person, organisation=organisation, is_administrator=is_administrator)
    except UserError as error:
        context = {"error": error, "email": email, "next": request.POST.get("next", ""), "place": organisation}
        return render_or_error(request, "parties/invite_again.html", context, error)
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
    return _back(request)


@require_POST
@access(lets_people_in, target=invitation_from_url)
def resend_invitation(request: PageRequest[Invitation], invitation_id: int) -> HttpResponse:
    invitation = send_invitation_again(invitation_id, request.actor.person_or_refuse)
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
    return _back(request)


@require_POST
@access(lets_people_in, target=invitation_from_url)
def end_invitation(request: PageRequest[Invitation], invitation_id: int) -> HttpResponse:
    withdraw_invitation(invitation_id, request.actor.person_or_refuse)
    messages.success(request, _("The invitation is withdrawn."))
    return _back(request)


@require_POST
@access(lets_people_in, target=join_request_from_url)
def approve(request: PageRequest[JoinRequest], request_id: int) -> HttpResponse:
    actor = request.actor
    is_administrator = "is_administrator" in request.POST
    done = approve_join_request(
        request_id, actor.person_or_refuse, office=actor.office_id, is_administrator=is_administrator
    )
    messages.success(request, _("%(name)s has access now, and gets a mail.") % {"name": done.person.name})
    return _back(request)


@access(lets_people_in, target=join_request_from_url)
def decline(request: PageRequest[JoinRequest], request_id: int) -> HttpResponse:
    """A page that asks why; the reason goes to the person."""
    asked, error, actor = request.target, None, request.actor
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            decline_join_request(request_id, actor.person_or_refuse, reason, office=actor.office_id)
            messages.success(request, _("%(name)s is told.") % {"name": asked.person.name})
            return _back(request)
        except UserError as found:
            error = found
    sent = request.POST if request.method == "POST" else request.GET
    context = {"asked": asked, "error": error, "reason": sent.get("reason", ""), "next": sent.get("next", "")}
    return render_or_error(request, "parties/decline.html", context, error)


@require_POST
@access(lets_people_in, target=assignment_from_url)
def administrator(request: PageRequest[RoleAssignment], assignment_id: int) -> HttpResponse:
    """Makes somebody administrator (`is_administrator=1`), or no longer one."""
    actor, wanted = request.actor, request.POST.get("is_administrator") == "1"
    set_administrator(assignment_id, actor.person_or_refuse, is_administrator=wanted, office=actor.office_id)
    name = request.target.person.name
    said = _("%(name)s is administrator now.") if wanted else _("%(name)s is no longer administrator.")
    messages.success(request, said % {"name": name})
    return _back(request)


@access(lets_people_in, target=assignment_from_url)
def remove(request: PageRequest[RoleAssignment], assignment_id: int) -> HttpResponse:
    """A page that says what is lost, and what is not."""
    actor, assignment = request.actor, request.target
    next_page = request.POST.get("next") or request.GET.get("next", "")

    def carry_out() -> HttpResponse:
        remove_role(assignment_id, actor.person_or_refuse, office=actor.office_id)
        messages.success(request, _("%(name)s no longer has access.") % {"name": assignment.person.name})
        return _back(request)

    return ask_first(request, remove_role_step(assignment, _safe(request, next_page)), carry_out)
