"""A confirmation holds for what was confirmed: it is lost when that changes, comes back when it is put back, and the
party is notified once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.core.form.binding import binding_of
from fordel.parties.models import Organisation, Person
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.selectors.parties import party_lines
from fordel.reports.partners.services.answer_party import confirm_party, decline_party
from fordel.reports.partners.services.tell_change import tell_party, tell_when_quiet
from fordel.reports.selectors.draft_facts import facts_of
from fordel.reports.tasks import tell_party_of_change
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from fordel.writing.services.confirmations import ChangedMeanwhileError
from fordel.writing.services.save_fields import ClosedError
from fordel.writing.services.send import IncompleteError
from tests.reports.drafting.conftest import write
from tests.reports.partners.conftest import confirm, mails, seen_of

pytestmark = pytest.mark.django_db
SetTime = Callable[[datetime], None]
QUIET = timedelta(minutes=15)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="reports.tell_party_of_change", status="todo").count()


def amount(party: DraftParty, year: int = 2026) -> str:
    return f"budget.{year}.{party.slot}.carrying_out"


def test_confirming_binds_exactly_what_was_shown(party: DraftParty, anne: Person) -> None:
    confirm(party, anne)
    party.refresh_from_db()
    assert party.state == "confirmed" and party.answered_by == anne
    assert party.confirmed["amounts"] == {"2026": 356_000, "2027": 260_000}
    assert set(party.confirmed["texts"]) == {"title", "goal", "change_of_practice", "activities"}


def test_what_was_not_shown_cannot_be_confirmed(party: DraftParty, marit: Person, anne: Person) -> None:
    seen = seen_of(party)
    write(party.draft, marit, {amount(party): "340 000"})
    with pytest.raises(ChangedMeanwhileError, match="har endret meldingen siden dere åpnet den"):
        confirm_party(party.pk, anne, seen, now())
    party.refresh_from_db()
    assert party.state == "asked" and party.confirmed is None


def test_confirming_twice_changes_nothing(party: DraftParty, anne: Person) -> None:
    confirm(party, anne)
    confirm(party, anne)
    assert AuditEntry.objects.filter(action="reports.party.confirmed").count() == 1


@pytest.mark.parametrize(
    ("values", "is_changed"),
    [
        ({"AMOUNT": "340 000"}, True),
        ({"AMOUNT": "356000"}, False),  # the same amount, typed in another way
        ({"goal": "Noe helt annet."}, True),
        ({"duration_years": "3"}, True),
        ({"title": "Nytt navn"}, True),
        ({"need_text": "Behovet er større."}, False),
        ({"budget.2026.owner.planning": "1"}, False),
        ({"need.2026": "1"}, False),
        ({"children": "4"}, False),
    ],
)
def test_only_what_was_confirmed_counts(
    party: DraftParty, marit: Person, anne: Person, values: dict[str, str], is_changed: bool
) -> None:
    confirm(party, anne)
    write(party.draft, marit, {amount(party) if key == "AMOUNT" else key: value for key, value in values.items()})
    party.refresh_from_db()
    assert (party.state == "changed") == is_changed
    assert (party.tell_due_at is not None) == is_changed
    assert jobs() == int(is_changed)


def test_what_is_put_back_is_confirmed_again_and_nobody_is_disturbed(
    party: DraftParty, marit: Person, anne: Person
) -> None:
    confirm(party, anne)
    write(party.draft, marit, {amount(party): "340 000"})
    write(party.draft, marit, {amount(party): "356 000"})
    party.refresh_from_db()
    assert (party.state, party.tell_due_at) == ("confirmed", None)
    tell_party_of_change(party.pk)
    assert not mails()


def test_the_party_gets_one_mail_with_the_difference_once_the_owner_is_quiet(
    party: DraftParty, marit: Person, anne: Person, set_time: SetTime, january: datetime
) -> None:
    confirm(party, anne)
    for minute, text in enumerate(("350 000", "345 000", "340 000")):
        set_time(january + timedelta(minutes=minute))
        write(party.draft, marit, {amount(party): text})
    write(party.draft, marit, {"goal": "Barna møter en skole som er klar for alle."})
    assert jobs() == 1
    set_time(january + QUIET)
    assert tell_when_quiet(party.pk) == pytest.approx(120)  # the owner wrote until two minutes past
    assert not mails()
    set_time(january + QUIET + timedelta(minutes=2))
    tell_party_of_change(party.pk)
    (mail,) = mails()
    assert mail.recipient == anne.email
    assert mail.subject == "«Overgang barnehage–skole» er endret etter at dere bekreftet"
    assert "I 2026: 356\u00a0000 → 340\u00a0000 kroner (−16\u00a0000)" in mail.body
    assert "Hva er målet?" in mail.body and "Nå: «" in mail.body and "klar for alle" in mail.body
    assert "2027" not in mail.body
    tell_party_of_change(party.pk)
    assert len(mails()) == 1


def test_the_job_waits_on_while_the_owner_writes(
    party: DraftParty, marit: Person, anne: Person, set_time: SetTime, january: datetime
) -> None:
    confirm(party, anne)
    write(party.draft, marit, {amount(party): "340 000"})
    ProcrastinateJob.objects.all().delete()  # as if it had been taken to be run
    set_time(january + timedelta(minutes=5))
    tell_party_of_change(party.pk)
    assert jobs() == 1 and not mails()


def test_the_owner_can_send_the_change_at_once(party: DraftParty, marit: Person, anne: Person) -> None:
    with pytest.raises(UserError, match="fått vite om alt"):
        tell_party(party.draft_id, party.pk, marit)
    confirm(party, anne)
    write(party.draft, marit, {amount(party): "340 000"})
    tell_party(party.draft_id, party.pk, marit)
    assert len(mails(to=anne.email)) == 1
    with pytest.raises(UserError, match="fått vite om alt"):
        tell_party(party.draft_id, party.pk, marit)
    tell_party_of_change(party.pk)
    assert len(mails()) == 1


def test_a_told_change_that_is_taken_back_is_told_too(party: DraftParty, marit: Person, anne: Person) -> None:
    confirm(party, anne)
    write(party.draft, marit, {amount(party): "340 000"})
    tell_party(party.draft_id, party.pk, marit)
    write(party.draft, marit, {amount(party): "356 000"})
    assert mails()[-1].subject == "Endringen i «Overgang barnehage–skole» er tatt tilbake"
    party.refresh_from_db()
    assert party.state == "confirmed"


def test_sending_tells_those_who_wait_at_once(
    party: DraftParty, marit: Person, anne: Person, january: datetime
) -> None:
    confirm(party, anne)
    changes = {amount(party): "340 000", "budget.2026.owner.planning": "72 379"}
    write(party.draft, marit, changes)
    submit_report(party.draft_id, marit, january)
    told = [mail for mail in mails(to=anne.email) if "er endret etter" in mail.subject]
    assert len(told) == 1
    assert confirm(party, anne).state == "confirmed", "one click confirms again, also after it is sent"


def test_saving_what_cannot_matter_costs_no_query(
    party: DraftParty, marit: Person, anne: Person, django_assert_num_queries: Any
) -> None:
    from fordel.reports.partners.services.tell_change import notice_changes

    draft = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=party.draft_id)
    with django_assert_num_queries(0):
        notice_changes(draft, ["need_text", "need.2026", "employees", "sami_text"])
    with django_assert_num_queries(1):
        notice_changes(draft, ["goal"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(steps=st.lists(st.sampled_from(["340 000", "356 000", "1", "", "kr 356000,-"]), min_size=1, max_size=6))
def test_the_state_follows_what_stands(party: DraftParty, marit: Person, anne: Person, steps: list[str]) -> None:
    """Whatever is written, a party is «confirmed» exactly when what is written is what it confirmed."""
    write(party.draft, marit, {amount(party): "356 000"})
    confirm(party, anne)
    for text in steps:
        write(party.draft, marit, {amount(party): text})
        party.refresh_from_db()
        facts = facts_of(ReportDraft.objects.select_related("round__scheme", "owner").get(pk=party.draft_id))
        stands = binding_of(facts, facts.parties[0]) == party.confirmed
        assert party.state == ("confirmed" if stands else "changed")


def test_the_owner_sees_what_a_party_must_confirm_again(party: DraftParty, marit: Person, anne: Person) -> None:
    confirm(party, anne)
    write(party.draft, marit, {amount(party): "340 000"})
    draft = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=party.draft_id)
    (line,) = party_lines(draft, facts_of(draft))
    assert (line.state_word, line.tone, line.can_tell) == ("Endret etter bekreftelse", "warning", True)
    assert [change.text for change in line.changes] == ["I 2026: 356\u00a0000 → 340\u00a0000 kroner (−16\u00a0000)"]


LATE = datetime(2026, 2, 2, tzinfo=OSLO)


def test_a_refusal_says_why_and_stops_sending(
    party: DraftParty, marit: Person, anne: Person, january: datetime
) -> None:
    with pytest.raises(UserError, match="hvorfor dere takker nei") as caught:
        decline_party(party.pk, anne, "  ", january)
    assert caught.value.field == "reason"
    decline_party(party.pk, anne, "Vi har ikke folk til det i år.", january)
    (mail,) = mails(to=marit.email)
    assert "Vi har ikke folk til det i år." in mail.body and "/del/partners/" in mail.body
    with pytest.raises(IncompleteError) as stopped:
        submit_report(party.draft_id, marit, january)
    assert [finding.code for finding in stopped.value.findings] == ["party_declined"]


def test_an_answer_counts_until_the_offices_day_and_not_after(
    party: DraftParty, marit: Person, anne: Person, january: datetime
) -> None:
    seen = seen_of(party)
    with pytest.raises(UserError, match="for sent å svare"):
        confirm_party(party.pk, anne, seen, LATE)  # a draft that was not sent in time
    submit_report(party.draft_id, marit, january)
    with pytest.raises(UserError, match="for sent å svare"):
        confirm_party(party.pk, anne, seen, LATE + timedelta(days=14))
    confirm_party(party.pk, anne, seen, LATE + timedelta(days=14) - timedelta(microseconds=1))


def test_a_refusal_after_the_deadline_opens_partners_and_budget_only(
    party: DraftParty, marit: Person, anne: Person, january: datetime, set_time: SetTime, uit: Organisation
) -> None:
    submit_report(party.draft_id, marit, january)
    set_time(LATE + timedelta(days=3))
    draft = party.draft
    with pytest.raises(ClosedError):
        write(draft, marit, {amount(party): "1"}, now())
    decline_party(party.pk, anne, "Vi kan likevel ikke.", now())
    assert "sende meldingen på nytt" in mails(to=marit.email)[-1].body
    write(draft, marit, {amount(party): "300 000", "budget.2026.owner.planning": "112 379"}, now())
    with pytest.raises(ClosedError, match="bare endre partnere og budsjett"):
        write(draft, marit, {"goal": "Et annet mål"}, now())
    from fordel.reports.partners.services.ask_party import ask_party

    ask_party(draft.pk, party.pk, marit, now())
    second = submit_report(draft.pk, marit, now())
    assert second.sequence == 2
    with pytest.raises(ClosedError):
        write(draft, marit, {amount(party): "1"}, now())


def test_a_late_refusal_leaves_the_owner_a_week(
    party: DraftParty, marit: Person, anne: Person, january: datetime, set_time: SetTime
) -> None:
    submit_report(party.draft_id, marit, january)
    last = LATE + timedelta(days=14) - timedelta(minutes=1)
    set_time(last)
    decline_party(party.pk, anne, "Beklager.", last)
    write(party.draft, marit, {amount(party): "1"}, last + timedelta(days=7) - timedelta(seconds=1))
    with pytest.raises(ClosedError):
        write(party.draft, marit, {amount(party): "2"}, last + timedelta(days=7))


def test_the_log_holds_and_names_nobody(party: DraftParty, marit: Person, anne: Person, january: datetime) -> None:
    confirm(party, anne)
    write(party.draft, marit, {amount(party): "340 000"})
    decline_party(party.pk, anne, "Hemmelig grunn", january)
    assert first_broken_entry() is None
    kept = " ".join(str(entry.details) for entry in AuditEntry.objects.all())
    assert "Hemmelig" not in kept and anne.email not in kept
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"reports.party.confirmed", "reports.party.changed", "reports.party.declined"} <= actions
