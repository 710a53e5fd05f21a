"""«Did it help?»: every door gives the degrees that are counted again, and shows nobody more than they may see."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pptx import Presentation

from fordel.cli.main import main
from fordel.decisions.models import Award, Proposal
from fordel.forum.models import ConflictOfInterest
from fordel.insight.presentation.questions.helped import QUESTION
from fordel.insight.selectors.years import years_of
from fordel.outcomes.models import OutcomeReport, SignAssessment
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.pulse.models import Moment
from fordel.shared.clock import now
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted  # noqa: F401
from tests.insight.assessed import DEGREES, send_outcome
from tests.pulse.pulses import answered, closed, opened
from tests.support.html import html_of
from tests.support.prepared import prepared
from tests.support.seats import seat_for
from tests.support.slides import charts_in
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
PAGE: Final = {**WHERE, "question": QUESTION.slug}
_MOST: Final = 8  # reports that are sent; one more is open, and is in no figure


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def assessed(issued: Proposal) -> Round:  # noqa: F811 -- the fixture
    def build() -> None:
        awards = issued.awards.filter(amount__gt=0).select_related("report").order_by("report__number")
        for place, award in enumerate(awards[: _MOST + 1]):
            send_outcome(award, place, is_sent=place < _MOST)

    prepared("assessed", build)
    return Round.objects.select_related("office", "scheme").get(pk=issued.round_id)


def _counted_again() -> Counter[tuple[str, str, str]]:
    rows = SignAssessment.objects.filter(outcome__state="submitted")
    return Counter((each.sign, each.who, each.degree) for each in rows)


def _rows(counts: Counter[tuple[str, str, str]]) -> list[list[str]]:
    """As the table of signs has them."""
    with translation.override("nb"):
        who = {"owner": "Eier", "partner": "Partner", "network_owner": "Eier i nettverket"}
    names = {
        "a": "Tiltakene er gjennomført",
        "b": "Endret praksis",
        "c": "Sterkere profesjonelt fellesskap",
        "d": "Mer praksisnær lærerutdanning",
        "e": "Inkludering og tilpasset tilbud",
    }
    found = []
    for sign, name in names.items():
        for code, words in who.items():
            row = [counts[sign, code, degree] for degree in DEGREES]
            if any(row):
                found.append([f"{sign}) {name}", words, *map(str, row), str(sum(row))])
    return found


def test_every_door_gives_the_degrees_that_are_counted_again(
    assessed: Round, client_as: ClientAs, capsys: pytest.CaptureFixture[str]
) -> None:
    client, counts = client_as("case_officer"), _counted_again()
    assert {who for _sign, who, _degree in counts} == {"owner", "partner"}
    expected = _rows(counts)
    text = client.get(reverse("insight:question-csv", kwargs={**PAGE, "figure": "signs"})).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1:] == expected
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("insight:question-xlsx", kwargs=PAGE)).content))
    sheet = book["1 signs"].iter_rows(min_row=2, values_only=True)
    assert [[str(value) for value in row] for row in sheet] == expected
    page = _plain(html_of(client.get(reverse("insight:question", kwargs=PAGE))))
    for first, *rest in expected:
        cells = f"<td>{rest[0]}</td>" + "".join(f"<td class=numeric>{value}</td>" for value in rest[1:])
        assert f'<th scope="row">{first}</th>{cells}' in page
    deck = Presentation(io.BytesIO(client.get(reverse("insight:question-slides", kwargs=PAGE)).content))
    notes = _plain(" ".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides))
    assert all(" · ".join(row) in notes for row in expected)
    drawing = client.get(reverse("insight:question-svg", kwargs={**PAGE, "figure": "signs"})).content.decode()
    owners = [row for row in expected if row[1] == "Eier"]
    said = [
        f"{name}: I stor grad {large}, I noen grad {some}, I liten grad {small}, For tidlig å si {early}"
        for name, _who, large, some, small, early, _all in owners
    ]
    assert all(each in drawing for each in said)

    signs: dict[str, dict[str, dict[str, int]]] = {}
    for (sign, who, degree), count in sorted(counts.items()):
        signs.setdefault(sign, {}).setdefault(who, {})[degree] = count
    year = client.get(reverse("insight:catalogue-json", kwargs=WHERE)).json()["years"][-1]
    assert year["signs"] == signs and year["values"]["assessments"] == counts.total()
    assert main(["figures", "--office", "nordland", "--year", "2026", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["years"][-1] == year
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("insight:catalogue-xlsx", kwargs=WHERE)).content))
    listed = [row[3:7] for row in book["Kjennetegn"].iter_rows(min_row=2, values_only=True)]
    assert sum(sum(row) for row in listed) == counts.total()


@pytest.mark.parametrize("key", ["group", "theme", "partner"])
def test_a_part_is_counted_from_its_own_reports(assessed: Round, client_as: ClientAs, key: str) -> None:
    address = reverse("insight:question-csv", kwargs={**PAGE, "figure": f"by-{key}"})
    text = client_as("case_officer").get(address).content.decode("utf-8-sig")
    found = {tuple(row[:3]): row[3:] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]}
    counts: dict[tuple[str, str], Counter[str]] = {}
    for each in SignAssessment.objects.filter(outcome__state="submitted", who="owner").select_related(
        "outcome__report"
    ):
        report = each.outcome.report
        parts = {
            "group": [{"kindergarten": "Barnehage", "school": "Skole", "both": "Begge"}[report.target_group.code]],
            "theme": [report.theme or "Uten tema"],
            "partner": [row.organisation.name for row in report.partners.all()] or ["Ingen partner"],
        }[key]
        for part in parts:
            for sign in (each.sign, "Alle kjennetegn"):
                counts.setdefault((part, sign), Counter())[each.degree] += 1
    owners = {
        (part, sign[0] if sign[1:2] == ")" else sign): row for (part, sign, who), row in found.items() if who == "Eier"
    }
    assert {key: [str(n) for n in (*(c[d] for d in DEGREES), c.total())] for key, c in counts.items()} == owners


def test_the_finding_says_where_practice_changed_and_who_has_not_reported(assessed: Round, client_as: ClientAs) -> None:
    page = _plain(html_of(client_as("auditor").get(reverse("insight:question", kwargs=PAGE))))
    large = _counted_again()["b", "owner", "large"]
    judged = sum(_counted_again()["b", "owner", degree] for degree in DEGREES[:3])
    assert f"2026: Endret praksis i stor grad i {large} av {judged} tiltak" in page
    waits = Award.objects.filter(report__round=assessed, amount__gt=0).count() - _MOST
    assert f"{waits} tiltak med tilskudd i 2026 har ikke levert rapport ennå, og er ikke med i tallene." in page
    listed = _plain(html_of(client_as("auditor").get(reverse("insight:questions", kwargs=WHERE))))
    assert f"2026: Endret praksis i stor grad i {large} av {judged} tiltak" in listed, "the list has the same finding"


def test_few_and_none_are_said_in_words(assessed: Round) -> None:
    keep = OutcomeReport.objects.filter(state="submitted").order_by("pk")[:2]
    SignAssessment.objects.exclude(outcome__in=[each.pk for each in keep]).delete()
    with translation.override("nb"):
        assert QUESTION.title(years_of(assessed)) == "Bare to tiltak i 2026 er vurdert så langt"
        SignAssessment.objects.filter(outcome__in=[each.pk for each in keep]).update(degree="too_early")
        SignAssessment.objects.all().delete()
        answer = QUESTION.answer(years_of(assessed))
    assert answer.finding == "Ingen rapport er sendt ennå"
    assert answer.lead == "Tallene kommer når den første eieren har sendt rapporten sin."


@pytest.mark.parametrize("role", ["case_officer", "approver", "forum_member", "auditor", "national_reader"])
def test_only_sentences_that_are_shared_are_shown(
    assessed: Round, person_as: Callable[..., Person], client_of: Callable[..., Client], role: str
) -> None:
    person = person_as(role)
    if role == "forum_member":
        seat_for(person)
    client = client_of(person)
    page = html_of(client.get(reverse("insight:question", kwargs=PAGE)))
    book = client.get(reverse("insight:question-csv", kwargs={**PAGE, "figure": "sentences"})).content.decode()
    for place in range(_MOST):
        for text in (f"Setning b {place} owner.", f"Lærdom {place}."):
            assert (text in page) == (text in book) == (place % 2 == 0), "shared with consent alone"
        assert f"Setning c {place} owner." not in page and f"Setning b {place} partner." not in page


def test_owners_and_partners_do_not_read_it(assessed: Round, client_as: ClientAs) -> None:
    for role in ("owner", "partner"):
        place = Organisation.objects.filter(kind="municipality" if role == "owner" else "university").first()
        client = client_as(role, organisation=place)
        for name, more in (("question", {}), ("question-csv", {"figure": "sentences"}), ("question-xlsx", {})):
            assert client.get(reverse(f"insight:{name}", kwargs={**PAGE, **more})).status_code == 403


def test_nothing_of_a_closed_report_is_shown(
    assessed: Round, person_as: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    """The member has a conflict of interest in a report whose words are shared, and whose employees have answered."""
    first = OutcomeReport.objects.filter(may_share=True).select_related("report").order_by("pk")[0]
    pulse = opened(first.report, person_as("owner", organisation=first.report.owner))
    answered(pulse, [5] * 9)
    closed(pulse)
    member = person_as("forum_member")
    seat = seat_for(member)
    before = html_of(client_of(member).get(reverse("insight:question", kwargs=PAGE)))
    assert "Lærdom 0." in before and "Svarene fra de ansatte i 2026" in before
    ConflictOfInterest.objects.create(
        member=seat, report=first.report, state="declared", reason="Egen kommune.", noted_at=now()
    )
    page = html_of(client_of(member).get(reverse("insight:question", kwargs=PAGE)))
    assert "Lærdom 0." not in page and "Svarene fra de ansatte i 2026" not in page
    view = years_of(assessed, {first.report_id})
    assert view.now.values["assessments"] == _counted_again().total() - first.assessments.count()


def _mean(rows: list[dict[str, Any]]) -> float:
    return round(sum(each["tries"] for each in rows) / len(rows), 2)


def test_only_groups_of_five_employees_are_in_a_figure(
    assessed: Round, person_as: Callable[..., Person], client_as: ClientAs
) -> None:
    first, second, third = (each.report for each in OutcomeReport.objects.filter(state="submitted").order_by("pk")[:3])
    owners = {each.pk: person_as("owner", organisation=each.owner) for each in (first, second, third)}
    plan = {
        (first, Moment.START): [("school", [1, 2, 2, 3, 2, 1])],
        (first, Moment.END): [("school", [4, 5, 4, 4, 5, 5]), ("ppt", [1, 1, 1, 1])],
        (second, Moment.START): [("", [2, 2, 2, 2, 2])],  # was never asked again, so nothing to compare with
        (third, Moment.START): [("", [5, 5, 5, 5])],
    }
    for (measure, moment), groups in plan.items():
        pulse = opened(measure, owners[measure.pk], moment, codes=20)
        for place, values in groups:
            answered(pulse, values, place)
        closed(pulse)
    client = client_as("case_officer")
    found = client.get(reverse("insight:catalogue-json", kwargs=WHERE)).json()["years"][-1]["pulse"]
    assert set(found) == {"tries", "daily", "follows", "talks", "helps"}
    assert found["tries"]["start"] == {"answers": 6, "mean": round(11 / 6, 2)}
    assert found["tries"]["end"] == {"answers": 6, "mean": 4.5}, "the four at the service are left out"
    assert found["tries"]["change"]["difference"] == round(4.5 - 11 / 6, 2)
    page = _plain(html_of(client.get(reverse("insight:question", kwargs=PAGE))))
    assert "2026: De ansatte er mer enige enn ved start i 5 av 5 spørsmål" in page
    assert "Arbeidssteder der færre enn 5 ansatte har svart, er ikke med i tallene." in page
    address = reverse("insight:question-csv", kwargs={**PAGE, "figure": "employees-2026"})
    rows = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][2:6] == ["6", "1.83", "6", "4.5"]
    drawing = client.get(reverse("insight:question-svg", kwargs={**PAGE, "figure": "employees-2026"})).content.decode()
    assert "1,8" in drawing and "4,5" in drawing
    slides = client.get(reverse("insight:question-slides", kwargs={**PAGE})).content
    means = dict(charts_in(slides))["2026: De ansatte er mer enige enn ved start i 5 av 5 spørsmål"]
    at_start, at_end = means.values()
    assert ({round(each, 2) for each in at_start.values()}, set(at_end.values())) == ({1.83}, {4.5})


def test_four_answers_are_no_figure(assessed: Round, person_as: Callable[..., Person], client_as: ClientAs) -> None:
    measure = OutcomeReport.objects.filter(state="submitted").order_by("pk")[0].report
    pulse = opened(measure, person_as("owner", organisation=measure.owner))
    answered(pulse, [5, 5, 5, 5])
    closed(pulse)
    client = client_as("case_officer")
    assert client.get(reverse("insight:catalogue-json", kwargs=WHERE)).json()["years"][-1]["pulse"] == {}
    address = reverse("insight:question-csv", kwargs={**PAGE, "figure": "employees-2026"})
    assert client.get(address).status_code == 404
    page = _plain(html_of(client.get(reverse("insight:question", kwargs=PAGE))))
    assert "Arbeidssteder der færre enn 5 ansatte har svart, er ikke med i tallene." in page


def test_answers_are_no_figure_while_people_can_answer(
    assessed: Round, person_as: Callable[..., Person], client_as: ClientAs
) -> None:
    measure = OutcomeReport.objects.filter(state="submitted").order_by("pk")[0].report
    answered(opened(measure, person_as("owner", organisation=measure.owner)), [5] * 9)
    found = client_as("case_officer").get(reverse("insight:catalogue-json", kwargs=WHERE)).json()["years"][-1]
    assert found["pulse"] == {}


def test_it_costs_the_same_for_one_report_and_many(assessed: Round, client_as: ClientAs) -> None:
    client, address = client_as("case_officer"), reverse("insight:question", kwargs=PAGE)

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    many = asked()
    assert many == 10
    SignAssessment.objects.exclude(outcome=OutcomeReport.objects.order_by("pk")[0]).delete()
    assert asked() == many


def test_the_six_questions_lead_from_one_to_the_next(assessed: Round, client_as: ClientAs) -> None:
    client = client_as("case_officer")
    address, seen = reverse("insight:status", kwargs=WHERE), []
    while address:
        seen.append(address)
        page = html_of(client.get(address))
        rest = page.partition("Neste spørsmål:")[2]
        address = rest.partition('href="')[2].partition('"')[0] if rest else ""
    assert len(seen) == 6
    listed = html_of(client.get(reverse("insight:questions", kwargs=WHERE)))
    places = [listed.index(f'href="{each}"', listed.index("<dl")) for each in seen]
    assert places == sorted(places), "the list has them in the same order"
