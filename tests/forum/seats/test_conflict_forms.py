"""What is wrong in a declaration or a decision is said at its field, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.forum.models import ConflictOfInterest
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.reports.models import NeedsReport
from tests.support.refused import refused_at
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture
def closed(imported: Any) -> NeedsReport:
    return NeedsReport.objects.get(round=imported, number=41)


@pytest.mark.parametrize(
    ("wrong", "anchor"), [({"report": ""}, "report"), ({"report": "999"}, "report"), ({"words": " "}, "words")]
)
def test_a_declaration(
    closed: NeedsReport, seat_for: Callable[..., Any], client_of: ClientOf, wrong: dict[str, str], anchor: str
) -> None:
    typed = {"report": "41", "words": "Min søster\nleder tiltaket"} | wrong
    answer = client_of(seat_for("union").person).post(reverse("forum_work:declare", kwargs=WHERE), typed)
    refused_at(answer, anchor, {"words": "Min søster leder tiltaket"} if anchor == "report" else {"report": "41"})
    assert not ConflictOfInterest.objects.exists()


def test_a_decision_is_refused_in_its_own_row(
    closed: NeedsReport, seat_for: Callable[..., Any], client_of: ClientOf, officer: Any
) -> None:
    seat, office = seat_for("public_owner", closed.owner), client_of(officer)
    conflict = ConflictOfInterest.objects.get(member=seat, report=closed)
    decide = reverse("forum_work:decide-conflict", kwargs={**WHERE, "conflict_id": conflict.pk})
    refused_at(office.post(decide, {"verb": "find_impartial", "words": " "}), f"words-{conflict.pk}", {})
    typed = {"words": "Han har\nsluttet"}
    refused_at(office.post(decide, typed), "", {"words": "Han har sluttet"})


def test_what_somebody_at_the_office_has_declared_is_refused_without_a_link(
    closed: NeedsReport, seat_for: Callable[..., Any], client_of: ClientOf, officer: Any
) -> None:
    """They have no form for it on the page."""
    seat = seat_for("union")
    conflict = declare_conflict(seat, closed, "Min søster", seat.person)
    ConflictOfInterest.objects.filter(pk=conflict.pk).update(report=closed)
    decide = reverse("forum_work:decide-conflict", kwargs={**WHERE, "conflict_id": conflict.pk})
    seat.ends_on = seat.starts_on
    seat.save(update_fields=["ends_on"])
    refused_at(client_of(officer).post(decide, {"verb": "find_impartial"}), "", {}, status=409)
