"""One report at the office: states with reasons, questions and answers, notes, and two officers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fordel.core.lifecycle import NEEDS_REPORT
from fordel.parties.models import Organisation, Person
from fordel.reports.casework.services.change_state import change_state
from fordel.reports.casework.services.lock_report import ReportChangedError
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.models import NeedsReport, ReportMessage, ReportStateChange
from fordel.reports.plugs.report_locks import CHANGE_LOCKS
from fordel.reports.selectors.log import log_of
from fordel.reports.selectors.submissions import submissions_of_report
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry, OutboxMail
from tests.reports.casework.conftest import press, report_url, words
from tests.reports.drafting.conftest import write
from tests.support.html import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(imported: Any) -> NeedsReport:
    return NeedsReport.objects.select_related("owner").get(number=41)


@pytest.fixture
def owner(report: NeedsReport, person_as: Any) -> Person:
    found: Person = person_as("owner", organisation=report.owner)
    return found


@pytest.fixture
def owners_client(owner: Person) -> Client:
    made = Client()
    made.force_login(owner)
    return made


@pytest.fixture
def jobs_go(transactional_db: None) -> Iterator[None]:
    """Jobs that threads have queued for real are gone afterwards: flushing leaves their tables alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def mails_to(person: Person) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(recipient=person.email).order_by("pk"))


def test_the_road_through_every_state(
    report: NeedsReport, client: Client, officer: Person, owner: Person, owners_client: Client
) -> None:
    own = reverse("own_needs:report", kwargs={"report_id": report.pk})
    day = (today() + timedelta(days=7)).isoformat()
    steps: list[tuple[str, dict[str, str], str]] = [
        ("return", {"reason": "Budsjettet mangler.", "reply_by": day}, "returned"),
        ("call_back", {}, "submitted"),
        ("accept", {}, "accepted"),
        ("reopen", {}, "submitted"),
        ("refuse", {"reason": "Gjelder videregående."}, "not_eligible"),
        ("reopen", {}, "submitted"),
    ]
    for verb, typed, state in steps:
        done = press(client, "report-state", report, verb=verb, **typed)
        assert done.status_code == 302, (verb, done.content.decode())
        report.refresh_from_db()
        assert report.state == state
        assert (report.reply_by is not None) == (state == "returned")
        if state == "returned":
            text = owners_client.get(own).content.decode()
            assert "Budsjettet mangler." in text
            assert "Statsforvalteren har sendt meldingen tilbake" in text
        if state == "not_eligible":
            assert "Gjelder videregående." in owners_client.get(own).content.decode()
    assert [change.verb for change in report.state_changes.all()] == [verb for verb, _typed, _state in steps]
    assert len(mails_to(owner)) == len(steps)
    assert "Budsjettet mangler." in mails_to(owner)[0].body
    assert own in mails_to(owner)[0].body
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {
        "reports.report.returned", "reports.report.called_back", "reports.report.accepted", "reports.report.reopened",
        "reports.report.refused",
    }  # fmt: skip
    assert "Budsjettet" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    assert first_broken_entry() is None


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted", "not_eligible", "withdrawn"])
def test_only_what_the_lifecycle_allows_is_offered_and_done(
    report: NeedsReport, client: Client, officer: Person, state: str
) -> None:
    NeedsReport.objects.filter(pk=report.pk).update(state=state)
    text = html_of(words(client, report))
    day = (today() + timedelta(days=7)).isoformat()
    for verb in ("accept", "return", "refuse", "call_back", "reopen"):
        allowed = NEEDS_REPORT.allows(state, verb)
        assert (f'name="verb" value="{verb}"' in text) == allowed, verb
        if not allowed:
            typed = {"reason": "Fordi", "reply_by": day}
            assert press(client, "report-state", report, verb=verb, **typed).status_code == 409
    assert NeedsReport.objects.get(pk=report.pk).state == state
    assert press(client, "report-state", report, verb="send").status_code == 409
    assert press(client, "report-state", report, verb="").status_code == 409


def test_reasons_and_days_are_asked_for_at_the_field(report: NeedsReport, client: Client) -> None:
    missing = press(client, "report-state", report, verb="refuse", **{"reason": "  "})
    assert missing.status_code == 422
    assert 'id="reason-refuse-error"' in missing.content.decode()
    late = press(client, "report-state", report, verb="return", **{"reason": "Rett dette", "reply_by": "2020-01-01"})
    assert 'id="reply_by-return-error"' in late.content.decode()
    assert "Rett dette</textarea>" in late.content.decode(), "what was typed stays"
    odd = press(client, "report-state", report, verb="return", **{"reason": "x", "reply_by": "i morgen"})
    assert "er ikke en dato" in odd.content.decode()
    assert not report.state_changes.exists()


