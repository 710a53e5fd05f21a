"""What is held about a person: seen, taken along, erased; and what stays when they are."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from fordel.forum.models import Ballot, ForumMember, Vote
from fordel.meetings.models import Meeting
from fordel.parties.models import Invitation, JoinRequest, Organisation, Person, RoleAssignment, SignIn
from fordel.parties.services.erase_person import erase_person
from fordel.parties.services.invite_person import invite_person
from fordel.parties.services.joining import ask_to_join
from fordel.reports.models import NeedsReport
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now
from fordel.shared.models import AuditEntry, OutboxMail
from tests.parties.test_sign_in import CODE_PAGE, ask_for_code, code_in_last_mail
from tests.support.seats import group_at
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
EMAIL = "kari@example.org"


@pytest.fixture
def kari(imported: Any) -> Person:
    """A case officer who has done this and that."""
    person = RoleAssignment.objects.get(role="case_officer").person
    person.email, person.name = EMAIL, "Kari Nordmann"
    person.save()
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    ask_to_join(person, hamaroy, "Jeg heter Kari")
    invite_person("ola@example.org", actor=person, organisation=hamaroy)
    SocialAccount.objects.create(user=person, provider="entra", uid="x" * 64)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Telefon"})
    return person


@pytest.fixture
def client(kari: Person) -> Client:
    client = Client()
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_last_mail()})
    return client


def test_the_page_and_the_file_hold_all_of_it(client: Client, kari: Person) -> None:
    page = client.get("/meg/data/").content.decode()
    for words in (EMAIL, "Saksbehandler", "Hamarøy kommune", "Behovsmeldinger og det som hører til dem"):
        assert words in page
    answer = client.get("/meg/data/fil/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine-opplysninger.json"'
    held = json.loads(answer.content)
    assert held["person"]["name"] == "Kari Nordmann"
    assert held["requests_to_join"][0]["message"] == "Jeg heter Kari"
    assert held["ways_to_sign_in"][0]["name"] == "Telefon"
    assert {row["action"] for row in held["what_you_did"]} >= {"reports.import.applied", "parties.person.signed_in"}
    assert {row["module"] for row in held["named_elsewhere"]} >= {"reports", "parties", "shared"}
    assert "password" not in str(held["person"]).replace("has_password", "")


def test_what_one_has_voted_in_the_forum_is_there_once_the_vote_is_closed(
    client: Client, kari: Person, imported: Any
) -> None:
    meeting = Meeting.objects.create(office=imported.office, title="Forum")
    seat = ForumMember.objects.create(
        office=imported.office,
        group=group_at(imported.office, "ks"),
        label="KS",
        person=kari,
        starts_on=date(2026, 1, 1),
    )
    options = [{"code": "text:1", "label": "Tolv millioner"}, {"code": "text:2", "label": "Ti millioner"}]
    vote = Vote.objects.create(meeting=meeting, round=imported, question="Hvor mye?", options=options, opened_at=now())
    Ballot.objects.create(vote=vote, member=seat, option="text:1", cast_at=now(), cast_by=kari)
    addresses = ("/meg/data/", "/meg/data/fil/")
    for address in addresses:
        assert "Tolv millioner" not in client.get(address).content.decode(), address
    Vote.objects.update(closed_at=now())
    for address in addresses:
        text = client.get(address).content.decode()
        assert "Hvor mye?" in text and "Tolv millioner" in text and "Ti millioner" not in text, address


def test_it_is_shown_to_somebody_who_has_just_signed_in_only(kari: Person) -> None:
    client = Client()
    client.force_login(kari)
    for path in ("/meg/data/", "/meg/data/fil/", "/meg/slett/"):
        assert client.get(path).headers["Location"].startswith("/meg/innlogging/pa-nytt/")
    carry_out(client, "/meg/slett/", {"sure": "on"})
    kari.refresh_from_db()
    assert kari.erased_at is None


def test_a_person_is_erased_and_what_must_be_kept_is(client: Client, kari: Person) -> None:
    other = Client()
    other.force_login(kari)
    reports = NeedsReport.objects.count()
    page = client.get("/meg/slett/").content.decode()
    assert "arkivlova" in page
    assert "«Slettet person»" in page
    unsure = carry_out(client, "/meg/slett/")
    assert 'href="#sure"' in unsure.content.decode()
    done = carry_out(client, "/meg/slett/", {"sure": "on"}, follow=True)
    assert "Du er slettet" in done.content.decode()
    kari.refresh_from_db()
    assert (kari.name, kari.is_active, kari.has_usable_password()) == ("Slettet person", False, False)
    assert client.get("/meg/").status_code == 302
    assert other.get("/meg/").status_code == 302, "somebody who cannot be active is signed in nowhere"
    for model in (RoleAssignment, SignIn, JoinRequest):
        assert not model._default_manager.filter(person=kari).exists()
    for theirs in (EmailAddress, SocialAccount, Authenticator):
        assert not theirs._default_manager.filter(user=kari).exists()
    assert Invitation.objects.get().invited_by == kari, "what they did for others stays, without their name"
    assert NeedsReport.objects.count() == reports == 52
    assert first_broken_entry() is None
    assert AuditEntry.objects.latest("pk").action == "parties.person.erased"
    erase_person(kari.pk)
    assert AuditEntry.objects.filter(action="parties.person.erased").count() == 1


def test_the_name_and_the_address_are_nowhere_afterwards(client: Client, kari: Person) -> None:
    OutboxMail.objects.filter(recipient="ola@example.org").update(sent_at=None)
    erase_person(kari.pk)
    sessions = [str(row.get_decoded()) for row in Session.objects.all()]
    found = [text for text in sessions if EMAIL in text]
    for model in apps.get_models():
        rows = str(list(model._default_manager.values()))
        if EMAIL in rows or ("Kari Nordmann" in rows and model is not OutboxMail):
            found.append(model.__name__)
    assert found == []


def test_a_new_person_may_come_with_the_same_address(client: Client, kari: Person) -> None:
    erase_person(kari.pk)
    new = Client()
    new.post("/logg-inn/ny/", {"name": "Kari Nordmann", "email": EMAIL})
    new.post("/logg-inn/bekreft-e-post/", {"code": code_in_last_mail()})
    again = Person.objects.get(email=EMAIL)
    assert again.pk != kari.pk
    assert not again.assignments.exists()
