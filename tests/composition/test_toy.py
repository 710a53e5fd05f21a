"""A module that is added to the list is seen everywhere, through the door, and no other file knows of it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from fordel.composition import composed, modules
from fordel.parties.selectors.own_data import own_data
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport
from fordel.shared.audit import record
from tests.composition.toy.module import MODULE as TOY
from tests.composition.toy.module import SEEN
from tests.conftest import DEMO_FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_toy() -> Iterator[None]:
    SEEN.clear()
    with composed([*modules(), TOY]):
        yield


def test_it_is_on_every_page_it_speaks_to(nordland: Any, with_toy: None, client_as: Callable[..., Any]) -> None:
    record("toy.toy.wound", actor=None, subject=nordland, office=nordland.office)
    officer, auditor = client_as("case_officer"), client_as("auditor", office="nordland")
    start = html.unescape(officer.get(reverse("start", kwargs={**nordland.where})).content.decode())
    for words in ("Toys", "Vind opp leken", "Leken er her", "Se leken", "Lekens dag"):
        assert words in start, words
    history = auditor.get(reverse("history", kwargs={"office": nordland.office.slug})).content.decode()
    assert "Wound up the toy" in history
    assert "Toys" in history


def test_it_reacts_and_refuses(nordland: Any, with_toy: None, person_as: Any, client_of: Any) -> None:
    officer = person_as("case_officer")
    assert own_data(officer)["toys"] == [{"toy": officer.name}]
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), officer)
    assert [frozenset(NeedsReport.objects.values_list("pk", flat=True))] == SEEN
    report = NeedsReport.objects.order_by("number")[0]
    page = client_of(officer).get(reverse("reports:report", kwargs={**nordland.where, "number": report.number}))
    assert "Vi leker med meldingene." in page.content.decode()


def test_it_is_gone_when_it_is_not_in_the_list(nordland: Any, client_as: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        record("toy.toy.wound", actor=None, subject=nordland, office=nordland.office)
    assert "Toys" not in client_as("case_officer").get(reverse("start", kwargs={**nordland.where})).content.decode()
