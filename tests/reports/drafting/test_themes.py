"""An owner chooses between the themes of the year's plan, each with its goal."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from fordel.parties.models import Person
from fordel.reports.models import ReportDraft
from tests.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name", "goal"),
    [
        ("nb", "Overganger", "Overgangen fra barnehage til skole, og mellom skoler, er planlagt sammen."),
        ("nn", "Overgangar", "Overgangen frå barnehage til skule, og mellom skular, er planlagd saman."),
    ],
)
def test_the_goal_is_read_with_the_theme(
    empty_draft: ReportDraft, marit: Person, january: datetime, language: str, name: str, goal: str
) -> None:
    client = client_of(marit)
    client.cookies["fordel_language"] = language
    address = reverse("own_needs:draft-part", kwargs={"draft_id": empty_draft.pk, "part": "about"})
    page = client.get(address).content.decode()
    assert 'aria-describedby="f-themes-overgang-means"' in page
    assert name in page and goal in page
