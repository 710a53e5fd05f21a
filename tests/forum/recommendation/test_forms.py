"""What is wrong in a form of the recommendation is said at its field, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from fordel.forum.models import ForumMember, Recommendation, Scenario
from tests.support.refused import refused_at
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
HERE = f"{HOME}innstilling/"


def test_the_scenario_to_begin_with_must_be_chosen(scenario: Scenario, office: Client) -> None:
    refused_at(office.post(f"{HERE}begynn/", {"scenario": "0"}), "scenario_0", {})
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    ("where", "typed", "anchor"),
    [
        ("tiltak/41/", {"criteria": " "}, "criteria"),
        ("alternativ/", {"scenario": "0"}, "scenario_0"),
        ("rekkefolge/", {"place-41": "sist", "place-7": "2"}, "place-41"),
        ("rekkefolge/", {"place-41": "53"}, "place-41"),
    ],
)
def test_a_page_with_one_form(
    draft: Recommendation, office: Client, where: str, typed: dict[str, str], anchor: str
) -> None:
    kept = {name: text for name, text in typed.items() if name != "scenario"}
    refused_at(office.post(f"{HERE}{where}", {"seen": str(draft.revision)} | typed), anchor, kept)


def test_what_somebody_else_has_changed_can_be_saved_again(draft: Recommendation, office: Client) -> None:
    """The page that comes back is of the recommendation as it is now."""
    draft.revision += 1
    draft.save(update_fields=["revision"])
    typed = {"text": "Forumet vil\nha nettverk.", "reserve_text": "Felles tiltak."}
    answer = office.post(f"{HERE}tekst/", {"seen": str(draft.revision - 1)} | typed)
    shown = {"text": "Forumet vil ha nettverk.", "reserve_text": "Felles tiltak.", "seen": str(draft.revision)}
    refused_at(answer, "", shown, status=409)
    assert office.post(f"{HERE}tekst/", {"seen": str(draft.revision)} | typed).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "anchor"), [({"seat": ""}, "seat"), ({"about": "999"}, "about"), ({"dissent": " "}, "dissent")]
)
def test_a_dissent(
    draft: Recommendation,
    office: Client,
    seat_for: Callable[..., ForumMember],
    wrong: dict[str, str],
    anchor: str,
) -> None:
    seat = seat_for("union")
    typed = {"seat": str(seat.pk), "about": "41", "dissent": "Vi vil\nnoe annet."} | wrong
    answer = office.post(f"{HERE}dissens/", {"seen": str(draft.revision)} | typed)
    kept = {name: " ".join(text.split()) for name, text in typed.items() if name not in wrong}
    refused_at(answer, anchor, kept)
