"""The sign-in services of this installation, from the file that `FORDEL_OIDC` names. README.md shows one.

Read before Django starts; what cannot work is refused at start with what to change.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from fordel.core.identity_claims import Kind
from fordel.environment import text, web_address

_LEVELS: Final = {
    Kind.IDPORTEN: ("idporten-loa-substantial", "idporten-loa-high"),
    Kind.ANSATTPORTEN: ("substantial", "high"),
}
_SCOPES: Final = {
    Kind.IDPORTEN: ["openid", "profile"],
    Kind.ANSATTPORTEN: ["openid", "profile"],
    Kind.FEIDE: ["openid", "profile", "email", "userid-feide", "groups-org"],
}
_KEYS: Final = frozenset(
    {
        "id",
        "kind",
        "name",
        "issuer",
        "client_id",
        "client_secret",
        "client_secret_env",
        "levels",
        "scope",
        "resource",
        "trust_email",
        "groups_url",
        "token_auth_method",
    }
)


@dataclass(frozen=True)
class OidcProvider:
    """One service: `levels` are the acr values that are high enough; `trust_email` lets a verified address there open
    the account with that address here."""

    id: str
    kind: Kind
    name: str
    issuer: str
    client_id: str
    client_secret: str
    levels: tuple[str, ...]
    scope: tuple[str, ...]
    resource: str
    trust_email: bool
    groups_url: str
    token_auth_method: str


def read_providers(path: str, *, encrypted: bool) -> list[OidcProvider]:
    """The services in the TOML file (`[[provider]]`); none if `path` is empty. Their addresses must begin with https://
    if `encrypted`. Raises ImproperlyConfigured."""
    if not path:
        return []
    try:
        listed = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("provider", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"FORDEL_OIDC cannot be read from {path}: {error}") from error
    providers = [_provider(entry, path, encrypted) for entry in listed]
    ids = [provider.id for provider in providers]
    for twice in {one for one in ids if ids.count(one) > 1}:
        raise ImproperlyConfigured(f"{path}: the id {twice!r} is used twice.")
    return providers


def _provider(entry: Mapping[str, Any], path: str, encrypted: bool) -> OidcProvider:
    for unknown in entry.keys() - _KEYS:
        raise ImproperlyConfigured(f"{path}: {unknown!r} is not a setting of a sign-in service.")
    for missing in (key for key in ("id", "name", "issuer", "client_id") if not entry.get(key)):
        raise ImproperlyConfigured(f"{path}: {missing!r} is missing in a sign-in service.")
    if entry.get("kind", "generic") not in set(Kind):
        raise ImproperlyConfigured(f"{path}: kind {entry['kind']!r} is none of {', '.join(Kind)}.")
    kind = Kind(entry.get("kind", "generic"))
    if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,39}", str(entry["id"])):
        raise ImproperlyConfigured(f"{path}: the id {entry['id']!r} is part of an address; use a-z, 0-9 and -.")
    issuer, groups_url = (
        web_address(f"{path}: {key!r}", str(entry.get(key, "")), encrypted=encrypted)
        for key in ("issuer", "groups_url")
    )
    if kind == Kind.ANSATTPORTEN and not entry.get("resource"):
        raise ImproperlyConfigured(f"{path}: Ansattporten needs 'resource', e.g. urn:altinn:resource:NAME.")
    secret = str(entry.get("client_secret", "")) or _secret_in(entry, path)
    return OidcProvider(
        id=str(entry["id"]),
        kind=kind,
        name=str(entry["name"]),
        issuer=issuer,
        client_id=str(entry["client_id"]),
        client_secret=secret,
        levels=_words(entry, "levels", _LEVELS.get(kind, ()), path),
        scope=_words(entry, "scope", _SCOPES.get(kind, ["openid", "profile", "email"]), path),
        resource=str(entry.get("resource", "")),
        trust_email=_yes_or_no(entry, "trust_email", path),
        groups_url=groups_url,
        token_auth_method=str(entry.get("token_auth_method", "")),
    )


def _secret_in(entry: Mapping[str, Any], path: str) -> str:
    """The secret in the variable that the entry names; '' if it names none. Raises ImproperlyConfigured if unset."""
    name = str(entry.get("client_secret_env", ""))
    secret = text(name) if name else ""
    if name and not secret:
        raise ImproperlyConfigured(f"{path}: the variable {name} of {entry['id']!r} is not set.")
    return secret


def _words(entry: Mapping[str, Any], key: str, default: Iterable[str], path: str) -> tuple[str, ...]:
    value = entry.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ImproperlyConfigured(f'{path}: {key!r} is {value!r}; use a list of words: {key} = ["…"].')
    return tuple(value)


def _yes_or_no(entry: Mapping[str, Any], key: str, path: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise ImproperlyConfigured(f"{path}: {key!r} is {value!r}; use true or false, without quotation marks.")
    return value