def test_a_question_is_asked_answered_and_read(
    report: NeedsReport, client: Client, officer: Person, owner: Person, owners_client: Client
) -> None:
    day = (today() + timedelta(days=3)).isoformat()
    assert press(client, "report-message", report, message=" ", answer_by=day).status_code == 422
    asked = press(client, "report-message", report, message="Hvor mange <b>skoler</b>?", answer_by=day)
    assert asked.status_code == 302
    (mail,) = mails_to(owner)
    assert "Hvor mange <b>skoler</b>?" in mail.body
    own = reverse("own_needs:report", kwargs={"report_id": report.pk})
    text = owners_client.get(own).content.decode()
    assert "Statsforvalteren har et spørsmål til dere" in text
    assert "Hvor mange &lt;b&gt;skoler" in text
    empty = owners_client.post(reverse("own_needs:answer", kwargs={"report_id": report.pk}), {"answer": ""})
    assert empty.status_code == 422
    assert 'id="answer-error"' in empty.content.decode()
    press(client, "report-assign", report, to="me")
    owners_client.post(reverse("own_needs:answer", kwargs={"report_id": report.pk}), {"answer": "Fire skoler."})
    question, answer = ReportMessage.objects.all()
    assert question.answered_at is not None
    assert answer.answered_at is None
    assert [m.subject for m in mails_to(officer)] == ["Svar om behovsmelding 41 «Overgang barnehage–skole»"]
    page = words(client, report)
    assert "Fire skoler." in page
    assert "Vi har lest det" in page
    press(client, "report-read", report)
    answer.refresh_from_db()
    assert answer.answered_at is not None


def test_the_mail_is_in_the_owners_form(report: NeedsReport, client: Client, owner: Person) -> None:
    Organisation.objects.filter(pk=report.owner_id).update(language_form="nn")
    press(client, "report-state", report, verb="accept")
    assert "samarbeidsforumet" in mails_to(owner)[0].body
    assert mails_to(owner)[0].body.startswith("Behovsmelding 41")
    Organisation.objects.filter(pk=report.owner_id).update(language_form="nn")
    press(client, "report-state", report, verb="reopen")
    assert "éin gong til" in mails_to(owner)[1].body


def test_notes_are_for_the_office_and_the_auditor(
    report: NeedsReport, client: Client, client_as: Any, owners_client: Client
) -> None:
    assert press(client, "report-note", report, note="").status_code == 422
    press(client, "report-note", report, note="Ringte rektor.")
    assert "Ringte rektor." in words(client, report)
    assert "Ringte rektor." in words(client_as("auditor"), report)
    own = reverse("own_needs:report", kwargs={"report_id": report.pk})
    assert "Ringte rektor." not in owners_client.get(own).content.decode()
    partner = client_as("partner", organisation=report.partners.get().organisation)
    text = partner.get(own).content.decode()
    assert "Ringte rektor." not in text
    assert "Dialog med statsforvalteren" not in text, "partners do not see the thread"
    refused = partner.post(reverse("own_needs:answer", kwargs={"report_id": report.pk}), {"answer": "x"})
    assert refused.status_code == 403
    assert not [entry for entry in log_of(report, for_owner=True).entries if entry.what == "note"]


