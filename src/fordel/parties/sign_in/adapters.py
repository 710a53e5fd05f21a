"""What allauth asks us: who may continue, what is said, what is noted. See docs/decisions/0006-signing-in.md."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from fordel.oidc_settings import OidcProvider
from fordel.parties.models import Person, RoleAssignment, SignInMethod, SignInResult
from fordel.parties.notices import notice_for
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_page
from fordel.parties.services.roles import take_representations
from fordel.parties.services.sign_ins import Guess, LockedError, count_guess, forgive, note_failed_sign_in, note_sign_in
from fordel.parties.sign_in.pages import cannot_sign_in, words_of_lock


def method_used(request: HttpRequest, person: Person) -> tuple[SignInMethod, str]:
    """How the person showed who they are in this session, and the id of the sign-in service, if it was one."""
    records = get_authentication_records(request, person)
    by_name = {str(record["method"]): record for record in records}
    if "socialaccount" in by_name:
        return SignInMethod.PROVIDER, str(by_name["socialaccount"].get("provider", ""))
    if any(record.get("passwordless") for record in records):
        return SignInMethod.PASSKEY, ""
    if "password" in by_name:
        return (SignInMethod.AUTHENTICATOR if "mfa" in by_name else SignInMethod.PASSWORD), ""
    return SignInMethod.CODE, ""


def has_authenticator_app(person: Any) -> bool:
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("E-mail or password is wrong. Check both and try again."),
        "email_taken": _("Somebody is registered with this e-mail address already. Sign in instead."),
        "duplicate_email": _("You have this e-mail address already."),
        "same_as_current": _("You have this e-mail address already."),
        "incorrect_code": _("The code is wrong. Check it and try again."),
        "too_many_login_attempts": _("The code was wrong too many times. Ask for a new one."),
        "rate_limited": _("Wait a little before you try again."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The person with this e-mail and password, or None. Raises ValidationError while the account is locked."""
        email = str(credentials.get("email", ""))
        owner = Person.objects.filter(email__iexact=email).first()
        try:
            count_guess(Guess.PASSWORD, email)
        except LockedError as error:
            note_failed_sign_in(request, owner, SignInMethod.PASSWORD, SignInResult.LOCKED)
            raise ValidationError(words_of_lock(error.until), code="locked") from error
        person = super().authenticate(request, **credentials)
        if person is None:
            note_failed_sign_in(request, owner, SignInMethod.PASSWORD, SignInResult.WRONG_PASSWORD)
        else:
            forgive(Guess.PASSWORD, email)
        return person

    def is_login_by_code_required(self, login: Any) -> bool:
        """A password alone is never enough: without an authenticator app a code by e-mail is the second step."""
        records = get_authentication_records(self.request, login.user)
        by_password = bool(records) and records[-1]["method"] == "password"
        return by_password and not has_authenticator_app(login.user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it in the person's language, or in that of the page: who asks is who reads."""
        send_notice([email], notice_for(template_prefix, context), default=language_of_page())

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody new goes: to their page where a sign-in service gave them a role, else to find their place."""
        has_role = RoleAssignment.objects.filter(person=request.user.pk).exists()
        return reverse("home" if has_role else "join")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Notes the sign-in, and takes the roles that a sign-in service vouches for."""
        method, provider = method_used(request, user)
        note_sign_in(request, user, method, provider=provider)
        social = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if social is not None:
            take_representations(user, social.account.provider, social.account.extra_data.get("represents", []))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response


class MfaAdapter(DefaultMFAAdapter):
    """The authenticator app is a second step; a passkey is a way in of its own and never asked for beside another."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong. Check it and try again."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def _box(self) -> Fernet:
        key = hashlib.sha256(b"fordel.mfa:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return not user.is_anonymous and has_authenticator_app(user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Fordel"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- allauth's own name
        return ""


class ProviderAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": _("This sign-in belongs to another person in Fordel."),
    }

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The services of the configuration; none are kept in the database."""
        return [
            as_app(one)
            for one in settings.FORDEL_OIDC
            if provider in (None, "openid_connect", one.id) and client_id in (None, one.client_id)
        ]

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = sociallogin.user
        user.email, user.name = data.get("email") or "", (data.get("name") or "")[:120]
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, str]:
        return {"email": sociallogin.user.email, "name": sociallogin.user.name}

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        sociallogin.token = None  # never kept, not in the session either

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        raise ImmediateHttpResponse(cannot_sign_in(request, provider.name, str(error or "")))


def as_app(provider: OidcProvider) -> SocialApp:
    """The service in the shape allauth works with; never saved."""
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.id,
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.client_secret,
        settings={
            "server_url": provider.issuer,
            "scope": list(provider.scope),
            "email_authentication": provider.trust_email,
            "token_auth_method": provider.token_auth_method or None,
        },
    )
