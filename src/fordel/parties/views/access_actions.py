"""What an administrator or the office does with those who are in, are invited, or ask to be: one button each.

The same addresses serve an organisation's own page and the office's; afterwards one is back where one was.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.forms import DeclineForm, InviteForm
from fordel.parties.models import Invitation, JoinRequest, Organisation, RoleAssignment
from fordel.parties.permissions import gives_right_to_sign, lets_people_in
from fordel.parties.presentation.steps import remove_role_step
from fordel.parties.selectors.access import (
    assignment_from_url,
    invitation_from_url,
    join_request_from_url,
    organisation_from_url,
)
from fordel.parties.services.invite_person import invite_person, send_invitation_again, withdraw_invitation
from fordel.parties.services.joining import approve_join_request, decline_join_request
from fordel.parties.services.roles import remove_role, set_administrator, set_right_to_sign
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import came_from, pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first


def _back(request: HttpRequest) -> HttpResponse:
    page = came_from(request)
    return HttpResponseRedirect(page) if page else redirect("home")


@require_POST
@access(lets_people_in, target=organisation_from_url)
def invite_to_organisation(request: PageRequest[Organisation], organisation_id: int) -> HttpResponse:
    person, organisation, form = request.actor.person_or_refuse, request.target, InviteForm(sent(request))

    def save() -> HttpResponse:
        typed = form.cleaned_data
        invitation = invite_person(
            typed["email"], actor=person, organisation=organisation, is_administrator=typed["is_administrator"]
        )
        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
        return _back(request)

    context = {"form": form, "back": came_from(request), "place": organisation}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "parties/invite_again.html", context, form)
    )


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
    is_administrator = bool(pressed(request, "is_administrator"))
    done = approve_join_request(
        request_id, actor.person_or_refuse, office=actor.office_id, is_administrator=is_administrator
    )
    messages.success(request, _("%(name)s has access now, and gets a mail.") % {"name": done.person.name})
    return _back(request)


@access(lets_people_in, target=join_request_from_url)
def decline(request: PageRequest[JoinRequest], request_id: int) -> HttpResponse:
    """A page that asks why; the reason goes to the person."""
    asked, actor, back = request.target, request.actor, came_from(request)
    form = DeclineForm(sent(request), initial={"next": back})

    def save() -> HttpResponse:
        decline_join_request(request_id, actor.person_or_refuse, form.cleaned_data["reason"], office=actor.office_id)
        messages.success(request, _("%(name)s is notified.") % {"name": asked.person.name})
        return _back(request)

    context = {"asked": asked, "form": form, "back": back}
    return save_or_show(request, form, save, lambda: render_or_error(request, "parties/decline.html", context, form))


@require_POST
@access(lets_people_in, target=assignment_from_url)
def administrator(request: PageRequest[RoleAssignment], assignment_id: int) -> HttpResponse:
    """Makes somebody administrator (`is_administrator=1`), or no longer one."""
    actor, wanted = request.actor, pressed(request, "is_administrator") == "1"
    set_administrator(assignment_id, actor.person_or_refuse, is_administrator=wanted, office=actor.office_id)
    name = request.target.person.name
    said = _("%(name)s is administrator now.") if wanted else _("%(name)s is no longer administrator.")
    messages.success(request, said % {"name": name})
    return _back(request)


@require_POST
@access(gives_right_to_sign, target=assignment_from_url)
def right_to_sign(request: PageRequest[RoleAssignment], assignment_id: int) -> HttpResponse:
    """Gives somebody the right to sign for the organisation (`may_sign=1`), or takes it back."""
    wanted = pressed(request, "may_sign") == "1"
    set_right_to_sign(assignment_id, request.actor.person_or_refuse, may_sign=wanted)
    name = request.target.person.name
    said = _("%(name)s may sign agreements now.") if wanted else _("%(name)s may no longer sign agreements.")
    messages.success(request, said % {"name": name})
    return _back(request)


@access(lets_people_in, target=assignment_from_url)
def remove(request: PageRequest[RoleAssignment], assignment_id: int) -> HttpResponse:
    """A page that says what is lost, and what is not."""
    actor, assignment = request.actor, request.target

    def carry_out() -> HttpResponse:
        remove_role(assignment_id, actor.person_or_refuse, office=actor.office_id)
        messages.success(request, _("%(name)s no longer has access.") % {"name": assignment.person.name})
        return _back(request)

    return ask_first(request, remove_role_step(assignment, came_from(request)), carry_out)
