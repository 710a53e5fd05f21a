"""Signing in and registering: allauth's steps with our pages, and guesses counted per account."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    LoginView,
    RequestLoginCodeView,
    SignupView,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from allauth.socialaccount.views import SignupView as ProviderSignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from requests import RequestException

from fordel.parties.models import SignInMethod, SignInResult
from fordel.parties.provider import ProviderAnswer, ProviderConversation, configured_provider
from fordel.parties.services.organisations import note_change_of_address
from fordel.parties.services.sign_ins import Guess, LockedError, count_guess, forgive, note_failed_sign_in
from fordel.parties.sign_in.pages import cannot_sign_in, words_of_wait
from fordel.shared.access import PageRequest, access, anyone


class StartsOver:
    """A page of the entrance: whoever comes back to it wants to begin again, whatever step they had reached."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)


class AsksForMail:
    """A page where a mail can be asked for: so often that the owner of the address is not flooded."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            count_guess(Guess.MAIL, form.cleaned_data["email"])
        except LockedError as error:
            form.add_error("email", words_of_wait(error.until))
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]  # of the view beside this
        return super().form_valid(form)  # type: ignore[misc,no-any-return]  # of the view beside this


class SignIn(StartsOver, AsksForMail, RequestLoginCodeView):
    template_name = "parties/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"providers": settings.FORDEL_OIDC}


class Password(StartsOver, LoginView):
    template_name = "parties/password.html"


class Register(StartsOver, AsksForMail, SignupView):
    template_name = "parties/register.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Hash the password for a known address too: otherwise the time of the answer says which ones are known."""
        if form.account_already_exists and form.cleaned_data.get("password1"):
            make_password(form.cleaned_data["password1"])
        response: HttpResponse = super().form_valid(form)
        return response


class RegisterWithProvider(ProviderSignupView):
    template_name = "parties/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"provider": configured_provider(self.sociallogin.account.provider)}


class CountsGuesses:
    """A page where a code is written. `guessed()` says what is guessed, against which account, and whose it is."""

    template_name: str

    def guessed(self) -> tuple[Guess, str, Any]:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind, account, person = self.guessed()
        if not self.sends_again():
            try:
                count_guess(kind, account)
            except LockedError as error:
                note_failed_sign_in(request, person, _method_of(kind), SignInResult.LOCKED)
                messages.error(request, words_of_wait(error.until))
                return redirect(request.get_full_path())
        return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]  # of the view beside this

    def sends_again(self) -> bool:
        return getattr(self, "_action", "verify") == "resend"

    def form_valid(self, form: Any) -> HttpResponse:
        kind, account, _person = self.guessed()
        if not self.sends_again():
            forgive(kind, account)
        return super().form_valid(form)  # type: ignore[misc,no-any-return]  # of the view beside this

    def form_invalid(self, form: Any) -> HttpResponse:
        kind, _account, person = self.guessed()
        note_failed_sign_in(self.request, person, _method_of(kind), SignInResult.WRONG_CODE)  # type: ignore[attr-defined]
        return super().form_invalid(form)  # type: ignore[misc,no-any-return]  # of the view beside this


def _method_of(kind: Guess) -> SignInMethod:
    apps = (Guess.APP_AFTER_PASSWORD, Guess.APP_AFTER_CODE)
    return SignInMethod.AUTHENTICATOR if kind in apps else SignInMethod.CODE


class WriteCode(CountsGuesses, ConfirmLoginCodeView):
    """The code that came by e-mail. It also unlocks the password of the account."""

    template_name = "parties/write_code.html"

    def guessed(self) -> tuple[Guess, str, Any]:
        return Guess.CODE, self._process.state.get("email", ""), self._process.user

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        forgive(Guess.PASSWORD, self._process.state.get("email", ""))
        sync_user_email_address(
            self._process.user
        )  # somebody the office made: the code shows that the address is theirs
        response: HttpResponse = super()._verify_form_valid(form)
        return response


class SecondStep(CountsGuesses, AuthenticateView):
    """The code of the authenticator app, or a recovery code."""

    template_name = "parties/second_step.html"

    def guessed(self) -> tuple[Guess, str, Any]:
        person = self.stage.login.user
        methods = {record["method"] for record in get_authentication_records(self.request, person)}
        kind = Guess.APP_AFTER_PASSWORD if "password" in methods else Guess.APP_AFTER_CODE
        return kind, person.email, person


class ConfirmAddress(CountsGuesses, ConfirmEmailVerificationCodeView):
    """The code that shows that an e-mail address is one's own, when registering or changing it."""

    template_name = "parties/write_code.html"

    def guessed(self) -> tuple[Guess, str, Any]:
        return Guess.CODE, self._process.state.get("email", ""), None

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        before = self.request.user.email if self.request.user.is_authenticated else ""
        response: HttpResponse = super()._verify_form_valid(form)
        if before:
            note_change_of_address(self.request.user, before)
            messages.success(self.request, _("Your e-mail address is changed."))
        return response


class PasskeySignIn(StartsOver, LoginWebAuthnView):
    pass


@access(anyone)
def sign_in(request: PageRequest[None]) -> HttpResponseBase:
    """A code by e-mail first; in the demo the people are listed on a page of their own, one click away."""
    if settings.FORDEL_DEMO and request.method == "GET" and "vis" not in request.GET:
        return redirect("demo")
    response: HttpResponseBase = SignIn.as_view()(request)
    return response


password = access(anyone)(Password.as_view())
register = access(anyone)(Register.as_view())
register_with_provider = access(anyone)(RegisterWithProvider.as_view())
write_code = access(anyone)(WriteCode.as_view())
second_step = access(anyone)(SecondStep.as_view())
confirm_address = access(anyone)(ConfirmAddress.as_view())
passkey_sign_in = access(anyone)(PasskeySignIn.as_view())


@access(anyone)
def closed_account(request: PageRequest[None]) -> HttpResponse:
    return render(request, "parties/closed_account.html", status=403)


@access(anyone)
def to_provider(request: PageRequest[None], provider_id: str) -> HttpResponseBase:
    """Sends the person to a sign-in service."""
    provider = configured_provider(provider_id)
    try:
        view = OAuth2LoginView.adapter_view(ProviderConversation(request, provider_id))
        response: HttpResponseBase = view(request)
    except RequestException:
        return cannot_sign_in(request, provider.name, "away")
    return response


@access(anyone)
def from_provider(request: PageRequest[None], provider_id: str) -> HttpResponseBase:
    """The answer of a sign-in service."""
    response: HttpResponseBase = ProviderAnswer.adapter_view(ProviderConversation(request, provider_id))(request)
    return response
