"""Signing in: with a code, with a password and a second step, after too many guesses; and what is noted of it."""

from __future__ import annotations

import re
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import translation

from fordel.parties.models import GuessCount, Person, SignIn
from fordel.parties.services import sign_ins
from fordel.parties.services.sign_ins import Guess, LockedError, count_guess, forgive
from fordel.shared.clock import OSLO
from fordel.shared.models import AuditEntry, OutboxMail
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
ENTRANCE = "/logg-inn/"
PASSWORD_PAGE = "/logg-inn/passord/"
CODE_PAGE = "/logg-inn/kode/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LONG = "fire ord som passer"


@pytest.fixture
def kari() -> Person:
    """She has signed in with a code before: her address is known to be hers."""
    person = Person.objects.create_user("kari@example.org", "Kari Nordmann", LONG)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def code_in_last_mail(to: str = "kari@example.org") -> str:
    mail = OutboxMail.objects.filter(recipient=to).latest("pk")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", mail.subject)
    assert found, mail.subject
    return found.group()


def code_of_app(back: int = 0) -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2] - back))


def ask_for_code(client: Client, email: str = "kari@example.org", **more: str) -> Any:
    return client.post(ENTRANCE, {"email": email, **more}, follow=True)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_by_mail_signs_in_and_leads_to_where_one_was_going(kari: Person) -> None:
    client = Client()
    asked = client.get("/meg/")
    assert asked.headers["Location"] == "/logg-inn/?next=/meg/"
    page = ask_for_code(client, next="/meg/")
    assert "kari@example.org" in page.content.decode()
    done = client.post(CODE_PAGE, {"code": code_in_last_mail().lower().replace("-", ""), "next": "/meg/"})
    assert done.headers["Location"] == "/meg/"
    assert is_in(client)
    assert client.get("/meg/").status_code == 200
    assert [(row.method, row.result) for row in SignIn.objects.all()] == [("code", "signed_in")]
    entry = AuditEntry.objects.get(action="parties.person.signed_in")
    assert (entry.actor_id, entry.details) == (kari.pk, {})


def test_somebody_the_office_has_made_signs_in_with_one_code(kari: Person) -> None:
    EmailAddress.objects.all().delete()
    client = Client()
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    assert is_in(client)
    assert EmailAddress.objects.get(user=kari).verified


def test_the_mail_is_in_the_language_of_the_person(kari: Person) -> None:
    Person.objects.update(language="nn")
    ask_for_code(Client())
    mail = OutboxMail.objects.get()
    assert "Skriv han på sida" in mail.body
    assert "innan 15 minutt" in mail.body


def test_an_unknown_address_is_answered_as_a_known_one(kari: Person) -> None:
    known, unknown = ask_for_code(Client()), ask_for_code(Client(), "nobody@example.org")
    assert (known.redirect_chain, known.status_code) == (unknown.redirect_chain, unknown.status_code)
    mail = OutboxMail.objects.get(recipient="nobody@example.org")
    assert "/logg-inn/ny/" in mail.body
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", mail.subject)


def test_a_wrong_code_is_said_at_the_field_and_three_end_it(kari: Person) -> None:
    client = Client()
    ask_for_code(client)
    page = client.post(CODE_PAGE, {"code": "XXXXXX"})
    assert 'aria-invalid="true"' in page.content.decode()
    client.post(CODE_PAGE, {"code": "XXXXXX"})
    last = client.post(CODE_PAGE, {"code": "XXXXXX"}, follow=True)
    assert last.redirect_chain[0][0] == ENTRANCE
    right = code_in_last_mail()
    client.post(CODE_PAGE, {"code": right})
    assert not is_in(client)
    assert SignIn.objects.filter(result="wrong_code", person=kari).count() == 3


def test_a_password_alone_is_never_enough(kari: Person) -> None:
    """Without an authenticator app a code by e-mail is the second step."""
    client = Client()
    answer = client.post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG})
    assert answer.headers["Location"] == CODE_PAGE
    assert not is_in(client)
    assert client.get("/meg/").status_code == 302
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    assert is_in(client)
    assert SignIn.objects.get().method == "password"


