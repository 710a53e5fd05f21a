"""A person's own page: name, language, e-mail, where they are signed in and when they signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.views import EmailView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.forms import DetailsForm
from fordel.parties.models import Role
from fordel.parties.presentation.sign_in_list import sign_in_list
from fordel.parties.selectors.actors import assignments_of
from fordel.parties.selectors.sign_ins import open_sessions, sign_ins_of
from fordel.parties.services.organisations import change_details
from fordel.parties.services.sign_ins import Guess, LockedError, count_guess, sign_others_out
from fordel.parties.sign_in.pages import words_of_wait
from fordel.parties.views.own_sign_in import fresh
from fordel.shared.access import PageRequest, access, signed_in
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.paging import paged_query


@access(signed_in)
def my_page(request: PageRequest[None]) -> HttpResponse:
    return _page(request)


@require_POST
@access(signed_in)
def save_details(request: PageRequest[None]) -> HttpResponse:
    """Keeps name and language; the language is used at once."""
    person, form = request.actor.person_or_refuse, DetailsForm(sent(request))

    def save() -> HttpResponse:
        language = form.cleaned_data["language"]
        change_details(person, form.cleaned_data["name"], language)
        messages.success(request, _("Your name and language are saved."))
        response = redirect("my-page")
        cookie = settings.FORDEL_LANGUAGE_COOKIE
        response.set_cookie(cookie, language, max_age=31_536_000, samesite="Lax", httponly=True)
        return response

    return save_or_show(request, form, save, lambda: _page(request, form))


class ChangeEmail(EmailView):
    """A new address, which counts once a code sent to it is written here."""

    template_name = "parties/change_email.html"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            count_guess(Guess.MAIL, form.cleaned_data["email"])
        except LockedError as error:
            form.add_error("email", words_of_wait(error.until))
            invalid: HttpResponse = self.form_invalid(form)
            return invalid
        response: HttpResponse = super().form_valid(form)
        return response


change_email = access(signed_in)(fresh(ChangeEmail.as_view()))


@access(signed_in)
def my_sign_ins(request: PageRequest[None]) -> HttpResponse:
    """The person's sign-ins and open sessions."""
    person, key = request.actor.person_or_refuse, request.session.session_key
    page = paged_query(sign_ins_of(person), request.GET.get("side"))
    table = sign_in_list(with_person=False).table(page, _("Attempts to sign in, the newest first"))
    context = {"page": page, "count": page.paginator.count, "table": table, "sessions": open_sessions(person, key)}
    return render(request, "parties/my_sign_ins.html", context)


@require_POST
@access(signed_in)
def end_other_sessions(request: PageRequest[None]) -> HttpResponse:
    count = sign_others_out(request.actor.person_or_refuse, request.session.session_key)
    said = ngettext("%(count)s other session is ended.", "%(count)s other sessions are ended.", count)
    messages.success(request, said % {"count": count} if count else _("You were not signed in anywhere else."))
    return redirect("my-sign-ins")


def _page(request: HttpRequest, form: DetailsForm | None = None) -> HttpResponse:
    person = actor_in(request).person_or_refuse
    known = {"name": person.name, "language": person.language or get_language()}
    form = form or DetailsForm(initial=known)
    context = {
        "person": person,
        "roles": [row | {"role_name": Role(row["role"]).label} for row in assignments_of(person)],
        "form": form,
    }
    return render_or_error(request, "parties/my_page.html", context, form)
