"""A person's list of what they were notified of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from fordel.notices.models import MailChoices, Notification
from fordel.notices.recipient import to_people, to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Office, Person
from fordel.parties.notices import AskedToJoin
from fordel.parties.selectors.own_data import own_data
from fordel.parties.services.erase_person import erase_person
from fordel.shared.clock import now
from fordel.shared.notice import Category
from tests.clients import client_of
from tests.notices.notified import notified

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
LIST, READ_ALL = "/meg/varsler/", "/meg/varsler/lest/"


@pytest.fixture
def office(reference_data: None) -> Office:
    return Office.objects.get(slug="nordland")


@pytest.fixture
def anne(office: Office, person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


def page_of(person: Person, url: str = LIST) -> str:
    return client_of(person).get(url).content.decode()


def test_the_list_has_what_they_were_notified_of_the_newest_first(anne: Person, person_as: Make) -> None:
    notified(anne, "Først", text="\nLinje en. Se her: https://x/1\n\nLinje to")
    notified(anne, "Så", category=Category.MEETINGS)
    notified(person_as("approver"), "En annens")
    page = page_of(anne)
    assert page.index("Så") < page.index("Først")
    assert "Linje en" in page and "Linje to" not in page and "Se her" not in page
    assert "En annens" not in page


def test_the_header_says_how_many_are_unread_and_asks_nothing_for_it(
    anne: Person, django_assert_num_queries: Any
) -> None:
    client, url = client_of(anne), reverse("my-page")
    client.get(url)
    assert "0 uleste varsler" in client.get(url).content.decode()
    with django_assert_num_queries(5):
        client.get(url)
    for number in range(3):
        notified(anne, f"V{number}")
    with django_assert_num_queries(5):
        page = client.get(url).content.decode()
    assert "3 uleste varsler" in page


def test_opening_one_marks_it_read_and_leads_to_what_it_is_about(anne: Person) -> None:
    row, other = notified(anne, "Les meg", path="/mine/"), notified(anne)
    url = reverse("notifications:notification", kwargs={"notification_id": row.pk})
    assert client_of(anne).head(url).status_code == 200
    row.refresh_from_db()
    assert row.read_at is None, "a program that looks whether the page is there does not read it"
    assert 'href="/mine/"' in page_of(anne, url)
    row.refresh_from_db()
    first = row.read_at
    assert first is not None
    page_of(anne, url)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.read_at, other.read_at) == (first, None)
    assert "1 ulest varsel" in page_of(anne)


def test_nobody_reads_what_another_was_notified_of(anne: Person, person_as: Make) -> None:
    row = notified(person_as("approver"), "Hemmelig")
    url = reverse("notifications:notification", kwargs={"notification_id": row.pk})
    answer = client_of(anne).get(url)
    row.refresh_from_db()
    assert answer.status_code == 403 and "Hemmelig" not in answer.content.decode() and row.read_at is None


def test_it_is_filtered_by_kind_and_by_what_is_unread(anne: Person) -> None:
    notified(anne, "Møtesak", category=Category.MEETINGS)
    read = notified(anne, "Melding")
    Notification.objects.filter(pk=read.pk).update(read_at=now())
    assert "Melding" not in page_of(anne, f"{LIST}?kind=meetings")
    unread = page_of(anne, f"{LIST}?unread=1")
    assert "Møtesak" in unread and "Melding" not in unread
    assert "Ingenting passer" in page_of(anne, f"{LIST}?kind=events")
    assert "Ingenting passer" in page_of(anne, f"{LIST}?kind=nonsense%00")


def test_all_are_marked_as_read_but_for_those_that_came_since_the_list_was_opened(
    anne: Person, person_as: Make
) -> None:
    early, late = notified(anne, "Før"), notified(anne, "Etter")
    other = notified(person_as("approver"))
    Notification.objects.filter(pk=early.pk).update(at=now() - timedelta(minutes=2))
    seen = (now() - timedelta(minutes=1)).isoformat()
    client = client_of(anne)
    assert client.post(READ_ALL, {"seen": seen}).status_code == 302
    unread = set(Notification.objects.filter(read_at__isnull=True).values_list("pk", flat=True))
    assert unread == {late.pk, other.pk}
    assert client.post(READ_ALL, {"seen": "i går"}).status_code == 302
    assert list(Notification.objects.filter(read_at__isnull=True)) == [other]
    assert "Merk alle som lest" not in page_of(anne)


def test_a_long_list_is_paged_and_costs_the_same(anne: Person, django_assert_num_queries: Any) -> None:
    client = client_of(anne)
    notified(anne)
    for rows in (2, 68):
        for number in range(rows):
            notified(anne, f"V{number}")
        with django_assert_num_queries(6):
            page = client.get(LIST).content.decode()
    assert "side=2" in page


def test_a_link_out_of_the_site_is_not_kept(anne: Person, office: Office) -> None:
    notify(to_person(anne, office), AskedToJoin("Kari", "kari@example.org", "Bodø kommune", "Hei"))
    assert Notification.objects.get().path == reverse("home")


def test_the_text_of_others_is_shown_as_text(anne: Person) -> None:
    row = notified(anne, "<b>x</b>", text="<script>alert(1)</script>", path="")
    page = page_of(anne, reverse("notifications:notification", kwargs={"notification_id": row.pk}))
    assert "<script>alert" not in page and "<b>x" not in page


@pytest.mark.parametrize("readers", [1, 4])
def test_the_lists_of_many_cost_as_much_as_that_of_one(
    office: Office, person_as: Make, django_assert_num_queries: Any, readers: int
) -> None:
    """One query for the readers and one for their lists; each mail has a job of its own."""
    people = [person_as("case_officer") for _number in range(readers)]
    recipients = to_people([each.pk for each in people], office)
    with django_assert_num_queries(5 + readers):
        notify(recipients, AskedToJoin("Kari", "kari@example.org", "Bodø kommune", "Hei"))
    assert Notification.objects.count() == readers


def test_a_person_gets_all_of_it_as_their_own_data(anne: Person) -> None:
    notified(anne, "Mitt varsel")
    MailChoices.objects.create(person=anne, daily=["reports"])
    held = own_data(anne)
    assert [row["subject"] for row in held["notifications"]] == ["Mitt varsel"]
    assert held["how_mail_comes"][0]["daily"] == ["reports"]


def test_whoever_is_erased_is_in_no_list(anne: Person, office: Office, person_as: Make) -> None:
    """Neither in their own, nor by their address in that of somebody else."""
    other = person_as("approver")
    notified(anne, "Mitt")
    notify(to_person(other, office), AskedToJoin("Kari", anne.email, "Bodø kommune", "Hei"))
    kept = notified(other, "Noe annet")
    MailChoices.objects.create(person=anne)
    erase_person(anne.pk)
    assert list(Notification.objects.all()) == [kept]
    assert not MailChoices.objects.exists()