def test_a_password_and_a_code_from_the_app(kari: Person) -> None:
    TOTP.activate(kari, SECRET)
    assert SECRET not in str(Authenticator.objects.get().data), "the key is kept encrypted"
    client = Client()
    answer = client.post(PASSWORD_PAGE, {"login": "KARI@example.org", "password": LONG})
    assert answer.headers["Location"] == "/logg-inn/to-trinn/"
    assert not OutboxMail.objects.exists()
    wrong = client.post("/logg-inn/to-trinn/", {"code": "000000"})
    assert 'aria-invalid="true"' in wrong.content.decode()
    assert not is_in(client)
    client.post("/logg-inn/to-trinn/", {"code": code_of_app()})
    assert is_in(client)
    assert SignIn.objects.filter(result="signed_in").get().method == "authenticator"


def test_a_code_from_the_app_is_used_once_whichever_worker_gets_it(kari: Person) -> None:
    TOTP.activate(kari, SECRET)
    code = code_of_app()
    for expected in (True, False):
        client = Client()
        client.post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG})
        client.post("/logg-inn/to-trinn/", {"code": code})
        assert is_in(client) is expected


def test_the_app_is_asked_for_after_a_code_by_mail_too(kari: Person) -> None:
    TOTP.activate(kari, SECRET)
    client = Client()
    ask_for_code(client)
    answer = client.post(CODE_PAGE, {"code": code_in_last_mail()})
    assert answer.headers["Location"] == "/logg-inn/to-trinn/"
    assert not is_in(client)


def test_too_many_guesses_lock_the_account_and_a_code_by_mail_unlocks_it(kari: Person, monkeypatch: Any) -> None:
    instant = datetime(2026, 1, 31, 14, 30, tzinfo=OSLO)
    monkeypatch.setattr(sign_ins, "now", lambda: instant)
    clients = [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(7)]
    for client in clients[:5]:  # from five addresses: it is the account that is counted
        page = client.post(PASSWORD_PAGE, {"login": "kari@example.org", "password": "feil passord"})
        assert "E-post eller passord er feil" in page.content.decode()
    page = clients[5].post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG})
    assert "Prøv igjen kl. 14.31" in page.content.decode()
    assert LONG not in page.content.decode()
    assert SignIn.objects.filter(result="locked").count() == 1

    client = clients[6]
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    assert is_in(client)
    answer = Client().post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG})
    assert answer.headers["Location"] == CODE_PAGE, "unlocked"


def test_waiting_unlocks_too_and_each_more_guess_waits_longer(kari: Person, monkeypatch: Any) -> None:
    instant = datetime(2026, 1, 31, 14, 30, tzinfo=OSLO)
    monkeypatch.setattr(sign_ins, "now", lambda: instant)
    waits = []
    for _round in range(8):
        while True:
            try:
                count_guess(Guess.PASSWORD, "kari@example.org")
            except LockedError as error:
                waits.append(round((error.until - instant).total_seconds() / 60))
                instant = error.until
                break
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    row = GuessCount.objects.get()
    assert "kari" not in row.account
    instant += timedelta(days=1)
    count_guess(Guess.PASSWORD, "kari@example.org")
    row.refresh_from_db()
    assert row.guesses == 1, "a day without guesses, and all is forgotten"
    forgive(Guess.PASSWORD, "Kari@Example.org ")
    assert not GuessCount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_are_no_better_than_one_after_another() -> None:
    counted, locked, barrier = [], [], threading.Barrier(12)

    def guess() -> None:
        barrier.wait()
        try:
            count_guess(Guess.PASSWORD, "kari@example.org")
            counted.append(1)
        except LockedError:
            locked.append(1)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(counted), len(locked)) == (5, 7)


def test_guesses_at_an_address_nobody_has_are_counted_alike() -> None:
    for _ in range(5):
        Client().post(PASSWORD_PAGE, {"login": "nobody@example.org", "password": "feil passord"})
    page = Client().post(PASSWORD_PAGE, {"login": "nobody@example.org", "password": "feil passord"})
    assert "Det har vært for mange forsøk" in page.content.decode()
    assert not SignIn.objects.exists()


def test_codes_from_the_app_lock_apart_for_each_first_step(kari: Person) -> None:
    """Somebody who has the password and guesses at the app does not keep the owner, who comes by mail, waiting."""
    TOTP.activate(kari, SECRET)
    for _ in range(6):
        client = Client()
        client.post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG})
        page = client.post("/logg-inn/to-trinn/", {"code": "000000"}, follow=True)
    assert "Det har vært for mange forsøk" in page.content.decode()
    client.post("/logg-inn/to-trinn/", {"code": code_of_app()})
    assert not is_in(client)
    client = Client()
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    client.post("/logg-inn/to-trinn/", {"code": code_of_app()})
    assert is_in(client)


