"""One waiting job of every kind that leaves something behind, with what must be there exactly once afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from fordel.decisions.models import Letter
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.decisions.tasks import write_letter_pdfs
from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.notices.models import MailChoices, Notification, WaitingMail
from fordel.notices.tasks import send_waiting_of
from fordel.parties.models import Office, Person
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.intake.services import start_import
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.receive_import import receive_import
from fordel.reports.models import DeadlineReminder, DraftParty, ImportState, NeedsReport, PartyEvent, SpreadsheetImport
from fordel.reports.tasks import (
    apply_in_background,
    remind_of_deadlines,
    tell_party_of_change,
    write_receipt_of,
)
from fordel.shared import clock
from fordel.shared.models import AuditEntry, OutboxMail, StoredFile
from fordel.shared.notice import Category
from fordel.shared.outbox import queue_mail
from fordel.shared.tasks import send_queued_mail
from fordel.writing.models import Submission
from tests.decisions.conftest import know_forms
from tests.jobs.postbox import Postbox, open_postbox
from tests.reports.drafting.conftest import (  # noqa: F401 -- fixtures
    empty_draft,
    hamaroy,
    january,
    marit,
    organisation_of,
    ready_draft,
    set_time,
    uit,
    write,
)
from tests.reports.intake.workbooks import row, workbook
from tests.reports.partners.conftest import anne, confirm, party  # noqa: F401 -- fixtures
from tests.support.groups import group_in

TROMSO = ("Tromsø kommune", "940101808", "5501")
TRONDHEIM = ("Trondheim kommune", "942110464", "5001")
HELD, ACCEPTED = "held@example.org", "accepted@example.org"


@dataclass(frozen=True)
class Case:
    """A job. Writing to the table `stopped_at` is the last thing it does before it commits (empty: it talks to the mail
    server). `check` asserts that its work is done, once."""

    name: str
    task: Any
    arguments: dict[str, Any]
    stopped_at: str
    check: Callable[[], None]

    def run(self) -> None:
        self.task(**self.arguments)


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 600
        yield box


@pytest.fixture
def cases(
    nordland: Any,
    party: DraftParty,  # noqa: F811
    marit: Person,  # noqa: F811
    anne: Person,  # noqa: F811
    january: datetime,  # noqa: F811
    person_as: Callable[..., Any],
    postbox: Postbox,
    monkeypatch: pytest.MonkeyPatch,
) -> list[Case]:
    """The jobs are not queued; nothing else waits, and the clock is the real one."""
    owners = [last_years_owner(nordland, number, person_as) for number in ("1804", "1806")]
    confirm(party, anne)
    submission = submit_report(party.draft_id, marit, january)
    write(party.draft, marit, {f"budget.2026.{party.slot}.carrying_out": "340 000"})
    DraftParty.objects.filter(pk=party.pk).update(tell_due_at=january - timedelta(minutes=1))
    letters = letters_case(round_at("Troms"), person_as)
    imported = import_case(round_at("Trøndelag"), person_as)
    monkeypatch.undo()  # the real clock, because a worker of its own has no other
    Round.objects.filter(pk=nordland.pk).update(needs_deadline=in_three_days())
    OutboxMail.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    return [
        letters,
        Case(
            "receipt", write_receipt_of, {"submission_id": submission.pk}, "shared_outboxmail", receipt_of(submission)
        ),
        imported,
        reminders_case(owners),
        Case("change", tell_party_of_change, {"party_id": party.pk}, "reports_partyevent", change_of(party, anne)),
        waiting_case(person_as("auditor")),
        mail_case("held mail", HELD, "", postbox),
        mail_case("accepted mail", ACCEPTED, "shared_outboxmail", postbox),
    ]


def round_at(office: str) -> Round:
    scheme = SchemeVersion.objects.get(code="collective", year=2026)
    frames = {"kindergarten": 1_000_000, "school": 1_000_000}
    return open_round(Office.objects.get(name__contains=office), scheme, frames, None)


def in_three_days() -> datetime:
    """The first instant that is too late if three days are left, so that the reminder of three days is due today."""
    return datetime.combine(clock.today() + timedelta(days=4), time(), clock.OSLO)


def last_years_owner(nordland: Any, municipality: str, person_as: Callable[..., Any]) -> Person:
    """Somebody who acts for an owner that had a report the year before."""
    owner = organisation_of(municipality)
    NeedsReport.objects.create(
        round=Round.objects.get(office=nordland.office, year=2025),
        number=owner.pk,
        owner=owner,
        target_group=group_in(Round.objects.get(office=nordland.office, year=2025), "school"),
        title="I fjor",
        amount=100,
        identity=str(owner.pk),
        content_hash="x",
        updated_at=clock.now(),
    )
    found: Person = person_as("owner", organisation=owner)
    return found


def letters_case(round_: Round, person_as: Callable[..., Any]) -> Case:
    officer = person_as("case_officer", office=round_.office.slug)
    approver = person_as("approver", office=round_.office.slug)
    rows = [row(number, number * 1_000, owner=TROMSO) for number in (1, 2)]
    assert import_file(round_, "troms.xlsx", workbook(rows), officer).accepted == 2
    proposal = create_proposal(create_scenario(round_, "Alle", Specification(), officer), officer)
    submitted = submit_proposal(proposal.pk, officer)
    approved = approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    know_forms(approved, officer)
    issue_decision(approved.pk, officer)

    def check() -> None:
        letters = Letter.objects.filter(award__proposal=proposal, pdf__isnull=False)
        assert letters.count() == Letter.objects.count() == 2
        names = {f"{letter.text['reference']}.pdf" for letter in letters}
        assert StoredFile.objects.filter(name__in=names).count() == 2
        assert all(letter.pdf is not None and letter.pdf.read().startswith(b"%PDF") for letter in letters)

    return Case("letters", write_letter_pdfs, {"proposal_id": proposal.pk}, "shared_storedfile", check)


def receipt_of(submission: Submission) -> Callable[[], None]:
    def check() -> None:
        submission.refresh_from_db()
        assert submission.receipt is not None and submission.receipt.read().startswith(b"%PDF")
        assert StoredFile.objects.filter(name=submission.receipt.name).count() == 1
        assert OutboxMail.objects.filter(subject__startswith="Mottatt: behovsmelding").count() == 1

    return check


def import_case(round_: Round, person_as: Callable[..., Any]) -> Case:
    officer = person_as("case_officer", office=round_.office.slug)
    content = workbook([row(number, number * 1_000, owner=TRONDHEIM) for number in range(1, 6)])
    made, _table = receive_import(round_, "trondelag.xlsx", content, officer)
    SpreadsheetImport.objects.filter(pk=made.pk).update(total_rows=start_import.BACKGROUND_ABOVE + 1)
    made.refresh_from_db()
    assert not start_import.start_import(made, officer, update=False)
    arguments = {"import_id": made.pk, "person_id": officer.pk, "update": False, "attempt": 1}

    def check() -> None:
        made.refresh_from_db()
        assert (made.state, NeedsReport.objects.filter(round=round_).count()) == (ImportState.APPLIED, 5)
        log = AuditEntry.objects.filter(action="reports.import.applied", subject_id=made.pk)
        assert log.count() == 1

    return Case("import", apply_in_background, arguments, "shared_auditentry", check)


def reminders_case(owners: list[Person]) -> Case:
    seven = datetime.combine(date(2026, 1, 1), time(7), clock.OSLO)

    def check() -> None:
        assert list(DeadlineReminder.objects.values_list("days_before", flat=True)) == [3, 3]
        for owner in owners:
            assert OutboxMail.objects.filter(recipient=owner.email).count() == 1, owner.email

    return Case(
        "reminders", remind_of_deadlines, {"timestamp": int(seven.timestamp())}, "reports_deadlinereminder", check
    )


def change_of(party: DraftParty, person: Person) -> Callable[[], None]:  # noqa: F811
    def check() -> None:
        party.refresh_from_db()
        assert party.tell_due_at is None
        assert PartyEvent.objects.filter(party=party, verb="told").count() == 1
        assert OutboxMail.objects.filter(recipient=person.email).count() == 1

    return check


def waiting_case(person: Person) -> Case:
    """Two mails that have waited for the end of somebody's quiet hours."""
    MailChoices.objects.create(person=person, daily=[Category.REPORTS])
    for number in (1, 2):
        waits = Notification.objects.create(
            person=person, kind="test", category=Category.REPORTS, language="nb", subject=f"V{number}", at=clock.now()
        )
        WaitingMail.objects.create(notification=waits, due_at=clock.now() - timedelta(minutes=1))

    def check() -> None:
        assert not WaitingMail.objects.exists()
        assert OutboxMail.objects.filter(recipient=person.email, subject__startswith="2 varsler").count() == 1

    return Case("waiting", send_waiting_of, {"person_id": person.pk}, "notices_waitingmail", check)


def mail_case(name: str, recipient: str, stopped_at: str, postbox: Postbox) -> Case:
    queue_mail([recipient], "Hei", "På deg")
    mail = OutboxMail.objects.get(recipient=recipient)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    def check() -> None:
        mail.refresh_from_db()
        assert mail.sent_at is not None
        assert len(set(postbox.ids_of(recipient))) == 1

    return Case(name, send_queued_mail, {"mail_id": mail.pk}, stopped_at, check)
