"""Who is notified, in which language, and who could not be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.utils.translation import get_language, gettext, override

from fordel.notices.recipient import (
    Recipient,
    to_addresses,
    to_office,
    to_organisation,
    to_organisations,
    to_people,
    to_person,
)
from fordel.notices.services.notify import notify
from fordel.parties.models import Office, Organisation, Person, RoleAssignment
from fordel.shared.models import OutboxMail
from fordel.shared.notice import Category, Notice

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@dataclass(frozen=True)
class Plain(Notice):
    kind: ClassVar = "test.plain"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return f"{gettext('Not known')} {get_language()}"

    def text(self) -> str:
        return "Hei"


@pytest.fixture
def office(reference_data: None) -> Office:
    return Office.objects.get(slug="nordland")


@pytest.fixture
def hamaroy(office: Office) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


@pytest.fixture
def anne(hamaroy: Organisation, person_as: Make) -> Person:
    found: Person = person_as("owner", organisation=hamaroy)
    return found


def language_of(recipients: list[Recipient]) -> str:
    (found,) = recipients
    return found.language


@pytest.mark.parametrize(
    ("own", "organisation", "office_form", "wanted"),
    [
        ("en", "nn", "nn", "en"),
        ("nb", "nn", "nn", "nb"),
        ("", "nn", "nb", "nn"),
        ("", "neutral", "nn", "nn"),
        ("", "", "nn", "nn"),
        ("", "neutral", "neutral", "nb"),
        ("", "", "neutral", "nb"),
        ("se", "nn", "nb", "nn"),
    ],
)
def test_the_person_decides_then_the_organisation_then_the_office(
    anne: Person, hamaroy: Organisation, office: Office, own: str, organisation: str, office_form: str, wanted: str
) -> None:
    anne.language, hamaroy.language_form, office.language_form = own, organisation, office_form
    anne.save()
    assert language_of(to_organisation(hamaroy, office)) == wanted


@pytest.mark.parametrize(("own", "form", "wanted"), [("en", "nn", "en"), ("", "nn", "nn"), ("", "neutral", "nb")])
def test_people_of_an_office_follow_it(person_as: Make, office: Office, own: str, form: str, wanted: str) -> None:
    officer = person_as("case_officer")
    officer.language, office.language_form = own, form
    officer.save()
    assert language_of(to_office(office)) == wanted
    assert language_of(to_people([officer.pk], office)) == wanted
    assert language_of(to_person(officer, office)) == wanted


def test_an_unknown_address_gets_the_language_that_the_sender_names(anne: Person) -> None:
    Person.objects.filter(pk=anne.pk).update(language="nn")
    found = to_addresses(["New@example.org", anne.email.upper()], "en")
    assert {each.address: each.language for each in found} == {"new@example.org": "en", anne.email: "nn"}


def test_people_who_are_not_active_get_nothing(
    anne: Person, hamaroy: Organisation, office: Office, person_as: Make
) -> None:
    officer = person_as("case_officer")
    Person.objects.update(is_active=False)
    officer.refresh_from_db()
    assert to_person(officer, office) == to_people([officer.pk], office) == to_office(office) == []
    assert to_addresses([anne.email], "nb") == []
    sent = notify(to_organisation(hamaroy, office), Plain())
    assert (sent.reached, sent.unreached, OutboxMail.objects.count()) == ((), (hamaroy.pk,), 0)
    assert not sent


def test_each_address_gets_one_mail_in_its_own_language(
    anne: Person, hamaroy: Organisation, office: Office, person_as: Make
) -> None:
    RoleAssignment.objects.create(person=anne, role="partner", organisation=hamaroy)
    berit = person_as("owner", organisation=hamaroy)
    Person.objects.filter(pk=berit.pk).update(language="nn")
    with override("en"):
        sent = notify([*to_organisation(hamaroy, office), *to_person(anne, office)], Plain())
    assert sent.person_ids == tuple(sorted((anne.pk, berit.pk)))
    assert sent.count == 2
    mails = dict(OutboxMail.objects.values_list("recipient", "subject"))
    assert mails == {anne.email: "Ikke kjent nb", berit.email: "Ikkje kjend nn"}


def test_organisations_that_nobody_acts_for_are_returned(
    anne: Person, hamaroy: Organisation, office: Office, django_assert_num_queries: Any
) -> None:
    others = list(Organisation.objects.exclude(pk=hamaroy.pk).order_by("pk")[:3])
    with django_assert_num_queries(1):
        recipients = to_organisations([*others, hamaroy, others[0]], office)
    sent = notify(recipients, Plain())
    assert [each.address for each in sent.reached] == [anne.email]
    assert sent.reached[0].organisation_id == hamaroy.pk
    assert sent.unreached == tuple(each.pk for each in others)


def test_nobody_is_no_mail() -> None:
    assert notify([], Plain()).count == 0
    assert not OutboxMail.objects.exists()
