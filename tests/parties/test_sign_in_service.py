"""Signing in with a real OpenID provider on this machine: who gets in, for whom, and who does not."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from fordel.core.identity_claims import Kind
from fordel.oidc_settings import read_providers
from fordel.parties.models import Organisation, Person, RoleAssignment, SignIn
from fordel.shared.models import OutboxMail
from tests.parties.oidc import (
    PID,
    RESOURCE,
    Service,
    asked,
    go_to_service,
    running_service,
    say_yes,
    sign_in_with_service,
)
from tests.parties.test_sign_in import code_in_last_mail, is_in
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running_service() as running:
        yield running


def party(number: str, **changes: Any) -> dict[str, Any]:
    orgno = {"authority": "iso6523-actorid-upis", "ID": f"0192:{number}"}
    return {"orgno": orgno, "resource": RESOURCE, "actions": ["read", "write"], **changes}


def details(*parties: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "ansattporten:altinn:resource", "resource": RESOURCE, "authorized_parties": list(parties)}]


HAMAROY, BODO = "970542507", "972418013"


@pytest.fixture
def kari(reference_data: None) -> Person:
    person = Person.objects.create_user("kari@example.org", "Kari Nordmann")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def register(client: Client, name: str = "Kari Nordmann", email: str = "kari@example.org") -> None:
    """What somebody does who comes from a service for the first time."""
    client.post("/logg-inn/tjeneste/ny/", {"name": name, "email": email})
    client.post("/logg-inn/bekreft-e-post/", {"code": code_in_last_mail(email)})
    assert is_in(client)


def test_what_we_ask_the_service(service: Service, settings: Any, db: None) -> None:
    settings.FORDEL_OIDC = [service.configured(Kind.ANSATTPORTEN)]
    client = Client()
    client.cookies["fordel_language"] = "nn"
    first, second = asked(go_to_service(client)), asked(go_to_service(client, auth_params="nonce=mine&acr_values=low"))
    assert first["code_challenge_method"] == "S256"
    assert (first["acr_values"], first["ui_locales"], first["response_type"]) == ("substantial", "nn", "code")
    assert json.loads(first["authorization_details"])[0]["resource"] == RESOURCE
    assert first["nonce"] != second["nonce"] != "mine"
    assert second["acr_values"] == "substantial", "what is part of an address changes nothing"


def test_the_first_time_one_gives_name_and_address_and_afterwards_one_is_known(service: Service, settings: Any) -> None:
    settings.FORDEL_OIDC = [service.configured(name="Kommunens innlogging")]
    service.knows("sub-1", name="Kari Nordmann")
    assert "Logg inn med Kommunens innlogging" in Client().get("/logg-inn/").content.decode()
    client = Client()
    page = client.get(sign_in_with_service(client, "sub-1").headers["Location"])
    assert 'value="Kari Nordmann"' in page.content.decode()
    assert not is_in(client)
    register(client)
    again = Client()
    assert sign_in_with_service(again, "sub-1", next="/meg/").headers["Location"] == "/meg/"
    assert is_in(again)
    assert Person.objects.get().email == "kari@example.org"
    assert [(row.method, row.provider) for row in SignIn.objects.all()] == [("provider", "tjeneste")] * 2


def test_an_address_at_the_service_opens_nothing_here_unless_it_is_trusted(
    service: Service, settings: Any, kari: Person
) -> None:
    service.knows("sub-2", name="Somebody", email="kari@example.org", email_verified=True)
    settings.FORDEL_OIDC = [service.configured()]
    client = Client()
    sign_in_with_service(client, "sub-2")
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    settings.FORDEL_OIDC = [service.configured(trust_email=True)]
    client = Client()
    sign_in_with_service(client, "sub-2")
    assert client.session["_auth_user_id"] == str(kari.pk)
    assert SocialAccount.objects.get().user == kari
    service.knows("sub-3", name="Somebody", email="kari@example.org", email_verified=False)
    client = Client()
    sign_in_with_service(client, "sub-3")
    assert not is_in(client), "the service does not say that the address is theirs"


@pytest.fixture
def ansattporten(service: Service, settings: Any, reference_data: None) -> Service:
    settings.FORDEL_OIDC = [service.configured(Kind.ANSATTPORTEN, name="Ansattporten")]
    return service


def test_ansattporten_gives_the_role_and_takes_it_back(ansattporten: Service) -> None:
    ansattporten.knows("sub-4", pid=PID, acr="high", authorization_details=details(party(HAMAROY)))
    client = Client()
    sign_in_with_service(client, "sub-4")
    register(client)
    assignment = RoleAssignment.objects.get()
    assert (assignment.role, assignment.source) == ("owner", "oidc:tjeneste")
    assert assignment.organisation == Organisation.objects.get(organisation_number=HAMAROY)
    assert client.get("/mine/").status_code in (200, 404)
    assert "Hamarøy kommune" in client.get("/").content.decode()

    ansattporten.knows("another-sub", pid=PID, acr="substantial", authorization_details=details(party(BODO)))
    client = Client()
    sign_in_with_service(client, "another-sub")
    assert is_in(client), "known by the person, though the service's own name for them is new"
    assert [one.organisation_name for one in _roles()] == ["Bodø kommune"]

    ansattporten.knows("another-sub", pid=PID, acr="high")
    client = Client()
    page = sign_in_with_service(client, "another-sub")
    assert page.status_code == 403
    assert "Du har ikke tilgang på vegne av en organisasjon" in page.content.decode()
    assert not is_in(client)
    assert not RoleAssignment.objects.exists()
    assert SignIn.objects.latest("pk").result == "refused"


def _roles() -> Any:
    from fordel.parties.selectors.actors import actors_of

    return actors_of(Person.objects.get())


def test_a_role_that_somebody_here_gave_stays(ansattporten: Service) -> None:
    ansattporten.knows("sub-5", pid=PID, acr="high", authorization_details=details(party(HAMAROY), party(BODO)))
    client = Client()
    sign_in_with_service(client, "sub-5")
    register(client)
    RoleAssignment.objects.filter(organisation__organisation_number=BODO).update(source="invitation")
    ansattporten.knows("sub-5", pid=PID, acr="high")
    sign_in_with_service(Client(), "sub-5")
    assert RoleAssignment.objects.get().organisation.organisation_number == BODO


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        ([], "Du har ikke tilgang på vegne av en organisasjon"),
        ([party("970542508")], "Du har ikke tilgang på vegne av en organisasjon"),
        ([party("310000108")], "er ikke registrert i Fordel"),
        ([party(HAMAROY, actions=["read"])], "Du kan bare lese"),
    ],
)
def test_nobody_acts_for_what_was_not_said(ansattporten: Service, parties: list[Any], words: str) -> None:
    ansattporten.knows("sub-6", pid="11111111111", acr="high", authorization_details=details(*parties))
    client = Client()
    page = sign_in_with_service(client, "sub-6")
    assert page.status_code == 403
    assert words in page.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"acr": "idporten-loa-low"}, "for lavt nivå"),
        ({}, "for lavt nivå"),
        ({"acr": "idporten-loa-high", "aud": "somebody-else"}, "ment for noen andre"),
        ({"acr": "idporten-loa-high", "exp": int(time.time()) - 3600}, "var for gammelt"),
        ({"acr": "idporten-loa-high", "nonce": "used-before"}, "brukt før"),
        ({"acr": "idporten-loa-high", "iss": "https://evil.example"}, "kunne ikke brukes"),
        ({"acr": "idporten-loa-high", "pid": ""}, "kunne ikke brukes"),
    ],
)
def test_a_token_that_is_not_for_now_and_for_us_is_refused(
    service: Service, settings: Any, claims: dict[str, Any], words: str
) -> None:
    settings.FORDEL_OIDC = [service.configured(Kind.IDPORTEN)]
    service.knows("sub-7", **({"pid": PID} | claims))
    client = Client()
    page = sign_in_with_service(client, "sub-7")
    assert page.status_code == 403
    assert words in page.content.decode()
    assert not is_in(client)


def test_an_answer_is_used_once_and_only_by_who_asked(service: Service, settings: Any, kari: Person) -> None:
    settings.FORDEL_OIDC = [service.configured(trust_email=True)]
    service.knows("sub-8", email="kari@example.org", email_verified=True)
    client = Client()
    back = say_yes(go_to_service(client), "sub-8")
    stranger = Client()
    assert stranger.get(back).status_code == 403
    assert client.get(back).status_code == 302
    client.post("/logg-ut/")
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_a_person_who_stops_there_is_told_that_nothing_happened(service: Service, settings: Any, db: None) -> None:
    settings.FORDEL_OIDC = [service.configured()]
    client = Client()
    state = asked(go_to_service(client))["state"]
    page = client.get("/logg-inn/tjeneste/tjeneste/svar/", {"state": state, "error": "access_denied"})
    assert "Du avbrøt innloggingen" in page.content.decode()


def test_a_service_that_is_away_is_said_to_be(service: Service, settings: Any, db: None) -> None:
    settings.FORDEL_OIDC = [service.configured(issuer="http://127.0.0.1:9")]
    page = Client().get("/logg-inn/tjeneste/tjeneste/")
    assert page.status_code == 403
    assert "svarer ikke nå" in page.content.decode()


def test_a_pid_is_nowhere_to_be_found(ansattporten: Service, caplog: pytest.LogCaptureFixture) -> None:
    pid = "17054012345"
    caplog.set_level(logging.DEBUG)
    ansattporten.knows("sub-9", pid=pid, acr="high", authorization_details=details(party(HAMAROY)))
    client = Client()
    answer = sign_in_with_service(client, "sub-9")
    assert pid not in answer.headers["Location"]
    sessions = [json.dumps(row.get_decoded()) for row in Session.objects.all()]
    assert sessions
    assert not any(pid in text for text in sessions)
    register(client)
    account = SocialAccount.objects.get()
    assert (len(account.uid), account.extra_data) == (64, {"represents": [HAMAROY], "belongs_to": []})
    assert not any(pid in json.dumps(row.get_decoded()) for row in Session.objects.all())
    assert pid not in caplog.text
    assert pid not in str(list(OutboxMail.objects.values()))


def test_a_signed_in_person_connects_a_service_and_disconnects_it(
    service: Service, settings: Any, kari: Person
) -> None:
    settings.FORDEL_OIDC = [service.configured()]
    service.knows("sub-10", name="Kari")
    client = Client()
    client.post("/logg-inn/", {"email": kari.email})
    client.post("/logg-inn/kode/", {"code": code_in_last_mail(kari.email)})
    answer = sign_in_with_service(client, "sub-10", process="connect")
    assert answer.headers["Location"] == "/meg/innlogging/"
    assert "Koblet til." in client.get("/meg/innlogging/").content.decode()
    other = Client()
    sign_in_with_service(other, "sub-10")
    assert other.session["_auth_user_id"] == str(kari.pk)
    carry_out(client, "/meg/innlogging/tjeneste/tjeneste/fjern/")
    assert not SocialAccount.objects.exists()


def test_the_configuration_says_what_is_wrong_with_it(tmp_path: Any) -> None:
    good = '[[provider]]\nid = "entra"\nname = "Embetet"\nissuer = "https://login.example/"\nclient_id = "x"\n'
    file = tmp_path / "oidc.toml"
    file.write_text(good, encoding="utf-8")
    (one,) = read_providers(str(file), encrypted=True)
    assert (one.issuer, one.kind, one.scope) == ("https://login.example", "generic", ("openid", "profile", "email"))
    assert read_providers("", encrypted=True) == []
    for text in (
        good + good,
        good + 'kind = "facebook"\n',
        good + "secret = 1\n",
        good.replace('name = "Embetet"\n', ""),
        good + 'kind = "ansattporten"\n',
        "[[provider",
        good.replace("https://login.example/", "http://login.example/"),
        good.replace("https://login.example/", "login.example"),
        good + 'groups_url = "http://groups.example"\n',
        good + 'levels = "substantial"\n',
        good + 'scope = "openid profile"\n',
        good + 'trust_email = "false"\n',
        good + 'client_secret_env = "NO_SUCH_SECRET"\n',
        good.replace('id = "entra"', 'id = "entra/1"'),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ImproperlyConfigured, match=r"oidc\.toml"):
            read_providers(str(file), encrypted=True)
    with pytest.raises(ImproperlyConfigured):
        read_providers(str(tmp_path / "none.toml"), encrypted=True)
