"""A sign-in service on this machine: a real OpenID provider, spoken to over HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import requests
from django.test import Client

from fordel.core.identity_claims import Kind
from fordel.oidc_settings import OidcProvider

CLIENT_ID = "oidc_eksempel_klient"
RESOURCE = "urn:altinn:resource:eksempel-tilskudd"
PID = "00000000000"


@dataclass
class Service:
    """The running service and how we are set up to use it."""

    issuer: str

    def knows(self, subject: str, **claims: Any) -> None:
        """Makes the service say these claims about the person."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def configured(self, kind: Kind = Kind.GENERIC, **changes: Any) -> OidcProvider:
        values: dict[str, Any] = {
            "id": "tjeneste",
            "kind": kind,
            "name": "Prøvetjenesten",
            "issuer": self.issuer,
            "client_id": CLIENT_ID,
            "client_secret": "hemmelig",
            "levels": {
                Kind.IDPORTEN: ("idporten-loa-substantial", "idporten-loa-high"),
                Kind.ANSATTPORTEN: ("substantial", "high"),
            }.get(kind, ()),
            "scope": ("openid", "profile", "email"),
            "resource": RESOURCE if kind == Kind.ANSATTPORTEN else "",
            "trust_email": False,
            "groups_url": "",
            "token_auth_method": "",
        }
        return OidcProvider(**(values | changes))


@contextmanager
def running_service() -> Iterator[Service]:
    """The service while the block lasts; it ends with it, or with us."""
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("oidc_server.py"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Service(f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def go_to_service(client: Client, **query: str) -> str:
    """The address at the service that our page sends the person to."""
    answer = client.get("/logg-inn/tjeneste/tjeneste/", query)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def say_yes(address: str, subject: str) -> str:
    """What the person does there: says who they are. Returns the way back to us, with its query."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    back = urlparse(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def asked(address: str) -> dict[str, str]:
    """What we asked the service, as a dict."""
    return {name: values[0] for name, values in parse_qs(urlparse(address).query).items()}


def sign_in_with_service(client: Client, subject: str, **query: str) -> Any:
    """Goes to the service and back; our answer."""
    return client.get(say_yes(go_to_service(client, **query), subject))
