"""Letting people in: invitations, asking to join, administrators; and what each page costs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Invitation, JoinRequest, Office, Organisation, Person, RoleAssignment
from fordel.parties.services.invite_person import invite_person
from fordel.parties.services.joining import ask_to_join
from fordel.shared.audit import first_broken_entry
from fordel.shared.models import AuditEntry, OutboxMail
from tests.clients import client_of
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
COLLEAGUES = "/mine/kolleger/"


@pytest.fixture
def hamaroy(reference_data: None) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


def person(name: str) -> Person:
    return Person.objects.create_user(f"{name.lower()}@example.org", name)


def member(name: str, organisation: Organisation, *, is_administrator: bool = False) -> Person:
    made = person(name)
    RoleAssignment.objects.create(
        person=made, role="owner", organisation=organisation, is_administrator=is_administrator
    )
    return made


def link_in(mail: OutboxMail) -> str:
    found = re.search(r"http://[^/]+(/invitasjon/\S+/)", mail.body)
    assert found, mail.body
    return found.group(1)


@pytest.fixture
def anne(hamaroy: Organisation) -> Person:
    """The administrator at Hamarøy."""
    return member("Anne", hamaroy, is_administrator=True)


def invite(client: Client, organisation: Organisation, email: str, **more: str) -> Any:
    sent = {"email": email, "next": COLLEAGUES, **more}
    return client.post(f"/tilgang/organisasjon/{organisation.pk}/inviter/", sent)


def test_an_administrator_invites_a_colleague_who_accepts(anne: Person, hamaroy: Organisation) -> None:
    boss = client_of(anne)
    assert invite(boss, hamaroy, " Berit@Example.org ").headers["Location"] == COLLEAGUES
    assert "1 invitasjon venter på svar" in boss.get(COLLEAGUES).content.decode()
    mail = OutboxMail.objects.get(recipient="berit@example.org")
    link = link_in(mail)
    assert "Anne inviterer deg til å representere Hamarøy kommune" in mail.body
    assert Invitation.objects.get().token_hash not in link

    visitor = Client().get(link).content.decode()
    assert "berit@example.org" in visitor
    assert f"next={link}" in visitor
    berit = person("Berit")
    client = client_of(berit)
    assert client.get(link).status_code == 200
    assert not berit.assignments.exists(), "to look is not to accept"
    assert client.post(link).headers["Location"] == "/"
    assignment = berit.assignments.get()
    assert (assignment.role, assignment.organisation, assignment.source) == ("owner", hamaroy, "invitation")
    assert not assignment.is_administrator
    assert "Denne invitasjonen er tatt imot" in Client().get(link).content.decode()
    assert client.get(COLLEAGUES).status_code == 403
    assert "2 personer har tilgang" in boss.get(COLLEAGUES).content.decode()
    assert first_broken_entry() is None


def test_an_invitation_is_for_one_address(anne: Person, hamaroy: Organisation) -> None:
    invite(client_of(anne), hamaroy, "berit@example.org")
    link = link_in(OutboxMail.objects.get())
    cato = person("Cato")
    for answer in (client_of(cato).get(link), client_of(cato).post(link)):
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "Invitasjonen gjelder berit@example.org, og du er logget inn som cato@example.org" in text
        assert "Logg ut" in text
    assert not cato.assignments.exists()


def test_an_invitation_gets_old_and_can_be_sent_again(anne: Person, hamaroy: Organisation) -> None:
    boss, berit = client_of(anne), person("Berit")
    invite(boss, hamaroy, "berit@example.org", is_administrator="1")
    first = link_in(OutboxMail.objects.latest("pk"))
    Invitation.objects.update(expires_at=Invitation.objects.get().sent_at - timedelta(seconds=1))
    assert "Denne invitasjonen er for gammel" in client_of(berit).post(first).content.decode()
    assert "For gammel" in boss.get(COLLEAGUES).content.decode()
    boss.post(f"/tilgang/invitasjon/{Invitation.objects.get().pk}/send/", {"next": COLLEAGUES})
    second = link_in(OutboxMail.objects.latest("pk"))
    assert "gjelder ikke lenger" in client_of(berit).get(first).content.decode()
    client_of(berit).post(second)
    assert berit.assignments.get().is_administrator


def test_an_invitation_that_is_withdrawn_opens_nothing(anne: Person, hamaroy: Organisation) -> None:
    boss, berit = client_of(anne), person("Berit")
    invite(boss, hamaroy, "berit@example.org")
    boss.post(f"/tilgang/invitasjon/{Invitation.objects.get().pk}/trekk/")
    client_of(berit).post(link_in(OutboxMail.objects.get()))
    assert not berit.assignments.exists()
    assert boss.post(f"/tilgang/invitasjon/{Invitation.objects.get().pk}/send/").status_code == 409


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("ikke en adresse", "er ikke en e-postadresse"),
        ("", "er ikke en e-postadresse"),
        ("anne@example.org", "har allerede denne rollen"),
        ("invited@example.org", "er allerede invitert"),
    ],
)
def test_what_cannot_be_sent(anne: Person, hamaroy: Organisation, email: str, words: str) -> None:
    boss = client_of(anne)
    invite(boss, hamaroy, "invited@example.org")
    answer = invite(boss, hamaroy, email)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not email or f'value="{email}"' in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_the_office_invites_an_organisations_first_administrator(client_as: Any, hamaroy: Organisation) -> None:
    officer = client_as("case_officer")
    page = officer.get(f"/nordland/organisasjoner/{hamaroy.pk}/").content.decode()
    assert "Ingen har tilgang ennå" in page
    assert re.search(r'id="is_administrator"[^>]* checked', page), "the first one is administrator unless unchecked"
    invite(officer, hamaroy, "anne@example.org", is_administrator="1")
    anne = person("Anne")
    client_of(anne).post(link_in(OutboxMail.objects.latest("pk")))
    assert anne.assignments.get().is_administrator
    bergen = Organisation.objects.get(municipality__number="4601", kind="municipality")
    assert invite(officer, bergen, "x@example.org").status_code == 403, "another office's"
    assert officer.get(f"/nordland/organisasjoner/{bergen.pk}/").status_code == 404


def test_an_office_administrator_invites_colleagues_and_a_case_officer_does_not(
    person_as: Any, hamaroy: Organisation
) -> None:
    officer = person_as("case_officer")
    client = client_of(officer)
    sent = {"email": "ny@example.org", "role": "approver"}
    assert client.post("/nordland/tilgang/inviter/", sent).status_code == 403
    RoleAssignment.objects.update(is_administrator=True)
    wrong = client.post("/nordland/tilgang/inviter/", sent | {"role": "owner"})
    assert 'href="#role"' in wrong.content.decode()
    assert 'value="ny@example.org"' in wrong.content.decode()
    assert client.post("/nordland/tilgang/inviter/", sent).status_code == 302
    assert client.post("/trondelag/tilgang/inviter/", sent).status_code == 403
    new = person("Ny")
    client_of(new).post(link_in(OutboxMail.objects.latest("pk")))
    assert (new.assignments.get().role, new.assignments.get().office) == (
        "approver",
        Office.objects.get(slug="nordland"),
    )


def test_every_action_of_a_refused_page_leads_back_to_a_page_that_opens(person_as: Any, hamaroy: Organisation) -> None:
    """The refused form is at an address that only takes forms; nobody is sent there afterwards."""
    officer = person_as("case_officer")
    RoleAssignment.objects.update(is_administrator=True)
    client = client_of(officer)
    client.post("/nordland/tilgang/inviter/", {"email": "ny@example.org", "role": "approver"})
    ask_to_join(person("Dag"), hamaroy, "")
    refused = client.post("/nordland/tilgang/inviter/", {"email": "x", "role": "approver"})
    assert refused.status_code == 422
    main = refused.content.decode().split("<main")[1]
    back = re.findall(r'name="next" value="([^"]*)"|[?]next=([^"]+)"', main)
    assert len(back) == 6, "a person, an invitation and a request have two actions each"
    assert {unquote("".join(each)) for each in back} == {"/nordland/tilgang/"}


# Joining by oneself


def ask(who: Person, organisation: Organisation, message: str = "Jeg er rektor på Oppeid skole") -> Any:
    return client_of(who).post("/bli-med/", {"organisation": organisation.pk, "message": message})


def test_a_request_goes_to_the_administrator_who_lets_the_person_in(anne: Person, hamaroy: Organisation) -> None:
    dag = person("Dag")
    page = client_of(dag).get("/bli-med/", {"q": "hamar"}).content.decode()
    assert "Hamarøy kommune" in page
    assert ask(dag, hamaroy).status_code == 302
    mail = OutboxMail.objects.get()
    assert mail.recipient == "anne@example.org"
    assert "rektor på Oppeid skole" in mail.body
    boss = client_of(anne)
    page = boss.get(COLLEAGUES).content.decode()
    assert "1 person ber om å bli med" in page
    assert "rektor på Oppeid skole" in page
    boss.post(f"/tilgang/soknad/{JoinRequest.objects.get().pk}/godkjenn/", {"next": COLLEAGUES})
    assert (dag.assignments.get().organisation, dag.assignments.get().source) == (hamaroy, "join_request")
    assert "Du har tilgang til Hamarøy kommune" in OutboxMail.objects.get(recipient="dag@example.org").subject
    again = boss.post(f"/tilgang/soknad/{JoinRequest.objects.get().pk}/godkjenn/")
    assert again.status_code == 409


def test_where_nobody_administers_the_office_is_asked(person_as: Any, hamaroy: Organisation) -> None:
    officer = person_as("case_officer")
    person_as("case_officer", office="trondelag")
    member("Erik", hamaroy)
    dag = person("Dag")
    ask(dag, hamaroy)
    assert [mail.recipient for mail in OutboxMail.objects.all()] == [officer.email]
    client = client_of(officer)
    assert '<span class="count">1</span>' in client.get("/nordland/organisasjoner/").content.decode()
    page = client.get("/nordland/tilgang/").content.decode()
    assert "Det er dere som svarer" in page
    client.post(f"/tilgang/soknad/{JoinRequest.objects.get().pk}/godkjenn/", {"is_administrator": "1"})
    assert dag.assignments.get().is_administrator


def test_a_request_is_declined_with_a_reason_that_the_person_reads(anne: Person, hamaroy: Organisation) -> None:
    dag = person("Dag")
    ask(dag, hamaroy)
    boss, url = client_of(anne), f"/tilgang/soknad/{JoinRequest.objects.get().pk}/avsla/"
    assert boss.get(url).status_code == 200
    empty = boss.post(url, {"reason": "  ", "next": COLLEAGUES})
    assert 'href="#reason"' in empty.content.decode()
    boss.post(url, {"reason": "Du arbeider i Steigen.", "next": COLLEAGUES})
    assert "Du arbeider i Steigen." in OutboxMail.objects.get(recipient="dag@example.org").body
    assert "Du arbeider i Steigen." in client_of(dag).get("/bli-med/").content.decode()
    assert not dag.assignments.exists()
    assert "Steigen" not in str(list(AuditEntry.objects.values())), "free text is never in the log"
    assert ask(dag, hamaroy).status_code == 302, "may ask again"


def test_what_cannot_be_asked(anne: Person, hamaroy: Organisation) -> None:
    dag = person("Dag")
    client = client_of(dag)
    assert client.post("/bli-med/", {"organisation": ""}).status_code == 422
    long = client.post("/bli-med/", {"q": "hamar", "organisation": hamaroy.pk, "message": "x" * 1001})
    assert 'href="#message"' in long.content.decode()
    assert "x" * 1001 in long.content.decode()
    ask(dag, hamaroy)
    assert ask(dag, hamaroy).status_code == 422
    assert ask(anne, hamaroy).status_code == 422
    assert JoinRequest.objects.count() == 1
    client.post(f"/bli-med/{JoinRequest.objects.get().pk}/trekk/")
    assert JoinRequest.objects.get().state == "withdrawn"
    client_of(anne).post(f"/tilgang/soknad/{JoinRequest.objects.get().pk}/godkjenn/")
    assert not dag.assignments.exists()


def test_nobody_answers_for_another_organisation(anne: Person, hamaroy: Organisation) -> None:
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    dag = person("Dag")
    ask_to_join(dag, bodo, "")
    invitation = invite_person("x@example.org", actor=anne, organisation=bodo)
    frode = member("Frode", bodo)
    boss = client_of(anne)
    for url in (
        f"/tilgang/soknad/{JoinRequest.objects.get().pk}/godkjenn/",
        f"/tilgang/soknad/{JoinRequest.objects.get().pk}/avsla/",
        f"/tilgang/invitasjon/{invitation.pk}/send/",
        f"/tilgang/invitasjon/{invitation.pk}/trekk/",
        f"/tilgang/rolle/{frode.assignments.get().pk}/administrator/",
        f"/tilgang/rolle/{frode.assignments.get().pk}/fjern/",
        f"/tilgang/organisasjon/{bodo.pk}/inviter/",
    ):
        assert boss.post(url, {"email": "y@example.org"}).status_code == 403, url
    assert client_of(frode).post(f"/tilgang/organisasjon/{bodo.pk}/inviter/").status_code == 403


# Roles


def test_the_last_administrator_stays_until_there_is_another(anne: Person, hamaroy: Organisation) -> None:
    berit = member("Berit", hamaroy)
    boss, mine, hers = client_of(anne), anne.assignments.get(), berit.assignments.get()
    assert boss.post(f"/tilgang/rolle/{mine.pk}/administrator/", {"is_administrator": "0"}).status_code == 409
    assert carry_out(boss, f"/tilgang/rolle/{mine.pk}/fjern/").status_code == 409
    boss.post(f"/tilgang/rolle/{hers.pk}/administrator/", {"is_administrator": "1"})
    carry_out(boss, f"/tilgang/rolle/{mine.pk}/fjern/")
    assert not anne.assignments.exists()
    assert client_of(berit).get(COLLEAGUES).status_code == 200
    assert "er avsluttet" in OutboxMail.objects.get(recipient="anne@example.org").subject


def test_a_refused_page_offers_the_role_that_opens_it(anne: Person, hamaroy: Organisation, person_as: Any) -> None:
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    second = RoleAssignment.objects.create(person=anne, role="owner", organisation=bodo, is_administrator=True)
    mine = RoleAssignment.objects.get(person=anne, organisation=hamaroy)
    ask_to_join(person("Dag"), bodo, "")
    url = f"/tilgang/soknad/{JoinRequest.objects.get().pk}/avsla/"
    client = client_of(anne)
    page = client.get(url)
    assert page.status_code == 403
    assert "Bytt organisasjon" in page.content.decode()
    assert "Bodø kommune" in page.content.decode()
    answer = client.post("/rolle/", {"assignment": second.pk, "next": url})
    assert answer.headers["Location"] == url
    assert client.get(url).status_code == 200
    assert "Bodø kommune" in client_of(anne).get("/").content.decode(), "remembered the next time"
    client.post("/rolle/", {"assignment": mine.pk})
    assert "Hamarøy kommune" in client_of(anne).get("/").content.decode()
    assert "Bytt organisasjon" not in client_of(person("Egil")).get(url).content.decode()


def test_both_sides_of_a_switch_of_roles_are_in_the_log(anne: Person, hamaroy: Organisation) -> None:
    """Also between two offices, which have a chain each; choosing the role that one has already is no switch."""
    nordland, other = Office.objects.get(slug="nordland"), Office.objects.exclude(slug="nordland")[0]
    egil = member("Egil", hamaroy)
    roles = [
        RoleAssignment.objects.get(person=anne, organisation=hamaroy),
        RoleAssignment.objects.create(person=anne, role="case_officer", office=nordland),
        RoleAssignment.objects.create(person=anne, role="approver", office=nordland),
        RoleAssignment.objects.create(person=anne, role="auditor", office=other),
    ]
    client = client_of(anne)
    for chosen in (roles[0], *roles[1:], roles[3]):
        client.post("/rolle/", {"assignment": chosen.pk})
    client.post("/rolle/", {"assignment": egil.assignments.get().pk})
    written = AuditEntry.objects.filter(action__in=("parties.role.left", "parties.role.taken_up")).order_by("id")
    assert [(each.action.split(".")[-1], each.details["role"], each.office_id) for each in written] == [
        ("left", "owner", None),
        ("taken_up", "case_officer", nordland.pk),
        ("left", "case_officer", nordland.pk),
        ("taken_up", "approver", nordland.pk),
        ("left", "approver", nordland.pk),
        ("taken_up", "auditor", other.pk),
    ]
    assert first_broken_entry() is None


# What the pages cost

QUERIES = {COLLEAGUES: 9, "/nordland/tilgang/": 8, "/bli-med/": 6, "/meg/": 6, "/meg/innlogginger/": 7, "/rolle/": 6}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_the_database_as_often_for_many_as_for_one(
    anne: Person, hamaroy: Organisation, person_as: Any, rows: int
) -> None:
    for number in range(rows):
        member(f"Medlem{number}", hamaroy)
        invite_person(f"ny{number}@example.org", actor=anne, organisation=hamaroy)
        asking = person(f"Spor{number}")
        ask_to_join(asking, hamaroy, "")
        ask_to_join(anne, Organisation.objects.filter(kind="university").order_by("pk")[number], "")
    officer = person_as("case_officer")
    counted = {}
    for url in QUERIES:
        client = client_of(officer if url.startswith("/nordland") else anne)
        client.get(url)  # what is remembered from then on is not counted
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counted[url] = len(captured)
    assert counted == QUERIES
