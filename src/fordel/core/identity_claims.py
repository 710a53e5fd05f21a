"""What an identity provider says about a person, checked and read: ID-porten, Ansattporten, Feide and others.

Shapes follow docs.digdir.no and docs.feide.no. Nothing is guessed: what is missing or unlike is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from fordel.core.organisation_number import is_organisation_number


class Kind(StrEnum):
    """How a provider's claims are read."""

    GENERIC = "generic"
    IDPORTEN = "idporten"
    ANSATTPORTEN = "ansattporten"
    FEIDE = "feide"


class Refusal(StrEnum):
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    EXPIRED = "expired"
    WRONG_NONCE = "wrong_nonce"
    TOO_LOW_LEVEL = "too_low_level"
    NO_SUBJECT = "no_subject"
    OTHER_PERSON = "other_person"
    NO_REPRESENTATION = "no_representation"


@dataclass(frozen=True)
class Refused:
    """The sign-in is refused. `subject` says whose it was where a representation is missing: those roles go."""

    reason: Refusal
    subject: str = ""


@dataclass(frozen=True)
class Expected:
    """What the token must answer to: `levels` are the acr values that are high enough (empty: any)."""

    kind: Kind
    issuer: str
    client_id: str
    nonce: str
    levels: tuple[str, ...] = ()
    resource: str = ""


@dataclass(frozen=True)
class Representation:
    """An organisation the person may act for, by number."""

    organisation_number: str
    may_write: bool


@dataclass(frozen=True)
class Identity:
    """Who signed in. `subject` is what the person is known by at the issuer: never shown, logged or stored as it is.

    `represents`: what the issuer vouches for. `belongs_to`: where the person works or studies, which gives no rights.
    """

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    email_verified: bool = False
    represents: tuple[Representation, ...] = ()
    belongs_to: tuple[str, ...] = ()


LEEWAY_SECONDS: Final = 30
_AUTHORITY: Final = "0192:"
_FEIDE_COUNTRY: Final = "NO"
_NOT_IN_A_NAME: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BY_PID: Final = frozenset({Kind.IDPORTEN, Kind.ANSATTPORTEN})


def read_identity(
    claims: Mapping[str, Any], userinfo: Mapping[str, Any], expected: Expected, now: float
) -> Identity | Refused:
    """The person of an id_token whose signature holds, with what `userinfo` adds. `now` in seconds since 1970.

    An answer of userinfo must name the same subject (OpenID Connect Core 5.3.2). The e-mail address and whether it is
    verified come from the same answer: of userinfo if it has an address, else of the token.
    """
    refusal = check_token(claims, expected, now)
    if refusal is not None:
        return Refused(refusal)
    subject = _text(claims, "pid") if expected.kind in _BY_PID else _text(claims, "sub")
    if not subject:
        return Refused(Refusal.NO_SUBJECT)
    if userinfo and userinfo.get("sub") != claims.get("sub"):
        return Refused(Refusal.OTHER_PERSON)
    represents: tuple[Representation, ...] = ()
    if expected.kind == Kind.ANSATTPORTEN:
        represents = representations(claims, expected.resource)
        if not represents:
            return Refused(Refusal.NO_REPRESENTATION, subject)
    named = userinfo if _text(userinfo, "name") else claims
    reached = userinfo if userinfo.get("email") else claims
    return Identity(
        issuer=expected.issuer,
        subject=subject,
        name=_text(named, "name"),
        email=_text(reached, "email").lower(),
        email_verified=reached.get("email_verified") is True,
        represents=represents,
    )


def check_token(claims: Mapping[str, Any], expected: Expected, now: float) -> Refusal | None:
    """Why the token cannot be used, or None. The signature is checked before this."""
    audience = claims.get("aud")
    expires = claims.get("exp")
    if claims.get("iss") != expected.issuer:
        return Refusal.WRONG_ISSUER
    if audience != expected.client_id and not _is_one_of_many(claims, expected.client_id):
        return Refusal.WRONG_AUDIENCE
    if not isinstance(expires, int | float) or expires + LEEWAY_SECONDS <= now:
        return Refusal.EXPIRED
    if not expected.nonce or claims.get("nonce") != expected.nonce:
        return Refusal.WRONG_NONCE
    if expected.levels and claims.get("acr") not in expected.levels:
        return Refusal.TOO_LOW_LEVEL
    return None


def _is_one_of_many(claims: Mapping[str, Any], client_id: str) -> bool:
    """Several audiences will do where the token says that it was made for us (`azp`, OpenID Connect Core 3.1.3.7)."""
    audience = claims.get("aud")
    if not isinstance(audience, list) or client_id not in audience:
        return False
    return len(audience) == 1 or claims.get("azp") == client_id


def representations(claims: Mapping[str, Any], resource: str = "") -> tuple[Representation, ...]:
    """The organisations in `authorization_details[].authorized_parties[].orgno`, each once, in order.

    Only for the resource that was asked for, where one was. A number that is not one is left out, never corrected.
    """
    found: dict[str, bool] = {}
    for detail in _objects(claims.get("authorization_details")):
        if resource and detail.get("resource") != resource:
            continue
        for party in _objects(detail.get("authorized_parties")):
            orgno = party.get("orgno")
            number = orgno.get("ID", "") if isinstance(orgno, Mapping) else ""
            number = number.removeprefix(_AUTHORITY) if isinstance(number, str) else ""
            if is_organisation_number(number):
                actions = party.get("actions")
                found[number] = found.get(number, False) or actions is None or "write" in _texts(actions)
    return tuple(Representation(number, may_write) for number, may_write in found.items())


def feide_organisations(groups: object) -> tuple[str, ...]:
    """The organisation numbers in an answer of Feide's groups API (`norEduOrgNIN`, e.g. `NO970422528`), each once."""
    numbers = []
    for group in _objects(groups):
        text = group.get("norEduOrgNIN")
        number = text.removeprefix(_FEIDE_COUNTRY) if isinstance(text, str) else ""
        if is_organisation_number(number) and number not in numbers:
            numbers.append(number)
    return tuple(numbers)


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return " ".join(_NOT_IN_A_NAME.sub(" ", value).split()) if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, Sequence) else []


def _objects(value: object) -> Iterable[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
