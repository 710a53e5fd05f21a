"""An owner chooses a partner among those suggested, at both widths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.parties.models import Organisation
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import DraftParty
from tests.partnership.test_suggestions import address_of, offer_of
from tests.reports.drafting.conftest import (
    january,
    organisation_of,
    set_time,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_an_owner_chooses_a_suggested_provider(
    nordland: Any,
    january: datetime,
    visitor_as: Callable[..., Any],
    width: int,
) -> None:
    hamaroy = organisation_of("1875")
    owner = visitor_as("owner", organisation=hamaroy, width=width)
    person = hamaroy.roleassignment_set.get().person
    draft = start_draft(nordland, hamaroy, person)
    write(draft, person, {"themes": ["sprak"]})
    chosen = offer_of("Abisko universitet", kinds=["network"], languages=["nb", "smj"])
    owner.goto(address_of(draft))
    box = owner.page.get_by_role("region", name="De tilbyr det dette handler om, og har plass")
    expect(box.get_by_text("Språk: Bokmål, Lulesamisk")).to_be_visible()
    owner.follow("Velg Abisko universitet")
    expect(owner.page.get_by_label("Partner", exact=True)).to_have_value(str(chosen.pk))
    owner.press("Legg til partneren")
    assert DraftParty.objects.get(draft=draft).organisation == Organisation.objects.get(pk=chosen.pk)