def test_nobody_is_flooded_with_mail(kari: Person) -> None:
    for _ in range(6):
        ask_for_code(Client())
    page = ask_for_code(Client())
    assert "Det har vært for mange forsøk" in page.content.decode()
    assert 'value="kari@example.org"' in page.content.decode()
    assert OutboxMail.objects.count() == 6


def test_a_new_code_can_be_asked_for_and_the_old_one_ends(kari: Person) -> None:
    client = Client()
    ask_for_code(client)
    first = code_in_last_mail()
    client.post(CODE_PAGE, {"action": "resend"})
    client.post(CODE_PAGE, {"code": first})
    assert not is_in(client)
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    assert is_in(client)


def test_one_who_has_left_cannot_sign_in(kari: Person) -> None:
    Person.objects.update(is_active=False)
    for answer in (
        Client().post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG}, follow=True),
        ask_for_code(Client()),
    ):
        assert answer.status_code in (200, 403)
    assert not SignIn.objects.filter(result="signed_in").exists()


def test_registering_gives_a_person_with_no_roles(reference_data: None) -> None:
    client = Client(headers={"accept-language": "nn"})
    client.cookies["fordel_language"] = "nn"
    client.post("/logg-inn/ny/", {"name": "Ola  Nordmann", "email": "Ola@Example.org"}, follow=True)
    assert not is_in(client)
    client.post("/logg-inn/bekreft-e-post/", {"code": code_in_last_mail("ola@example.org")})
    assert is_in(client)
    person = Person.objects.get(email="ola@example.org")
    assert (person.language, person.has_usable_password(), person.assignments.count()) == ("nn", False, 0)
    assert client.get("/rolle/").status_code == 200


def test_registering_an_address_that_is_taken_tells_its_owner_only(kari: Person) -> None:
    client = Client()
    page = client.post("/logg-inn/ny/", {"name": "Nokon", "email": "kari@example.org"}, follow=True)
    assert page.redirect_chain[-1][0] == "/logg-inn/bekreft-e-post/"
    assert Person.objects.count() == 1
    assert "allerede registrert" in OutboxMail.objects.get().subject


@pytest.mark.parametrize("password", ["correct horse battery staple", ""])
def test_registering_hashes_as_often_for_a_known_address(
    kari: Person, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    """Hashing is most of the time of the answer, which must not say who is registered (`make bench`: registering)."""
    hashed: list[str] = []
    hasher = type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *words, **more: hashed.append("") or encode(*words, **more))
    counts = []
    for email in ("kari@example.org", "nobody@example.org"):
        hashed.clear()
        Client().post("/logg-inn/ny/", {"name": "Nokon", "email": email, "password1": password})
        counts.append(len(hashed))
    assert counts == [1, 1] if password else counts == [0, 0]


def test_a_person_sees_their_sign_ins_and_ends_the_other_sessions(kari: Person) -> None:
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1")
    desk = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    for client in (phone, desk):
        ask_for_code(client)
        client.post(CODE_PAGE, {"code": code_in_last_mail()})
    page = desk.get("/meg/innlogginger/").content.decode()
    assert "Du er logget inn på 2 enheter" in page
    assert "Safari, iPhone" in page
    assert "Firefox, Windows" in page
    desk.post("/meg/logg-ut-andre/")
    assert phone.get("/meg/").status_code == 302
    assert desk.get("/meg/").status_code == 200
    assert AuditEntry.objects.filter(action="parties.person.signed_others_out").get().details == {"sessions": 1}


