"""Notifications at a browser, at both widths: from the bell to the page that one is about, and how mail comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.notices.models import MailChoices
from fordel.parties.models import Organisation, Person
from fordel.shared.notice import Category
from tests.notices.notified import notified

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_reader_follows_the_bell_and_chooses_what_comes_by_mail(
    nordland: Any, visitor_as: Callable[..., Any], width: int
) -> None:
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    owner = visitor_as("owner", organisation=hamaroy, width=width)
    person = Person.objects.get()
    notified(person, "Møtet er flyttet", category=Category.MEETINGS)
    notified(person, "Meldingen er klar", path="/mine/")
    owner.goto("/")
    owner.follow("2 uleste varsler")
    owner.follow("Meldingen er klar")
    owner.follow("Åpne siden det gjelder")
    assert owner.page.url.endswith("/mine/")
    owner.follow("1 ulest varsel")
    owner.press("Merk alle som lest")
    expect(owner.page.get_by_text("Ulest", exact=True)).to_have_count(0)
    owner.follow("Velg hva som kommer på e-post")
    group = owner.page.get_by_role("group", name="Arrangementer").or_(
        owner.page.get_by_role("radiogroup", name="Arrangementer")
    )
    group.get_by_label("Ikke på e-post").check()
    owner.page.get_by_label("Stille fra").select_option("22.00")
    owner.page.get_by_label("Stille til").select_option("07.00")
    owner.press("Lagre")
    kept = MailChoices.objects.get()
    assert (kept.off, kept.quiet_from, kept.quiet_to) == (["events"], 22, 7)
