"""Nothing that was typed is lost, nothing is written over unseen, and what is sent is received once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.parties.models import Organisation, Person
from fordel.reports.drafting.services.document import save_draft, submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.selectors.reports import report_rows
from fordel.reports.selectors.submissions import report_of
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from fordel.writing.models import Conflict, Field, FieldVersion, Submission
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.services.save_fields import ClosedError, Edit, SaveResult
from fordel.writing.services.send import IncompleteError
from tests.reports.drafting.conftest import fill, organisation_of, write

pytestmark = pytest.mark.django_db
TOO_LATE = datetime(2026, 2, 2, tzinfo=OSLO)


def save(draft: ReportDraft, person: Person, key: str, value: Any, base: int, at: datetime, **more: Any) -> SaveResult:
    return save_draft(draft.pk, person, [Edit(key, value, base, **more)], at)


def test_a_field_is_stored_with_its_version(empty_draft: ReportDraft, marit: Person, january: datetime) -> None:
    assert save(empty_draft, marit, "title", "Overgang", 0, january).versions == {"title": 1}
    assert save(empty_draft, marit, "title", "Overgang skole", 1, january).versions == {"title": 2}
    stored = Field.objects.get(document=empty_draft.pk, key="title")
    assert (stored.value, stored.version, stored.changed_by) == ("Overgang skole", 2, marit)


def test_the_same_request_twice_changes_nothing(empty_draft: ReportDraft, marit: Person, january: datetime) -> None:
    first = save(empty_draft, marit, "title", "Overgang", 0, january)
    assert save(empty_draft, marit, "title", "Overgang", 0, january).versions == first.versions
    assert FieldVersion.objects.filter(document=empty_draft.pk).count() == 1


def test_two_people_in_one_field_keep_both_texts(
    empty_draft: ReportDraft, marit: Person, january: datetime, hamaroy: Organisation, person_as: Callable[..., Person]
) -> None:
    lars = person_as("owner", organisation=hamaroy)
    save(empty_draft, marit, "goal", "Maritn", 0, january)
    save(empty_draft, lars, "goal", "Lars sin tekst", 1, january)
    result = save(empty_draft, marit, "goal", "Marit sin tekst", 1, january)
    (conflict,) = result.conflicts
    assert (conflict.theirs, conflict.mine, conflict.by, conflict.version) == (
        "Lars sin tekst",
        "Marit sin tekst",
        lars.name,
        2,
    )
    assert Field.objects.get(document=empty_draft.pk, key="goal").value == "Lars sin tekst"
    (waiting,) = conflicts_of(empty_draft.pk, marit.pk)
    assert waiting.mine == "Marit sin tekst"
    chosen = save(empty_draft, marit, "goal", "Felles tekst", 2, january, chooses=True)
    assert chosen.versions == {"goal": 3}
    assert conflicts_of(empty_draft.pk, marit.pk) == []
    said = set(FieldVersion.objects.filter(document=empty_draft.pk, key="goal").values_list("value", flat=True))
    assert {"Maritn", "Lars sin tekst", "Felles tekst"} <= said
    assert Conflict.objects.get().value == "Marit sin tekst"


def test_fields_of_two_people_do_not_meet(
    empty_draft: ReportDraft, marit: Person, january: datetime, hamaroy: Organisation, person_as: Callable[..., Person]
) -> None:
    lars = person_as("owner", organisation=hamaroy)
    assert not save(empty_draft, marit, "goal", "A", 0, january).conflicts
    assert not save(empty_draft, lars, "activities", "B", 0, january).conflicts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["a", "b"]), st.text("xyz", min_size=1, max_size=3), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_every_text_is_somewhere(
    steps: list[tuple[str, str, bool]], nordland: Any, january: datetime, hamaroy: Organisation, person_as: Any
) -> None:
    """Whatever two people do in one field, each text that was sent is the field's, in its history, or kept apart."""
    people = {"a": person_as("owner", organisation=hamaroy), "b": person_as("owner", organisation=hamaroy)}
    draft = start_draft(nordland, hamaroy, people["a"])
    seen = {"a": 0, "b": 0}
    last_of: dict[str, str] = {}
    for who, text, looks in steps:
        if looks:
            seen[who] = (
                Field.objects.filter(document=draft.pk, key="goal").values_list("version", flat=True).first() or 0
            )
        stands = dict(Field.objects.filter(document=draft.pk).values_list("key", "version"))
        result = save(draft, people[who], "goal", text, seen[who], january)
        stood_there = result.versions.get("goal") == stands.get("goal")
        seen[who] = result.versions.get("goal", seen[who])
        last_of[who] = "" if stood_there else text  # one's text that another has written already is theirs
    kept = set(FieldVersion.objects.filter(document=draft.pk).values_list("value", flat=True))
    kept |= set(Conflict.objects.filter(document=draft.pk).values_list("value", flat=True))
    assert set(last_of.values()) - {""} <= kept


