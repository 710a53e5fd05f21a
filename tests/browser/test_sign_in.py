"""Getting in, in a real Chromium: code by mail, password and app, passkey, and a sign-in service."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from fordel.core.identity_claims import Kind
from fordel.parties.models import Person, SignIn
from fordel.shared.models import OutboxMail
from tests.browser.conftest import Visitor
from tests.parties.oidc import RESOURCE, Service, running_service

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
LONG = "fire ord som passer"


@pytest.fixture
def kari(reference_data: None) -> Person:
    person = Person.objects.create_user("kari@example.org", "Kari Nordmann", LONG)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def last_code() -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", OutboxMail.objects.latest("pk").subject)
    assert found
    return found.group()


def code_of_app(secret: str, ahead: int = 0) -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + ahead))


def sign_in_by_mail(visitor: Visitor, where: str = "/meg/") -> None:
    page = visitor.goto(where)
    page.get_by_label("E-post").fill("kari@example.org")
    visitor.press("Send meg en kode")
    page.get_by_label("Kode", exact=True).fill(last_code().lower())
    visitor.press("Fortsett")


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nb"), (390, "nn")])
def test_by_mail_with_a_slip_of_the_keys(visitor_as: Visit, kari: Person, width: int, language: str) -> None:
    visitor = visitor_as(None, width=width, language=language)
    page = visitor.goto("/meg/")
    page.get_by_label("E-post").fill("kari@example.org")
    visitor.press("Send meg en kode" if language == "nb" else "Send meg ein kode")
    page.get_by_label("Kode", exact=True).fill("FEIL-KODE")
    go_on = "Fortsett" if language == "nb" else "Hald fram"
    visitor.press(go_on)
    expect(page).to_have_title(re.compile("^Feil:"))
    page.get_by_label("Kode", exact=True).fill(last_code())
    visitor.press(go_on)
    expect(page).to_have_url(re.compile("/meg/$"))
    for path in ("/meg/innlogging/", "/meg/innlogginger/", "/meg/innlogging/passord/", "/meg/e-post/", "/rolle/"):
        visitor.goto(path)


@pytest.mark.parametrize("width", [1280, 390])
def test_with_password_and_app(visitor_as: Visit, kari: Person, width: int) -> None:
    visitor = visitor_as(None, width=width)
    sign_in_by_mail(visitor, "/meg/innlogging/app/")
    page = visitor.page
    page.get_by_text("Appen klarer ikke å lese bildet").click()
    secret = page.locator("code.secret").text_content() or ""
    page.get_by_label("Kode fra appen").fill(code_of_app(secret))
    visitor.press("Legg til appen")
    assert page.locator(".codes code").count() == 10
    visitor.follow("Jeg har tatt vare på dem")
    page.locator("summary", has_text="Kontoen din").click()
    visitor.press("Logg ut")
    visitor.goto("/logg-inn/")
    visitor.follow("Bruk passord")
    page.get_by_label("E-post").fill("kari@example.org")
    page.get_by_label("Passord").fill(LONG)
    visitor.press("Fortsett")
    page.get_by_label("Kode fra appen, eller en reservekode").fill(code_of_app(secret, 1))
    visitor.press("Logg inn")
    visitor.goto("/meg/")
    assert SignIn.objects.latest("pk").method == "authenticator"


@pytest.mark.parametrize("width", [1280, 390])
def test_with_a_passkey(visitor_as: Visit, kari: Person, width: int) -> None:
    """The device is Chromium's own virtual one: a resident key, opened by its user."""
    visitor = visitor_as(None, width=width)
    page = visitor.page
    device = visitor.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in_by_mail(visitor, "/meg/innlogging/nokkel/")
    page.get_by_label("Hva vil du kalle den?").fill("Telefon")
    page.get_by_role("button", name="Lag tilgangsnøkkel").click()
    page.get_by_text("Tilgangsnøkkelen er lagt til").wait_for()
    visitor.check()
    assert page.get_by_text("Telefon").first.is_visible()
    page.locator("summary", has_text="Kontoen din").click()
    visitor.press("Logg ut")
    visitor.goto("/logg-inn/?next=/meg/innlogginger/")
    page.get_by_role("button", name="Bruk tilgangsnøkkel").click()
    page.wait_for_url(re.compile(r":\d+/meg/innlogginger/$"))
    visitor.check()
    assert SignIn.objects.latest("pk").method == "passkey"


def test_a_browser_without_a_key_is_told_so(visitor_as: Visit, kari: Person) -> None:
    visitor = visitor_as(None)
    page = visitor.page
    device = visitor.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    visitor.goto("/logg-inn/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.get_by_role("button", name="Bruk tilgangsnøkkel").click()
    page.get_by_text("Ingen tilgangsnøkkel ble brukt").wait_for()
    visitor.check()


@pytest.fixture
def service() -> Iterator[Service]:
    with running_service() as running:
        yield running


def say_who(visitor: Visitor) -> None:
    """Goes to the service and says who one is there; its page is not ours, so what it lacks is not counted."""
    page = visitor.page
    page.get_by_role("link", name="Logg inn med Ansattporten").click()
    page.locator("input[name=sub]").fill("per")
    page.locator("input[name=sub]").press("Enter")
    page.wait_for_url(re.compile("/logg-inn/tjeneste/"))
    page.wait_for_load_state()
    visitor.errors.clear()


@pytest.mark.parametrize("width", [1280, 390])
def test_with_a_sign_in_service(
    visitor_as: Visit, reference_data: None, service: Service, settings: Any, width: int
) -> None:
    settings.FORDEL_OIDC = [service.configured(Kind.ANSATTPORTEN, name="Ansattporten")]
    party = {"orgno": {"ID": "0192:970542507"}, "actions": ["read", "write"]}
    service.knows(
        "per", pid="0" * 11, acr="high", authorization_details=[{"resource": RESOURCE, "authorized_parties": [party]}]
    )
    visitor = visitor_as(None, width=width)
    page = visitor.goto("/logg-inn/")
    say_who(visitor)
    page.wait_for_url(re.compile("/logg-inn/tjeneste/ny/"))
    visitor.check()
    page.get_by_label("Navn").fill("Per Hansen")
    page.get_by_label("E-post").fill("per@hamaroy.example")
    visitor.press("Send meg en kode")
    page.get_by_label("Kode", exact=True).fill(last_code())
    visitor.press("Fortsett")
    assert "Hamarøy kommune" in page.inner_text("h1")

    service.knows("per", pid="0" * 11, acr="high")
    other = visitor_as(None, width=width)
    page = other.goto("/logg-inn/")
    say_who(other)
    page.get_by_role("heading", name="Du har ikke tilgang på vegne av en organisasjon.").wait_for()
    other.check()
