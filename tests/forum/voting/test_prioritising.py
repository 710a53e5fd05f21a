"""Members give points or ranks beforehand; only what they may assess counts, and nobody sees it before it is closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from fordel.forum.models import Assessment, ForumMember, Prioritising
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.forum.voting.selectors.prioritising import finished, results
from fordel.forum.voting.services.prioritise import assess, close_prioritising, open_prioritising
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from tests.support.addresses import address_of
from tests.support.refused import refused_at
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
LATER = datetime(2099, 3, 1, tzinfo=OSLO)
PAGE = "/nordland/kollektiv/2026/prioritering/"


@pytest.fixture
def forum(imported: Any, seat_for: Callable[..., ForumMember]) -> tuple[NeedsReport, list[ForumMember]]:
    report = NeedsReport.objects.get(round=imported, number=41)
    report.title = "Tiltak om fjellrev"
    report.save(update_fields=["title"])
    return report, [seat_for("public_owner", report.owner), seat_for("union"), seat_for("ks"), seat_for("observer")]


def test_points_become_a_score_of_those_entitled_and_are_hidden_until_closed(
    imported: Any, forum: Any, officer: Any, client_of: Any
) -> None:
    report, (owner, union, ks, observer) = forum
    office = client_of(officer)
    answer = office.post(address_of("forum_work:open-prioritising"), {"method": "points"})
    refused_at(answer, "closes_at", {"method": "points"})
    sent = {"method": "points", "closes_at": "2099-03-01"}
    assert office.post(address_of("forum_work:open-prioritising"), sent).status_code == 302
    opened = Prioritising.objects.get()
    one, two = client_of(union.person), client_of(ks.person)
    assert one.post(PAGE, {"report-41": "7", "report-1": "10"}).status_code == 302
    assert two.post(PAGE, {"report-41": "8"}).status_code == 302
    assert two.post(PAGE, {"report-41": "9,5"}).status_code == 422
    refused_at(two.post(PAGE, {"report-41": "11", "report-1": "3"}), "report-41", {"report-41": "11", "report-1": "3"})
    assert client_of(owner.person).post(PAGE, {"report-41": "10"}).status_code == 422
    assert client_of(observer.person).post(PAGE, {"report-1": "10"}).status_code == 422
    assert Assessment.objects.count() == 3
    assert 'value="7"' in one.get(PAGE).content.decode() and 'value="7"' not in two.get(PAGE).content.decode()
    hidden = client_of(owner.person).get(PAGE).content.decode()
    assert report.title not in hidden and "report-41" not in hidden and "lukket for deg" in hidden
    assert finished(opened).begun == 2 and finished(opened).finished == 0
    with pytest.raises(LookupError):
        results(opened)
    assert office.post(PAGE, {"report-41": "10"}).status_code == 403
    assert carry_out(office, address_of("forum_work:close-prioritising")).status_code == 302
    came = results(Prioritising.objects.get())
    assert (came[report.pk].value, came[report.pk].count, came[report.pk].of) == (750, 2, 2)
    assert one.post(PAGE, {"report-41": "1"}).status_code == 409
    assert "750" in one.get(PAGE).content.decode()
    after = client_of(owner.person).get(PAGE).content.decode()
    assert report.title not in after and not re.search(r"\b750\b", after)


def test_ranks_become_classes_and_what_a_partial_member_gave_does_not_count(
    imported: Any, forum: Any, officer: Any
) -> None:
    report, (_owner, union, ks, _observer) = forum
    opened = open_prioritising(imported, "ranks", LATER, officer)
    with pytest.raises(UserError):
        assess(opened.pk, union, {1: "1", 2: "1"})
    assess(opened.pk, union, {41: "1", 1: "2", 2: "3"})
    assess(opened.pk, ks, {41: "3", 1: "1", 2: "2"})
    declare_conflict(ks, report, "Min bror", ks.person)
    close_prioritising(opened.pk, officer)
    by_number = {
        NeedsReport.objects.get(pk=pk).number: each for pk, each in results(Prioritising.objects.get()).items()
    }
    assert (by_number[41].value, by_number[41].count, by_number[41].of) == (1, 1, 1)
    assert by_number[1].value == 2 and by_number[2].value == 3 and by_number[3].value is None
    with pytest.raises(UserError):
        open_prioritising(imported, "ranks", LATER, officer)
