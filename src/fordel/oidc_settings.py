"""The sign-in services of this installation, from the file that `FORDEL_OIDC` names. README.md shows one.

Read before Django starts; what cannot work is refused at start with what to change.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from fordel.core.identity_claims import Kind

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


def read_providers(path: str) -> list[OidcProvider]:
    """The services in the TOML file (`[[provider]]`); none where `path` is empty. Raises ImproperlyConfigured."""
    if not path:
        return []
    try:
        listed = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("provider", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"FORDEL_OIDC cannot be read from {path}: {error}") from error
    providers = [_provider(entry, path) for entry in listed]
    ids = [provider.id for provider in providers]
    for twice in {one for one in ids if ids.count(one) > 1}:
        raise ImproperlyConfigured(f"{path}: the id {twice!r} is used twice.")
    return providers


def _provider(entry: Mapping[str, Any], path: str) -> OidcProvider:
    for unknown in entry.keys() - _KEYS:
        raise ImproperlyConfigured(f"{path}: {unknown!r} is not a setting of a sign-in service.")
    for missing in (key for key in ("id", "name", "issuer", "client_id") if not entry.get(key)):
        raise ImproperlyConfigured(f"{path}: {missing!r} is missing in a sign-in service.")
    if entry.get("kind", "generic") not in set(Kind):
        raise ImproperlyConfigured(f"{path}: kind {entry['kind']!r} is none of {', '.join(Kind)}.")
    kind = Kind(entry.get("kind", "generic"))
    issuer = str(entry["issuer"]).rstrip("/")
    if kind == Kind.ANSATTPORTEN and not entry.get("resource"):
        raise ImproperlyConfigured(f"{path}: Ansattporten needs 'resource', e.g. urn:altinn:resource:NAME.")
    secret = entry.get("client_secret") or os.environ.get(entry.get("client_secret_env", ""), "")
    return OidcProvider(
        id=str(entry["id"]),
        kind=kind,
        name=str(entry["name"]),
        issuer=issuer,
        client_id=str(entry["client_id"]),
        client_secret=secret,
        levels=tuple(str(level) for level in entry.get("levels", _LEVELS.get(kind, ()))),
        scope=tuple(str(one) for one in entry.get("scope", _SCOPES.get(kind, ["openid", "profile", "email"]))),
        resource=str(entry.get("resource", "")),
        trust_email=bool(entry.get("trust_email", False)),
        groups_url=str(entry.get("groups_url", "")),
        token_auth_method=str(entry.get("token_auth_method", "")),
    )