def test_changing_how_one_signs_in_asks_for_a_fresh_sign_in(kari: Person) -> None:
    client = Client()
    client.force_login(kari)
    for name in ("set-password", "mfa_activate_totp", "mfa_add_webauthn", "account_email"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith("/meg/innlogging/pa-nytt/"), name
    answer = client.post("/meg/innlogging/pa-nytt/", {"next": "/meg/innlogging/app/"})
    assert answer.headers["Location"] == "/logg-inn/?next=%2Fmeg%2Finnlogging%2Fapp%2F"
    assert not is_in(client)


@pytest.fixture
def fresh(kari: Person) -> Client:
    client = Client()
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    return client


def test_an_app_is_added_and_its_recovery_codes_work_once(fresh: Client, kari: Person, monkeypatch: Any) -> None:
    page = fresh.get("/meg/innlogging/app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret
    assert "data:image/svg+xml" in page
    wrong = fresh.post("/meg/innlogging/app/", {"code": "000000"}).content.decode()
    assert 'aria-invalid="true"' in wrong
    monkeypatch.setattr("tests.parties.test_sign_in.SECRET", secret.group(1))
    page = fresh.post("/meg/innlogging/app/", {"code": code_of_app()}, follow=True).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    again = fresh.get("/meg/innlogging/reservekoder/").content.decode()
    assert codes[0] not in again, "shown once"
    assert "autentiseringsapp ble lagt til" in OutboxMail.objects.latest("pk").body
    for expected in (True, False):
        client = Client()
        client.post(PASSWORD_PAGE, {"login": "kari@example.org", "password": LONG})
        client.post("/logg-inn/to-trinn/", {"code": codes[0]})
        assert is_in(client) is expected
    carry_out(fresh, "/meg/innlogging/app/fjern/")
    assert not Authenticator.objects.exists()


def test_a_new_password(fresh: Client, kari: Person) -> None:
    url = "/meg/innlogging/passord/"
    assert "Dette må rettes" in fresh.post(url, {"password": "kort", "again": "kort"}).content.decode()
    unlike = fresh.post(url, {"password": "et nytt og langt passord", "again": "et annet langt passord"})
    assert 'href="#again"' in unlike.content.decode()
    assert "et nytt og langt passord" not in unlike.content.decode()
    fresh.post(url, {"password": "et nytt og langt passord", "again": "et nytt og langt passord"})
    kari.refresh_from_db()
    assert kari.check_password("et nytt og langt passord")
    assert fresh.get("/meg/").status_code == 200


def test_name_and_language(fresh: Client, kari: Person) -> None:
    answer = fresh.post("/meg/navn/", {"name": "  Kari   Hansen ", "language": "nn"}, follow=True)
    assert answer.headers["Content-Language"] == "nn"
    kari.refresh_from_db()
    assert (kari.name, kari.language) == ("Kari Hansen", "nn")
    for name, language in ((" ", "nn"), ("K" * 121, "nn"), ("Kari", "x")):
        assert fresh.post("/meg/navn/", {"name": name, "language": language}).status_code == 422
    kari.refresh_from_db()
    assert kari.name == "Kari Hansen"


def test_a_new_address_counts_when_its_code_is_written(fresh: Client, kari: Person) -> None:
    page = fresh.post("/meg/e-post/", {"action_add": "yes", "email": "kari@nytt.example"}, follow=True)
    assert page.redirect_chain[-1][0] == "/logg-inn/bekreft-e-post/"
    kari.refresh_from_db()
    assert kari.email == "kari@example.org"
    fresh.post("/logg-inn/bekreft-e-post/", {"code": code_in_last_mail("kari@nytt.example")})
    kari.refresh_from_db()
    assert kari.email == "kari@nytt.example"
    assert OutboxMail.objects.filter(recipient="kari@example.org").latest("pk").subject.startswith("E-postadressen din")
    assert AuditEntry.objects.get(action="parties.person.changed_email").details == {}
    assert not ask_for_code(Client(), "kari@example.org").context.get("user_id")
    ask_for_code(Client(), "kari@nytt.example")
    assert re.search(r"[0-9A-Z]{4}-", OutboxMail.objects.latest("pk").subject)


def test_an_address_that_somebody_else_has_cannot_be_taken(fresh: Client, kari: Person) -> None:
    Person.objects.create_user("ola@example.org", "Ola")
    fresh.post("/meg/e-post/", {"action_add": "yes", "email": "ola@example.org"}, follow=True)
    kari.refresh_from_db()
    assert kari.email == "kari@example.org"


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_rule_for_passwords_speaks_the_language_of_the_reader(kari: Person, language: str) -> None:
    bad = ("a", "password", "12345678", kari.email)
    heard = set()
    for rule in get_default_password_validators():
        for password in bad:
            said = []
            for spoken in (language, "en"):
                with translation.override(spoken):
                    try:
                        rule.validate(password, kari)
                    except ValidationError as error:
                        said.append(error.messages)
            if said:
                heard.add(type(rule))
                assert said[0] != said[1], "it is not translated"
    assert heard == {type(rule) for rule in get_default_password_validators()}, "a password above breaks each rule"