def test_saves_at_the_same_time_are_all_stored(transactional_db: None, request: pytest.FixtureRequest) -> None:
    draft: ReportDraft = request.getfixturevalue("empty_draft")
    marit, january = request.getfixturevalue("marit"), request.getfixturevalue("january")
    keys = ["title", "goal", "activities", "units", "need_text", "how_found"]

    def work(key: str) -> None:
        for version in range(5):
            save(draft, marit, key, f"{key} {version}", version, january)
        connection.close()

    threads = [threading.Thread(target=work, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = dict(Field.objects.filter(document=draft.pk).values_list("key", "value"))
    assert stored == {key: f"{key} 4" for key in keys}


def test_what_the_form_does_not_know_is_refused(empty_draft: ReportDraft, marit: Person, january: datetime) -> None:
    with pytest.raises(UserError):
        save(empty_draft, marit, "password", "x", 0, january)
    with pytest.raises(UserError):
        save(empty_draft, marit, "goal", "x" * 70_000, 0, january)
    assert not Field.objects.exists()


def test_the_last_minute_is_in_time_and_the_next_instant_is_not(
    ready_draft: ReportDraft, marit: Person, set_time: Callable[[datetime], None]
) -> None:
    last = TOO_LATE - timedelta(microseconds=1)
    set_time(TOO_LATE + timedelta(seconds=40))  # the server was busy: the request was received in time
    save(ready_draft, marit, "goal", "Siste ord", 1, last)
    assert submit_report(ready_draft.pk, marit, last).received_at == last
    with pytest.raises(ClosedError, match=r"1\.\xa0februar kl\. 23\.59"):
        save(ready_draft, marit, "goal", "For sent", 2, TOO_LATE)
    with pytest.raises(ClosedError):
        submit_report(ready_draft.pk, marit, TOO_LATE)


def test_a_report_is_received_once(ready_draft: ReportDraft, marit: Person, nordland: Any, january: datetime) -> None:
    first = submit_report(ready_draft.pk, marit, january)
    again = submit_report(ready_draft.pk, marit, january + timedelta(seconds=3))
    assert first.pk == again.pk and Submission.objects.count() == 1
    (row,) = report_rows(nordland)
    assert (row.title, row.amount, row.target_group, row.duration_years) == (
        "Overgang barnehage–skole",
        812_379,
        "both",
        2,
    )
    assert [(p.name, p.amount) for p in row.partners] == [("UiT Norges arktiske universitet", 356_000)]
    assert (row.employees, row.children, row.employees_took_part, row.sami_perspective) == (42, 310, True, False)
    assert row.number == 1 and row.submitted_on == january.date()
    assert first_broken_entry() is None


def test_sending_again_replaces_and_keeps_what_was_sent_before(
    ready_draft: ReportDraft, marit: Person, nordland: Any, january: datetime
) -> None:
    submit_report(ready_draft.pk, marit, january)
    write(ready_draft, marit, {"need.2026": "812 380", "budget.2026.owner.planning": "56 380"})
    second = submit_report(ready_draft.pk, marit, january)
    assert second.sequence == 2
    (row,) = report_rows(nordland)
    assert (row.amount, row.version, row.number) == (812_380, 2, 1)
    assert report_of(second).versions.get().values["amount"] == 812_379


def test_what_is_missing_stops_sending_and_loses_nothing(
    empty_draft: ReportDraft, marit: Person, january: datetime
) -> None:
    write(empty_draft, marit, {"title": "Bare en tittel"})
    with pytest.raises(IncompleteError) as caught:
        submit_report(empty_draft.pk, marit, january)
    assert {"missing"} == {finding.code for finding in caught.value.findings}
    assert not NeedsReport.objects.exists()
    assert Field.objects.get(document=empty_draft.pk).value == "Bare en tittel"


def test_numbers_follow_one_another_also_when_many_send_at_once(
    transactional_db: None, request: pytest.FixtureRequest
) -> None:
    nordland, january = request.getfixturevalue("nordland"), request.getfixturevalue("january")
    uit, person_as = request.getfixturevalue("uit"), request.getfixturevalue("person_as")
    drafts = []
    for number in ("1804", "1806", "1811", "1812", "1813"):
        owner = organisation_of(number)
        person = person_as("owner", organisation=owner)
        draft = start_draft(nordland, owner, person)
        fill(draft, person, uit)
        drafts.append((draft, person))
    failed: list[Exception] = []

    def send(draft: ReportDraft, person: Person) -> None:
        try:
            submit_report(draft.pk, person, january)
        except Exception as error:
            failed.append(error)
        connection.close()

    threads = [threading.Thread(target=send, args=each) for each in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(NeedsReport.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert first_broken_entry() is None


def test_the_log_names_nobody(ready_draft: ReportDraft, marit: Person, january: datetime) -> None:
    submit_report(ready_draft.pk, marit, january)
    kept = " ".join(str(entry.details) for entry in AuditEntry.objects.all())
    assert "Overgang" not in kept and marit.email not in kept
