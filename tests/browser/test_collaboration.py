"""Parties, requests, receipts and the own list, at two widths and in both forms of Norwegian: full, empty and with an
error."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.parties.models import Organisation, Person
from fordel.reports.drafting.services.document import NEEDS_REPORT, submit_report
from fordel.reports.drafting.services.drafts import start_draft, withdraw_report
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.services.answer_party import confirm_party, decline_party
from fordel.reports.partners.services.tell_change import tell_party
from fordel.reports.selectors.submissions import report_of
from fordel.shared.clock import now
from fordel.writing.services.attachments import add_attachment
from tests.browser.conftest import Visitor
from tests.reports.drafting.conftest import (
    fill,
    hamaroy,
    january,
    marit,
    organisation_of,
    set_time,
    uit,
    write,
)
from tests.reports.partners.conftest import seen_of

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
MUCH = [(1280, "nb"), (390, "nn")]
LONG = "Barna møter en skole som er klar for dem, og de ansatte kjenner hverandre. " * 12


@pytest.fixture
def much(nordland: Any, january: datetime, uit: Organisation, person_as: Any) -> dict[str, ReportDraft]:
    """A draft of Hamarøy with a party in every state, and requests to UiT in every state."""
    owner = organisation_of("1875")
    person, anne = person_as("owner", organisation=owner), person_as("partner", organisation=uit)
    states = {}
    for state, number in (
        ("asked", "1804"),
        ("changed", "1806"),
        ("confirmed", "1811"),
        ("declined", "1812"),
        ("mine", "1875"),
    ):
        municipality = organisation_of(number)
        writer = person if state == "mine" else person_as("owner", organisation=municipality)
        draft = start_draft(nordland, municipality, writer)
        party = fill(draft, writer, uit, title=f"Overgang barnehage–skole i {municipality.name}", goal=LONG)
        states[state] = draft
        if state in ("changed", "confirmed", "mine"):
            confirm_party(party.pk, anne, seen_of(party), now())
        if state in ("changed", "mine"):
            key = f"budget.2026.{party.slot}.carrying_out"
            write(
                draft,
                writer,
                {
                    key: "340 000",
                    "goal": LONG.replace("klar for dem", "klar for alle"),
                    "budget.2026.owner.planning": "72 379",
                },
            )
        if state == "declined":
            decline_party(party.pk, anne, "Vi har ikke folk til det i år.", now())
    others = list(Organisation.objects.filter(kind="university").exclude(pk=uit.pk).order_by("name")[:3])
    mine = states["mine"]
    for organisation, state in zip(others, ("not_asked", "asked", "declined"), strict=True):
        DraftParty.objects.create(
            draft=mine,
            organisation=organisation,
            role="partner",
            state=state,
            asked_at=None if state == "not_asked" else now() - timedelta(days=2),
            answered_at=now() if state == "declined" else None,
            answer_text="Vi har ikke folk til det i år." if state == "declined" else "",
        )
    fresh = ReportDraft.objects.select_related("document", "round__scheme", "round__office", "owner", "report").get(
        pk=mine.pk
    )
    add_attachment(NEEDS_REPORT, fresh, "kartlegging av overganger.txt", b"Kartlegging", person, now())
    return states


def _sent(draft: ReportDraft) -> int:
    """The report's id; parties that stop sending are out."""
    DraftParty.objects.filter(draft=draft, state__in=("not_asked", "declined")).delete()
    person = Person.objects.get(pk=draft.document.created_by_id)
    return report_of(submit_report(draft.pk, person, now())).pk


@pytest.mark.parametrize(("width", "language"), MUCH)
def test_the_owners_pages(visitor_as: Visit, much: dict[str, ReportDraft], width: int, language: str) -> None:
    mine = much["mine"]
    owner = visitor_as("owner", width=width, language=language, organisation=organisation_of("1875"))
    owner.goto("/mine/")
    for part in ("partners", "attachments"):
        owner.goto(f"/mine/utkast/{mine.pk}/del/{part}/")
    owner.goto(f"/mine/utkast/{mine.pk}/historikk/")
    owner.goto(f"/mine/utkast/{mine.pk}/kast/")
    report = _sent(mine)
    owner.goto(f"/mine/melding/{report}/kvittering/")
    owner.goto(f"/mine/melding/{report}/trekk/")
    owner.goto("/mine/")
    withdraw_report(mine.pk, Person.objects.get(pk=mine.document.created_by_id), now())
    owner.goto("/mine/")


@pytest.mark.parametrize(("width", "language"), MUCH)
def test_the_partners_pages(
    visitor_as: Visit,
    much: dict[str, ReportDraft],
    uit: Organisation,
    width: int,
    language: str,
) -> None:
    partner = visitor_as("partner", width=width, language=language, organisation=uit)
    partner.goto("/")
    page = partner.goto("/mine/bekreft/")
    assert page.locator("input[name=seen]").count() == 3
    for state in ("changed", "asked", "declined"):
        partner.goto(f"/mine/bekreft/{much[state].parties.get().pk}/")
    partner.goto("/mine/bekreft/?q=finnes-ikke")


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_without_anything(visitor_as: Visit, nordland: Any, january: datetime, width: int) -> None:
    owner = visitor_as("owner", width=width, organisation=organisation_of("1875"))
    owner.goto("/mine/")
    owner.goto("/mine/bekreft/")
    partner = visitor_as("partner", width=width, organisation=Organisation.objects.filter(kind="university")[0])
    partner.goto("/mine/bekreft/")


def test_a_change_is_confirmed_again_in_one_click(
    visitor_as: Visit,
    much: dict[str, ReportDraft],
    uit: Organisation,
) -> None:
    party = much["changed"].parties.get()
    tell_party(party.draft_id, party.pk, Person.objects.get(pk=much["changed"].document.created_by_id))
    partner = visitor_as("partner", width=390, organisation=uit)
    page = partner.goto(f"/mine/bekreft/{party.pk}/")
    assert "I 2026: 356\u00a0000 → 340\u00a0000 kroner (−16\u00a0000)" in page.inner_text("main")
    partner.press("Bekreft på nytt")
    assert "Dere har bekreftet" in page.inner_text("main")
    party.refresh_from_db()
    assert party.state == "confirmed"


def test_declining_without_a_reason_is_told_at_the_field(
    visitor_as: Visit,
    much: dict[str, ReportDraft],
    uit: Organisation,
) -> None:
    partner = visitor_as("partner", width=390, organisation=uit)
    page = partner.goto(f"/mine/bekreft/{much['asked'].parties.get().pk}/")
    page.locator("details.decline > summary").click()
    partner.press("Avslå")
    expect(page).to_have_title(re.compile("^Feil:"))
    assert page.get_by_label("Hvorfor takker dere nei?").get_attribute("aria-invalid") == "true"
    page.get_by_label("Hvorfor takker dere nei?").fill("Vi har ikke folk.")
    partner.press("Avslå")
    assert "Vi har ikke folk." in page.inner_text("main")
