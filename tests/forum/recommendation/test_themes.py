"""How the recommendation spreads over the themes of the plan: on the page and in the PDF, for each reader."""

from __future__ import annotations

from collections.abc import Callable

import html5lib
import pytest
from django.test import Client

from fordel.core.money import format_kroner
from fordel.forum.models import ForumMember, Recommendation, ScenarioAmount
from fordel.forum.recommendation.selectors.content import state_of_draft
from fordel.forum.recommendation.selectors.theme_sums import theme_sums
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from tests.forum.seats.test_conflicts import text_of
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
HERE = f"{HOME}innstilling/"
SeatFor = Callable[..., ForumMember]


def _rows(client: Client) -> list[list[str]]:
    root = html5lib.parse(client.get(HERE).content.decode(), namespaceHTMLElements=False)
    section = next(each for each in root.iter("section") if each.get("aria-labelledby") == "themes")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in section.iter("tr")][1:]


@pytest.fixture
def themed(draft: Recommendation) -> Recommendation:
    """The first three reports name a theme, one of them in nynorsk, and one of them gets nothing."""
    names = ("Overganger", "Overgangar", "Digital praksis")
    reports = list(NeedsReport.objects.filter(round=draft.round).order_by("number"))
    for report in reports:
        report.theme = "Noe annet"
    for report, name in zip(reports, names, strict=False):
        report.theme = name
    NeedsReport.objects.bulk_update(reports, ["theme"])
    ScenarioAmount.objects.filter(scenario=draft.scenario, report=reports[0]).update(amount=0, by_line={})
    return draft


def _expected(names: list[str]) -> list[str]:
    """Measures, asked and recommended of the reports that name one of these, from their rows."""
    reports = list(NeedsReport.objects.filter(theme__in=names))
    amounts = list(ScenarioAmount.objects.filter(report__in=reports).values_list("amount", flat=True))
    supported, asked = sum(each > 0 for each in amounts), sum(each.amount for each in reports)
    count = str(len(reports)) if supported == len(reports) else f"{supported} av {len(reports)}"
    return [count, *(format_kroner(each).replace("\u00a0", " ") for each in (asked, sum(amounts)))]


def test_every_theme_and_what_is_outside_sum_to_the_whole(office: Client, themed: Recommendation) -> None:
    rows = {name: cells for name, *cells in _rows(office)}
    assert rows["Overganger"] == _expected(["Overganger", "Overgangar"])
    assert rows["Overganger"][0] == "1 av 2"
    assert rows["Digital praksis"] == _expected(["Digital praksis"])
    assert rows["Språk og lesing"] == ["0", "0", "0"], "a theme of no measure is named too"
    assert rows["Utenfor temaene i planen"] == _expected(["Noe annet"])
    assert rows["Sum"] == _expected(["Overganger", "Overgangar", "Digital praksis", "Noe annet"])


def test_the_pdf_has_the_same_table(office: Client, themed: Recommendation) -> None:
    text = text_of(office.get(f"{HERE}innstilling.pdf"))
    assert "Temaene i planen" in text and "1 av 2" in text


def test_a_year_without_a_plan_has_no_such_table(office: Client, themed: Recommendation) -> None:
    Round.objects.filter(pk=themed.round_id).update(themes=[])
    page = office.get(HERE).content.decode()
    assert "Temaene i planen" not in page
    assert theme_sums(Round.objects.get(pk=themed.round_id), state_of_draft(themed).content["measures"]) == []
    assert "Temaene i planen" not in text_of(office.get(f"{HERE}innstilling.pdf"))


def test_what_is_closed_to_a_member_is_in_no_row(
    themed: Recommendation, seat_for: SeatFor, client_of: Callable[[Person], Client]
) -> None:
    seat = seat_for("ks")
    declare_conflict(seat, NeedsReport.objects.get(theme="Digital praksis"), "Min bror", seat.person)
    rows = {name: cells for name, *cells in _rows(client_of(seat.person))}
    assert rows["Digital praksis"] == ["0", "0", "0"]
