"""OpenID Connect as allauth's provider, with what it leaves out: signature, nonce, level, and no claim kept as it is.

allauth finds this module by its name. The person is known by a keyed hash of issuer and subject.
"""

from __future__ import annotations

import json
import time
from typing import Any, Final

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.jwtkit import verify_jti
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import get_language

from fordel.core.identity_claims import (
    Expected,
    Identity,
    Kind,
    Refused,
    feide_organisations,
    read_identity,
)
from fordel.oidc_settings import OidcProvider
from fordel.parties.models import Organisation, SignInMethod, SignInResult
from fordel.parties.services.roles import take_representations
from fordel.parties.services.sign_ins import note_failed_sign_in
from fordel.parties.sign_in.pages import cannot_sign_in

_ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]


def configured_provider(provider_id: str) -> OidcProvider:
    """The service with the id. Raises Http404 where there is none."""
    for provider in settings.FORDEL_OIDC:
        if provider.id == provider_id:
            found: OidcProvider = provider
            return found
    raise Http404


def identity_key(issuer: str, subject: str) -> str:
    """What we know a person at a sign-in service by; the subject (which may be a fødselsnummer) cannot be read back."""
    secret = settings.FORDEL_IDENTITY_KEY
    return salted_hmac("fordel.identity", f"{issuer}\n{subject}", secret=secret, algorithm="sha256").hexdigest()


class ProviderConversation(OpenIDConnectOAuth2Adapter):
    """One sign-in at a service. `state` is what was put aside when the person was sent there."""

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, provider_id)
        self.configured = configured_provider(provider_id)
        self.state: dict[str, Any] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself. Raises OAuth2Error if it leads from https to an address without it."""
        config: dict[str, Any] = super().openid_config
        if self.configured.issuer.startswith("https://"):
            plain = [name for name in _ADDRESSES if not str(config.get(name, "https://")).startswith("https://")]
            if plain:
                raise OAuth2Error(f"the service names {plain[0]} without https")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> Any:
        """allauth's login of the person, or a page that says why not (raised as ImmediateHttpResponse)."""
        claims = self._signed_claims(kwargs["response"].get("id_token"))
        answer = read_identity(claims, self._more(token.token), self._expected(), time.time())
        if isinstance(answer, Refused):
            raise ImmediateHttpResponse(self._refuse(answer.reason, answer.subject))
        verify_jti(claims)
        represents = [one.organisation_number for one in answer.represents if one.may_write]
        if answer.represents:
            self._require_place(answer, represents)
        known_as = {
            "uid": identity_key(answer.issuer, answer.subject),
            "name": answer.name,
            "email": answer.email,
            "email_verified": answer.email_verified,
            "represents": represents,
            "belongs_to": list(self._belongs_to(token.token)),
        }
        return self.get_provider().sociallogin_from_response(request, known_as)

    def _expected(self) -> Expected:
        one = self.configured
        return Expected(one.kind, one.issuer, one.client_id, self.state.get("nonce", ""), one.levels, one.resource)

    def _signed_claims(self, id_token: object) -> dict[str, Any]:
        """The claims of a token that one of the issuer's keys has signed. Raises OAuth2Error."""
        if not isinstance(id_token, str):
            raise OAuth2Error("no id_token")
        try:
            keys = self._json(self.openid_config["jwks_uri"])
            wanted = jwt.get_unverified_header(id_token).get("kid")
            key = next(key for key in jwt.PyJWKSet.from_dict(keys).keys if wanted in (None, key.key_id))
            unchecked = {f"verify_{claim}": False for claim in ("aud", "iss", "exp", "nbf", "iat", "sub", "jti")}
            claims: dict[str, Any] = jwt.decode(id_token, key.key, algorithms=_ALGORITHMS, options=unchecked)  # type: ignore[arg-type]
        except (jwt.PyJWTError, StopIteration, KeyError, ValueError) as error:
            raise OAuth2Error("the id_token is not signed by the issuer") from error
        return claims

    def _more(self, access_token: str) -> dict[str, Any]:
        if self.configured.kind in (Kind.IDPORTEN, Kind.ANSATTPORTEN) or "userinfo_endpoint" not in self.openid_config:
            return {}
        more = self._json(self.profile_url, access_token)
        return more if isinstance(more, dict) else {}

    def _belongs_to(self, access_token: str) -> tuple[str, ...]:
        if self.configured.kind != Kind.FEIDE or not self.configured.groups_url:
            return ()
        return feide_organisations(self._json(self.configured.groups_url, access_token))

    def _json(self, url: str, access_token: str = "") -> Any:
        headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
        with get_adapter().get_requests_session() as session:
            response = session.get(url, headers=headers)
            response.raise_for_status()
            return response.json()

    def _require_place(self, identity: Identity, represents: list[str]) -> None:
        if not represents:
            raise ImmediateHttpResponse(self._refuse("read_only", identity.subject))
        if not Organisation.objects.filter(organisation_number__in=represents).exists():
            raise ImmediateHttpResponse(self._refuse("not_registered", identity.subject))

    def _refuse(self, reason: str, subject: str) -> HttpResponse:
        """The page that says why; where we know the person it is noted, and roles from this service are taken back."""
        account = None
        if subject:
            uid = identity_key(self.configured.issuer, subject)
            account = SocialAccount.objects.filter(provider=self.provider_id, uid=uid).select_related("user").first()
        if account is not None:
            take_representations(account.user, self.provider_id, [])
            note_failed_sign_in(
                self.request, account.user, SignInMethod.PROVIDER, SignInResult.REFUSED, provider=self.provider_id
            )
        return cannot_sign_in(self.request, self.configured.name, reason)


class ProviderAnswer(OAuth2CallbackView):
    """The answer of a sign-in service."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


class FordelProvider(OpenIDConnectProvider):
    oauth2_adapter_class = ProviderConversation

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Sends the person to the service, with a nonce that the token must repeat."""
        nonce = get_random_string(32)
        kwargs["auth_params"] = self._questions() | {"nonce": nonce}
        kwargs["scope"] = self.get_scope()
        response: HttpResponse = super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        return response

    def _questions(self) -> dict[str, str]:
        one = configured_provider(self.app.provider_id)
        asked = {"ui_locales": get_language() or "nb"}
        if one.levels:
            asked["acr_values"] = one.levels[0]
        if one.resource:
            wish = {
                "type": "ansattporten:altinn:resource",
                "resource": one.resource,
                "representation_is_required": True,
            }
            asked["authorization_details"] = json.dumps([wish])
        return asked

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["uid"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"represents": data["represents"], "belongs_to": data["belongs_to"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": data["email"], "email_verified": data["email_verified"], "name": data["name"]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


provider_classes = [FordelProvider]
