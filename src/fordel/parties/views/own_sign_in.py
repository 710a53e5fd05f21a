"""How a person signs in, as they change it themselves. Whatever weakens or strengthens it asks for a fresh sign-in."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.parties.actors import actor_in
from fordel.parties.forms import PasskeyForm, PasswordForm
from fordel.parties.presentation.steps import disconnect_step, remove_app_step, remove_passkey_step
from fordel.parties.selectors.sign_ins import has_just_signed_in
from fordel.parties.services.sign_ins import note_change_of_sign_in
from fordel.shared.access import PageRequest, access, signed_in
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import came_from, render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first

View = Callable[..., HttpResponseBase]


def fresh(view: View) -> View:
    """Somebody who found an open browser must not take the account: the person signs in again first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_just_signed_in(actor_in(request).person_or_refuse, request.session.session_key):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("mfa_index")
        return HttpResponseRedirect(f"{reverse('sign-in-again')}?{urlencode({'next': back})}")

    return checked


@access(signed_in)
def sign_in_again(request: PageRequest[None]) -> HttpResponse:
    """Says why, and on a POST signs out and goes to the entrance, from where the way leads back."""
    back = came_from(request) or reverse("mfa_index")
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': back})}")
    return render(request, "parties/sign_in_again.html", {"next": back})


@access(signed_in)
def ways(request: PageRequest[None]) -> HttpResponse:
    """The ways the person can sign in."""
    person = request.actor.person_or_refuse
    kept = list(Authenticator.objects.filter(user=person).order_by("pk"))
    connected = {account.provider: account for account in SocialAccount.objects.filter(user=person)}
    context = {
        "has_password": person.has_usable_password(),
        "app": next((one for one in kept if one.type == Authenticator.Type.TOTP), None),
        "codes_left": sum(len(one.wrap().get_unused_codes()) for one in kept if one.type == "recovery_codes"),
        "passkeys": [(one, one.data.get("name", "")) for one in kept if one.type == Authenticator.Type.WEBAUTHN],
        "providers": [(provider, connected.get(provider.id)) for provider in settings.FORDEL_OIDC],
    }
    return render(request, "parties/ways.html", context)


@access(signed_in)
@fresh
def set_password(request: PageRequest[None]) -> HttpResponse:
    """A new password, written twice. Other sessions end."""
    person, form = request.actor.person_or_refuse, PasswordForm(sent(request))

    def save() -> HttpResponse:
        first = form.cleaned_data["password"]
        try:
            validate_password(first, person)
        except ValidationError as error:
            raise UserError(" ".join(error.messages), "", "password") from error
        if first != form.cleaned_data["again"]:
            raise UserError(_("The two passwords are not the same. Write the same one twice."), "", "again")
        with transaction.atomic():
            person.set_password(first)
            person.save(update_fields=["password"])
            note_change_of_sign_in(person, "password_set")
        update_session_auth_hash(request, person)
        messages.success(request, _("The password is saved."))
        return redirect("mfa_index")

    context = {"form": form}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "parties/set_password.html", context, form)
    )


class AddApp(ActivateTOTPView):
    template_name = "parties/add_app.html"

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note_change_of_sign_in(self.request.user, "app_added")
        self.request.session["fordel_show_codes"] = True
        return response


add_app = access(signed_in)(fresh(AddApp.as_view()))


@access(signed_in)
@fresh
def remove_app(request: PageRequest[None]) -> HttpResponse:
    person = request.actor.person_or_refuse
    app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if app is None:
        return redirect("mfa_index")

    def carry_out() -> HttpResponse:
        with transaction.atomic():
            Authenticator.objects.filter(user=person, type__in=("totp", "recovery_codes")).delete()
            note_change_of_sign_in(person, "app_removed")
        messages.success(request, _("The authenticator app is removed."))
        return redirect("mfa_index")

    return ask_first(request, remove_app_step(), carry_out)


@access(signed_in)
@fresh
def recovery_codes(request: PageRequest[None]) -> HttpResponse:
    """The codes, shown once after they are made; a POST makes new ones, and the old ones are worth nothing."""
    person = request.actor.person_or_refuse
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        return redirect("mfa_index")
    if request.method == "POST":
        with transaction.atomic():
            Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
            RecoveryCodes.activate(person)
            note_change_of_sign_in(person, "codes_made")
        request.session["fordel_show_codes"] = True
        return redirect("mfa_view_recovery_codes")
    shown = request.session.pop("fordel_show_codes", False)
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    codes = kept.wrap().get_unused_codes() if kept else []
    return render(request, "parties/recovery_codes.html", {"codes": codes if shown else [], "left": len(codes)})


@access(signed_in)
@fresh
def add_passkey(request: PageRequest[None]) -> HttpResponse:
    """A passkey: kept on the device or in a password manager, opened with finger, face or a code."""
    person, form = request.actor.person_or_refuse, PasskeyForm(sent(request))

    def save() -> HttpResponse:
        made = AddWebAuthnForm(user=person, data={**form.cleaned_data, "passwordless": "on"})
        if not made.is_valid():
            raise UserError(_("The passkey could not be used. Try once more."))
        name = form.cleaned_data["name"].strip() or _("Passkey")
        with transaction.atomic():
            webauthn.WebAuthn.add(person, name, made.cleaned_data["credential"])
            note_change_of_sign_in(person, "passkey_added")
        messages.success(request, _("The passkey is added. Next time you can sign in with it."))
        return redirect("mfa_index")

    def show() -> HttpResponse:
        options = webauthn.begin_registration(person, True)
        context = {"options_json": json.dumps(options), "form": form}
        return render_or_error(request, "parties/add_passkey.html", context, form)

    return save_or_show(request, form, save, show)


@access(signed_in)
@fresh
def remove_passkey(request: PageRequest[None], pk: int) -> HttpResponse:
    person = request.actor.person_or_refuse
    passkey = get_object_or_404(Authenticator, pk=pk, user=person, type=Authenticator.Type.WEBAUTHN)

    def carry_out() -> HttpResponse:
        with transaction.atomic():
            passkey.delete()
            note_change_of_sign_in(person, "passkey_removed")
        messages.success(request, _("The passkey is removed."))
        return redirect("mfa_index")

    return ask_first(request, remove_passkey_step(passkey.data.get("name", "")), carry_out)


@access(signed_in)
@fresh
def disconnect_provider(request: PageRequest[None], provider_id: str) -> HttpResponse:
    """Forgets the person at a sign-in service. A code by e-mail always remains."""
    person = request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        with transaction.atomic():
            count, _rows = SocialAccount.objects.filter(user=person, provider=provider_id).delete()
            if count:
                note_change_of_sign_in(person, "service_removed")
        return redirect("mfa_index")

    return ask_first(request, disconnect_step(), carry_out)
