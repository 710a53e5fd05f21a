"""The demo shows reports in every state, and its figures are those of 2026 all the same."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count, Sum
from django.test import Client
from django.urls import reverse

from fordel.annual.models import AnnualReport
from fordel.core.annual.content import content_hash
from fordel.decisions.models import Award, Letter
from fordel.demo.former import FILE, YEARS
from fordel.demo.worlds import load_world
from fordel.forum.models import Recommendation, Scenario, Vote
from fordel.meetings.models import Meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport, ReportDraft, ReportMessage
from fordel.shared.clock import OSLO, now
from fordel.writing.models import Submission
from tests.support.prepared import prepared
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(reference_data: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Round:
    settings.FORDEL_DEMO = True
    monkeypatch.delenv("FORDEL_TODAY", raising=False)
    prepared("february", load_world)
    return Round.objects.get(office__slug="nordland", scheme_slug="kollektiv", year=2026)


def test_the_demo_has_every_state_and_the_real_sums(demo: Round) -> None:
    counted = NeedsReport.objects.counted().filter(round=demo).aggregate(count=Count("pk"), sum=Sum("amount"))
    assert counted == {"count": 52, "sum": 24_605_520}
    states = set(NeedsReport.objects.filter(round=demo).values_list("state", flat=True))
    assert states == {"submitted", "returned", "accepted", "not_eligible", "withdrawn"}
    assert ReportMessage.objects.filter(from_office=True, answered_at__isnull=True, reply_by__gt=now()).exists()


def test_what_owners_have_sent_says_the_same_as_their_reports(demo: Round) -> None:
    drafts = ReportDraft.objects.filter(report__round=demo, report__origin="owner").select_related("report__network")
    assert drafts.count() >= 2
    for draft in drafts:
        report, sent = draft.report, Submission.objects.filter(document=draft.document_id).latest("sequence")
        assert report is not None and report.received_at is not None
        answers = sent.content["answers"]
        assert answers["title"] == report.title
        assert answers["network"] == (report.network.name if report.network else "")
        assert (answers["themes"][0], report.theme) in {
            ("inkludering", "Inkluderende fellesskap"),
            ("overgang", "Overganger"),
        }
        assert int(answers["duration_years"]) == report.duration_years
        assert (int(answers["employees"]), int(answers["children"])) == (report.employees, report.children)
        assert answers["employees_took_part"] == ("yes" if report.employees_took_part else "no")
        days = {moment.astimezone(OSLO).date() for moment in (report.received_at, sent.received_at)}
        assert days == {report.submitted_on}


def test_the_case_officer_of_the_demo_walks_through(demo: Round) -> None:
    officer = Person.objects.get(email="case.officer@demo.example")
    client = Client()
    client.force_login(officer)
    page = client.get(reverse("reports:reports", kwargs=WHERE))
    assert (page.context["totals"].count, page.context["totals"].hidden) == (52, 2)
    for number in (3, 7, 41, 53, 54):
        assert client.get(reverse("reports:report", kwargs={**WHERE, "number": number})).status_code == 200
    for name in ("drafts", "reminders", "extensions", "register", "views"):
        assert client.get(reverse(f"reports:{name}", kwargs=WHERE)).status_code == 200


def test_the_demo_has_four_scenarios_and_the_meetings_of_the_spring(demo: Round) -> None:
    scenarios = list(Scenario.objects.filter(round=demo).order_by("number"))
    sums = [sum(each.amounts.values_list("amount", flat=True)) for each in scenarios]
    assert [each.method for each in scenarios] == ["meet_all", "proportional", "priority", "equal"]
    assert sums[0] == 24_605_520 and all(22_990_000 < each <= 23_000_000 for each in sums[1:])
    days = {
        each.starts_at.astimezone(OSLO).date()
        for each in Meeting.objects.filter(office=demo.office, starts_at__isnull=False)
    }
    assert {date(2026, 2, 20), date(2026, 3, 12)} <= days
    vote = Vote.objects.get()
    assert vote.meeting.title == "Samarbeidsforum 20. februar"
    lines = list(vote.meeting.minute_lines.values_list("kind", "item__position"))
    assert lines[-5:] == [("item", 3), ("vote", 3), ("vote", 3), ("text", 3), ("item", None)]
    assert (vote.result["outcome"], vote.result["counts"]) == ("majority", {"text:1": 6, "text:2": 2})
    officer = Client()
    officer.force_login(Person.objects.get(email="case.officer@demo.example"))
    compared = officer.get(reverse("forum:compare", kwargs=WHERE), {"med": [each.number for each in scenarios]})
    assert compared.status_code == 200 and all(each.name in compared.content.decode() for each in scenarios)


def test_a_second_scheme_is_there_to_choose_and_says_that_it_is_an_example(demo: Round) -> None:
    upper = Round.objects.get(office=demo.office, scheme_slug="videregaende", year=2026)
    counted = NeedsReport.objects.counted().filter(round=upper).aggregate(count=Count("pk"), sum=Sum("amount"))
    assert counted == {"count": 6, "sum": 4_290_000}
    client = Client()
    client.force_login(Person.objects.get(email="case.officer@demo.example"))
    for language, note in {"nb": "Eksempel: Rammene", "nn": "Døme: Rammene", "en": "Example: the frames"}.items():
        client.cookies[settings.FORDEL_LANGUAGE_COOKIE] = language
        for name in (
            "start", "reports:reports", "insight:status", "forum:distribution", "decisions:overview", "programme:setup",
        ):  # fmt: skip
            page = client.get(reverse(name, kwargs={**upper.where})).content.decode()
            assert note in page and 'id="scheme-kollektiv"' in page and 'id="scheme-videregaende"' in page, name
            assert note not in client.get(reverse(name, kwargs=WHERE)).content.decode(), name
        assert note not in client.get(reverse("meetings:plan", kwargs={"office": "nordland"})).content.decode()


def test_a_scheme_that_does_not_ask_municipalities_does_not_miss_them(demo: Round) -> None:
    upper = Round.objects.get(office=demo.office, scheme_slug="videregaende", year=2026)
    client = Client()
    client.force_login(Person.objects.get(email="case.officer@demo.example"))
    page = client.get(reverse("insight:status", kwargs=upper.where)).content.decode()
    assert "Meldt behov per kommune" in page
    for missing in ("✕", "Ikke med:", "ikke med</td>"):
        assert missing not in page


def test_a_municipality_is_asked_by_its_own_scheme_alone(demo: Round) -> None:
    """The other scheme takes reports from county authorities and enterprises."""
    client = Client()
    client.force_login(Person.objects.get(email="owner@demo.example"))
    for name in ("own_needs:list", "own_needs:draft-new"):
        page = client.get(reverse(name)).content.decode()
        assert "idereg" not in page and "Kollektiv<" not in page, name


def test_the_former_years_are_whole_and_hold_what_the_table_says(demo: Round) -> None:
    rows = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    for former in YEARS:
        asked = [(row["Tiltak"], int(row[str(former.year)])) for row in rows if row[str(former.year)]]
        round_ = Round.objects.get(office=demo.office, scheme__code="regional", year=former.year)
        assert sorted(NeedsReport.objects.filter(round=round_).values_list("title", "amount")) == sorted(asked)
        assert Recommendation.objects.get(round=round_).state == "adopted"
        awards = Award.objects.filter(proposal__round=round_, proposal__state="issued")
        granted = sum(awards.values_list("amount", flat=True))
        assert awards.count() == len(asked)
        assert granted == sum(amount for _title, amount in asked) if former.method == "meet_all" else granted > 0
        assert all(
            sum(each.by_line.get(line.code, 0) for each in awards) <= line.amount for line in round_.frame_lines.all()
        )
        assert "eksempler" in round_.note


def test_the_annual_reports_of_the_former_years_are_sent_and_signed_by_two(demo: Round) -> None:
    reports = AnnualReport.objects.filter(round__office=demo.office).order_by("round__year")
    assert [(each.round.year, each.state) for each in reports] == [(former.year, "sent") for former in YEARS]
    for report in reports:
        signatures = list(report.signatures.all())
        assert len({each.person_id for each in signatures}) == 2
        assert {each.sha256 for each in signatures} == {report.sha256} == {content_hash(report.content)}


def test_nothing_of_former_years_waits_for_anybody_today(demo: Round) -> None:
    """The years under the former regulation have letters, and nobody is asked to read one."""
    assert Letter.objects.exists()
    for email in ("owner@demo.example", "partner@demo.example", "eier.bodo.og.steigen@demo.example"):
        client = Client()
        client.force_login(Person.objects.get(email=email))
        for page in ("home", "letters:list", "notifications:list"):
            html = client.get(reverse(page), follow=True).content.decode()
            assert not re.search(r"20(23|24|25)/|12\. mars 202[345]|26\. mars 202[345]", html), (email, page)
    for email in ("case.officer@demo.example", "approver@demo.example"):
        client = Client()
        client.force_login(Person.objects.get(email=email))
        html = client.get("/", follow=True).content.decode()
        assert "12. mars 202" not in html.replace("12. mars 2026", "")
    assert not Person.objects.filter(name__startswith="Tidligere", is_active=True).exists()
