"""Providers that are suggested while an owner looks for a partner: why, in which order, and that it needs no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Organisation, Person
from fordel.partnership.models import ProviderOffer
from fordel.partnership.selectors.offers import coming_half_years
from fordel.programme.models import Round
from fordel.reports.models import DraftParty, NeedsReport, ReportDraft, ReportPartner
from fordel.shared import clock
from tests.clients import client_of
from tests.reports.drafting.conftest import (  # noqa: F401 -- fixtures
    empty_draft,
    hamaroy,
    january,
    marit,
    set_time,
    write,
)
from tests.support.groups import group_in

pytestmark = pytest.mark.django_db
HEADING = "De tilbyr det dette handler om, og har plass"


def offer_of(name: str, *, themes: tuple[str, ...] = ("sprak",), room: int = 4, **more: Any) -> Organisation:
    """A provider with the name that offers the themes and has room in the half-year after the next."""
    organisation = Organisation.objects.filter(name=name).first() or Organisation.objects.create(
        name=name, kind="university", source="manual"
    )
    capacity = {coming_half_years()[2]: room}
    ProviderOffer.objects.create(
        organisation=organisation, themes=list(themes), capacity=capacity, changed_at=clock.now(), **more
    )
    return organisation


def address_of(draft: ReportDraft) -> str:
    return reverse("own_needs:draft-part", kwargs={"draft_id": draft.pk, "part": "partners"})


@pytest.fixture
def draft(empty_draft: ReportDraft, marit: Person) -> ReportDraft:  # noqa: F811
    """About language, without a partner."""
    write(empty_draft, marit, {"themes": ["sprak"]})
    return empty_draft


@pytest.fixture
def owner(marit: Person) -> Client:  # noqa: F811
    return client_of(marit)


def page_of(client: Client, draft: ReportDraft, query: str = "") -> str:
    answer = client.get(address_of(draft) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_those_that_offer_the_theme_and_have_room_are_suggested_with_the_reason(
    draft: ReportDraft, owner: Client
) -> None:
    offer_of("Ørnes høgskole", kinds=["network"], languages=["nb", "smj"])
    offer_of("Abisko universitet", themes=("sprak", "overgang"))
    offer_of("Fullt universitet", room=0)
    offer_of("Et annet tema", themes=("overgang",))
    page = page_of(owner, draft)
    box = page[page.index(HEADING) : page.index('class="add-party"')]
    assert box.index("Abisko universitet") < box.index("Ørnes høgskole"), "in the order of the alphabet, as it says"
    assert "alfabetisk rekkefølge" in box
    for reason in (": 4", "Nettverk av eiere", "Lulesamisk"):
        assert reason in box
    assert "Fullt universitet" not in box and "Et annet tema" not in box
    assert "overgang" not in box.lower(), "the theme that the measure is not about is no reason"


def test_what_they_have_done_together_before_is_a_reason(
    draft: ReportDraft,
    owner: Client,
    hamaroy: Organisation,  # noqa: F811
) -> None:
    known = offer_of("Kjent universitet")
    offer_of("Ukjent universitet")
    before = Round.objects.get(office=draft.round.office, year=2025)
    for number, state in enumerate(("accepted", "submitted", "withdrawn"), start=1):
        report = NeedsReport.objects.create(
            round=before,
            number=900 + number,
            owner=hamaroy,
            target_group=group_in(before, "school"),
            title="I fjor",
            amount=100,
            identity=str(number),
            content_hash="x",
            updated_at=clock.now(),
            state=state,
        )
        ReportPartner.objects.create(report=report, organisation=known)
    page = page_of(owner, draft)
    assert page.count("Dere har 2 tiltak sammen") == 1


def test_choosing_one_fills_the_form_that_adds_it(draft: ReportDraft, owner: Client) -> None:
    chosen = offer_of("Abisko universitet")
    assert f'href="?velg={chosen.pk}#partner-organisation"' in page_of(owner, draft)
    page = page_of(owner, draft, f"?velg={chosen.pk}")
    assert f'<option value="{chosen.pk}" selected>' in page
    add = reverse("own_needs:party-add", kwargs={"draft_id": draft.pk})
    assert owner.post(add, {"role": "partner", "organisation": str(chosen.pk)}).status_code == 302
    assert DraftParty.objects.get(draft=draft).organisation == chosen
    assert HEADING not in page_of(owner, draft), "whoever is in the report is not suggested"


@pytest.mark.parametrize("query", ["?velg=0", "?velg=999999999999", "?velg=x", "?velg="])
def test_a_choice_that_is_none_changes_nothing(draft: ReportDraft, owner: Client, query: str) -> None:
    field = page_of(owner, draft, query).split('id="partner-organisation"')[1].split("</select>")[0]
    assert not re.search(r'value="\d+" selected', field)


def test_without_a_theme_or_an_offer_there_is_no_empty_box(
    empty_draft: ReportDraft,  # noqa: F811
    marit: Person,  # noqa: F811
    owner: Client,
) -> None:
    write(empty_draft, marit, {"themes": ["sprak"]})
    assert HEADING not in page_of(owner, empty_draft)
    offer_of("Abisko universitet")
    assert HEADING in page_of(owner, empty_draft)
    write(empty_draft, marit, {"themes": []})
    assert HEADING not in page_of(owner, empty_draft)


def test_they_cost_the_same_for_one_and_for_many(
    draft: ReportDraft,
    owner: Client,
    january: datetime,  # noqa: F811
    django_assert_num_queries: Callable[..., Any],
) -> None:
    page_of(owner, draft)
    for names in (["Et"], ["To", "Tre", "Fire"]):
        for name in names:
            offer_of(f"{name} universitet")
        with django_assert_num_queries(16):
            page_of(owner, draft)
