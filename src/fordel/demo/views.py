"""The demo's own pages: people by role, the clock, and mail that was sent. They do not exist outside demo mode."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.demo.clock import parse_demo_time, set_demo_clock
from fordel.demo.models import DemoMail
from fordel.parties.models import Person, RoleAssignment, SignInMethod
from fordel.parties.services.sign_ins import note_sign_in
from fordel.shared.access import PageRequest, Refused, access, anyone
from fordel.web.middleware import ASSIGNMENT_KEY

LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})


def _demo_only(request: HttpRequest) -> None:
    """Raises Http404 outside demo mode and Refused for a visitor from another machine."""
    if not settings.FORDEL_DEMO:
        raise Http404
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or "HTTP_X_FORWARDED_FOR" in request.META:
        raise Refused(_("The demo can only be used on the machine it runs on."))


@access(anyone)
def demo_page(request: PageRequest[None]) -> HttpResponse:
    _demo_only(request)
    roles = RoleAssignment.objects.select_related("office", "organisation").order_by("id")
    people = Person.objects.filter(is_active=True).prefetch_related(Prefetch("assignments", roles)).order_by("id")
    return render(request, "demo/people.html", {"people": people})


@require_POST
@access(anyone)
def demo_sign_in(request: PageRequest[None], person_id: int) -> HttpResponse:
    _demo_only(request)
    person = get_object_or_404(Person, pk=person_id, is_active=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(ASSIGNMENT_KEY, None)
    note_sign_in(request, person, SignInMethod.DEMO)
    return redirect("home")


@require_POST
@access(anyone)
def set_clock(request: PageRequest[None]) -> HttpResponse:
    _demo_only(request)
    try:
        instant = parse_demo_time(request.POST.get("instant", ""))
    except (ValueError, OverflowError):
        messages.error(request, _("That is not a date and time. Write it like 2026-02-24T08:10."))
        return redirect("demo")
    set_demo_clock(instant)
    return redirect("demo")


@access(anyone)
def demo_mail(request: PageRequest[None]) -> HttpResponse:
    _demo_only(request)
    return render(request, "demo/mail.html", {"mails": DemoMail.objects.order_by("-id")[:100]})
