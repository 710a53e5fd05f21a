"""Before the recommendation is adopted: what is not ready or decided is named, and the meeting is the right one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.forum.models import ForumMember, Recommendation
from fordel.forum.seats.services.conflicts import decide_conflict, suggest_conflicts
from fordel.forum.voting.services.prioritise import open_prioritising
from fordel.meetings.models import Meeting
from fordel.meetings.services.lead_meeting import end_meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.clients import client_of
from tests.forum.recommendation.test_recommendation import HERE, _words
from tests.support.html import html_of
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
SeatFor = Callable[..., ForumMember]


def _ask(client: Client) -> Any:
    return client.get(f"{HERE}vedta/", {"seen": Recommendation.objects.get().revision})


def _chosen(client: Client) -> str:
    return str(_ask(client).context["form"]["meeting"].value())


def test_reports_conflicts_and_prioritising_are_named_before_the_button(
    draft: Recommendation,
    meeting: Meeting,
    office: Client,
    seat_for: SeatFor,
    person_as: Any,
) -> None:
    _words(office)
    NeedsReport.objects.update(state="accepted", findings=0)
    assert 'id="remarks"' not in _ask(office).content.decode()
    NeedsReport.objects.filter(number=7).update(state="returned", reply_by=now())
    NeedsReport.objects.filter(number__in=(31, 45)).update(findings=1)
    owner = NeedsReport.objects.get(number=41).owner
    seat = seat_for("union", organisation=owner)
    suggest_conflicts([seat], None)
    open_prioritising(draft.round, "points", now() + timedelta(days=1), person_as("case_officer"))
    page = html_of(_ask(office))
    for number in (7, 31, 45):
        assert f'<a href="{reverse("reports:report", kwargs={**WHERE, "number": number})}">{number} ' in page
    assert "1 melding er sendt tilbake til eieren" in page and "2 meldinger mangler noe" in page
    conflicts = reverse("forum_work:conflicts", kwargs=WHERE)
    assert f'<a href="{conflicts}">41 {owner.name} – {seat.label}</a>' in page
    assert "Medlemmenes prioritering er fortsatt åpen" in page
    assert page.index('id="remarks"') < page.index('name="asked"')
    for conflict in seat.conflicts.all():
        decide_conflict(conflict.pk, "find_conflicted", "", person_as("case_officer"))
    assert conflicts not in html_of(_ask(office))
    assert Recommendation.objects.get().adopted_at is None


def test_the_meeting_is_the_one_that_can_have_treated_the_draft(
    draft: Recommendation,
    meeting: Meeting,
    office: Client,
    officer: Person,
) -> None:
    _words(office)
    assert _chosen(office) == str(meeting.pk)
    end_meeting(meeting, officer)
    assert _chosen(office) == str(meeting.pk), "it ended after the draft was made"
    before = draft.created_at - timedelta(days=4)
    Meeting.objects.filter(pk=meeting.pk).update(started_at=before, ended_at=before + timedelta(hours=1))
    assert _chosen(office) == ""
    page = html_of(_ask(office))
    assert "Ingen møter har behandlet dette utkastet" in page
    assert f"{meeting.title} (har ikke behandlet utkastet)" in page
    revision = Recommendation.objects.get().revision
    unchosen = carry_out(office, f"{HERE}vedta/", {"seen": revision})
    assert unchosen.status_code == 422 and 'href="#meeting"' in unchosen.content.decode()
    chosen = carry_out(office, f"{HERE}vedta/", {"seen": revision, "meeting": meeting.pk})
    assert chosen.status_code == 302, "it is unwise, and the forum may know better"


def test_a_meeting_about_another_year_alone_is_not_suggested(
    draft: Recommendation,
    meeting: Meeting,
    office: Client,
) -> None:
    _words(office)
    other = Round.objects.exclude(pk=draft.round_id).get()
    meeting.items.create(position=1, title="Annet år", subject=f"round:{other.pk}")
    assert _chosen(office) == ""
    meeting.items.create(position=2, title="Melding", subject=f"report:{NeedsReport.objects.get(number=41).pk}")
    assert _chosen(office) == str(meeting.pk)


def test_what_has_changed_since_it_was_read_is_not_adopted(
    draft: Recommendation,
    meeting: Meeting,
    office: Client,
) -> None:
    _words(office)
    read = Recommendation.objects.get().revision
    page = office.get(HERE).content.decode()
    assert f"{HERE}vedta/?seen={read}" in page
    _words(office)
    for seen in (read, 0):
        refused = carry_out(office, f"{HERE}vedta/", {"seen": seen, "meeting": meeting.pk})
        assert refused.status_code == 409
    assert Recommendation.objects.get().adopted_at is None


def test_the_button_is_offered_when_nothing_is_missing(
    draft: Recommendation,
    meeting: Meeting,
    office: Client,
) -> None:
    assert f"{HERE}vedta/" not in office.get(HERE).content.decode()
    _words(office)
    assert f"{HERE}vedta/" in office.get(HERE).content.decode()


def test_starting_a_meeting_names_conflicts_that_nobody_has_decided(
    imported: Any, officer: Person, seat_for: SeatFor
) -> None:
    owner = NeedsReport.objects.get(number=41).owner
    suggest_conflicts([seat_for("union", organisation=owner)], None)
    soon = now() - timedelta(minutes=1)
    times = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    called = Meeting.objects.create(office=imported.office, title="M", kind="teams", state="called", **times)
    page = html_of(client_of(officer).get(f"/nordland/moter/{called.pk}/start/"))
    assert f"41 {owner.name}" in page and "ingen har avgjort" in page and "Det er ingen saker på sakslisten." in page
