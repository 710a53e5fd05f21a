"""Agreements in a browser: every page of them, and what a change does to a signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from fordel.parties.models import Organisation, RoleAssignment
from fordel.partnership.models import Agreement, AgreementState, Partnership
from fordel.partnership.services.agreements import partnership_of
from fordel.shared.clock import today
from tests.browser.conftest import Visitor
from tests.partnership.agreements import begun, in_force, signatory

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
WIDTHS = pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])


@pytest.fixture
def pair(nordland: Any) -> Partnership:
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    return partnership_of(bodo, Organisation.objects.get(name__iexact="Nord universitet"))


def _sign(visitor: Visitor, agreement: Agreement, button: str) -> Page:
    visitor.goto(reverse("agreements:check", kwargs={"agreement_id": agreement.pk}))
    return visitor.press(button)


def test_a_change_after_one_signature_is_said_to_both(visitor_as: Visit, pair: Partnership, person_as: Any) -> None:
    signed = begun(pair, signatory(person_as, "owner", pair.owner))
    owner, provider = (
        visitor_as("owner", organisation=pair.owner),
        visitor_as("partner", organisation=pair.provider),
    )
    RoleAssignment.objects.filter(organisation__in=(pair.owner, pair.provider)).update(may_sign=True)
    _sign(owner, signed, "Skriv under avtalen")
    page = provider.goto(reverse("agreements:part", kwargs={"agreement_id": signed.pk, "part": "about"}))
    expect(page.get_by_text("gjelder ikke underskriften fra Bodø kommune lenger")).to_be_visible()
    terms = page.get_by_role("textbox", name="Vilkår")
    terms.click()
    terms.press_sequentially("Noe annet. ")
    expect(page.locator("[data-save-state]")).to_contain_text("Alt er lagret")
    page = owner.goto(reverse("agreements:agreement", kwargs={"agreement_id": signed.pk}))
    expect(page.get_by_text("Underskriften fra Bodø kommune gjelder ikke lenger")).to_be_visible()


@WIDTHS
def test_every_page_of_partnerships(
    visitor_as: Visit, pair: Partnership, person_as: Any, width: int, language: str
) -> None:
    agreed = in_force(pair, signatory(person_as, "owner", pair.owner), signatory(person_as, "partner", pair.provider))
    owner = visitor_as("owner", organisation=pair.owner, width=width, language=language)
    for name in ("agreement", "history", "renew", "end"):
        owner.goto(reverse(f"agreements:{name}", kwargs={"agreement_id": agreed.pk}))
    for name in ("list", "new"):
        owner.goto(reverse(f"own_partnerships:{name}"))
    owner.goto(reverse("pairs:partnership", kwargs={"partnership_id": pair.pk}))
    owner.goto(reverse("providers:list"))
    provider = visitor_as("partner", organisation=pair.provider, width=width, language=language)
    provider.goto(reverse("providers:own"))
    office = visitor_as("case_officer", width=width, language=language)
    office.goto(reverse("partnerships:list", kwargs={"office": "nordland"}))
    office.goto(reverse("partnerships:template", kwargs={"office": "nordland"}))