def test_the_second_officer_hears_who_came_first(
    report: NeedsReport, client: Client, person_as: Any, officer: Person
) -> None:
    colleague = person_as("case_officer")
    second = Client()
    second.force_login(colleague)
    seen = second.get(report_url("report", report)).context["log"].token
    press(client, "report-state", report, verb="accept")
    late = second.post(
        report_url("report-state", report), {"seen": seen, "verb": "refuse", "reason": "Min lange grunn"}
    )
    assert late.status_code == 409
    text = late.content.decode()
    assert f"Meldingen ble nettopp endret av {officer.name}" in text
    assert "Min lange grunn" in text, "the form is gone, and what was typed is not"
    report.refresh_from_db()
    assert report.state == "accepted"
    press(client, "report-state", report, verb="reopen")
    late = second.post(
        report_url("report-state", report), {"seen": seen, "verb": "refuse", "reason": "Min lange grunn"}
    )
    assert "Min lange grunn</textarea>" in late.content.decode(), "what was typed stays"
    asked = second.post(report_url("report-message", report), {"seen": seen, "message": "Mitt spørsmål"})
    assert asked.status_code == 409
    assert "Mitt spørsmål</textarea>" in asked.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_instant_one_wins(jobs_go: None, imported: Any, person_as: Any) -> None:
    report = NeedsReport.objects.get(number=41)
    token = log_of(report).token
    officers = [person_as("case_officer") for _ in range(4)]
    verbs = ["accept", "refuse", "accept", "refuse"]
    together = threading.Barrier(4)
    outcomes: list[str] = []

    def work(person: Person, verb: str) -> None:
        try:
            together.wait()
            change_state(report.pk, verb, person, seen=token, reason="Fordi")
            outcomes.append("done")
        except ReportChangedError as error:
            outcomes.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in zip(officers, verbs, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    change = ReportStateChange.objects.get()
    assert change.by is not None
    assert sum(change.by.name in text for text in outcomes) == 3
    report.refresh_from_db()
    assert report.state == change.target


@pytest.mark.django_db(transaction=True)
def test_an_officer_and_an_owner_at_the_same_instant_leave_an_unbroken_life(
    jobs_go: None, sent: NeedsReport, officer: Person, marit: Person, january: datetime
) -> None:
    """Whoever comes second builds on what the first did: each step begins where the last one ended."""
    for attempt in range(6):
        NeedsReport.objects.filter(pk=sent.pk).update(state="submitted")
        ReportStateChange.objects.filter(report=sent).delete()
        write(sent.draft, marit, {"goal": f"Mål nummer {attempt}"})
        together = threading.Barrier(2)

        def work(what: Callable[[], object], together: threading.Barrier = together) -> None:
            try:
                together.wait()
                what()
            except UserError:
                pass  # the second may hear that it is too late
            finally:
                connection.close()

        threads = [
            threading.Thread(target=work, args=[lambda: change_state(sent.pk, "accept", officer, seen=None)]),
            threading.Thread(target=work, args=[lambda: submit_report(sent.draft.pk, marit, january)]),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        steps = list(ReportStateChange.objects.filter(report=sent).order_by("pk").values_list("source", "target"))
        assert steps
        ends = ["submitted", *(target for _source, target in steps)]
        assert [source for source, _target in steps] == ends[:-1]
        assert NeedsReport.objects.get(pk=sent.pk).state == ends[-1]


def test_what_was_sent_stands_on_the_page(sent: NeedsReport, client: Client) -> None:
    text = words(client, sent)
    content = submissions_of_report(sent.pk).get().content
    assert content["answers"]["goal"] in text
    assert "Hva er målet?" in text
    for cell in content["budget"]:
        assert f"{cell['amount']:,}".replace(",", "\u00a0") in text
    assert "Gjennomføre" in text
    assert "har ikke svart ennå." in text
    assert "§ 4 (antatt henvisning)" in text
    assert "Mottatt, utgave 1" in text
    assert sent.findings == 0, "what waits for an answer is no fault"


def test_findings_of_a_spreadsheet_say_the_rule_and_the_reason(imported: Any, client: Client) -> None:
    text = words(client, NeedsReport.objects.get(number=45))
    assert "1 punkt må rettes" in text
    assert "Ikke besvart: «Hvorfor trenger dere en annen partner enn universitet eller høyskole?»" in text
    assert "§ 3 (antatt henvisning)" in text
    assert "Universitet og høyskoler er hovedmodellen." in text
    assert "1 punkt må rettes" not in words(client, NeedsReport.objects.get(number=41))


def test_a_decided_year_can_be_read_but_not_changed(report: NeedsReport, client: Client, plugged: Any) -> None:
    plugged(CHANGE_LOCKS, lambda _round: "Året er vedtatt.")
    assert "Året er vedtatt." in words(client, report)
    assert "Merk som klar for forumet" not in words(client, report)
    for name, typed in (
        ("report-state", {"verb": "accept"}),
        ("report-assign", {"to": "me"}),
        ("report-message", {"message": "Hei"}),
    ):
        assert press(client, name, report, **typed).status_code == 409, name
    assert NeedsReport.objects.get(pk=report.pk).state == "submitted"
    assert press(client, "report-note", report, note="Til arkivet.").status_code == 302
