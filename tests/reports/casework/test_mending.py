"""A report that is sent back can be corrected in the system, also when it came by spreadsheet; one that the office
registers is the owner's when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from fordel.reports.casework.services.change_state import change_state
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import DraftParty, NeedsReport, ReportDraft
from fordel.reports.selectors.draft_facts import window_of
from fordel.reports.selectors.reports import report_rows
from fordel.shared import clock
from fordel.writing.models import Field
from tests.reports.drafting.conftest import fill, hamaroy, january, marit, set_time, uit, write  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2026, 2, 24, 8, 10, tzinfo=clock.OSLO)


def test_an_imported_report_that_is_sent_back_opens_with_what_is_known(
    imported: Any,
    person_as: Callable[..., Any],
    set_time: Callable[[datetime], None],  # noqa: F811
) -> None:
    set_time(FEBRUARY)
    report = NeedsReport.objects.get(number=41)
    owner, officer = person_as("owner", organisation=report.owner), person_as("case_officer")
    until = FEBRUARY + timedelta(days=7)
    change_state(report.pk, "return", officer, seen=None, reason="Skriv om medvirkning.", reply_by=until)
    draft = ReportDraft.objects.select_related("round__scheme", "owner", "report").get(report=report)
    assert window_of(draft, FEBRUARY).is_open
    known = dict(Field.objects.filter(document=draft.pk).values_list("key", "value"))
    assert (known["title"], known["need.2026"], known["target_group"]) == ("Overgang barnehage–skole", "812379", "both")
    party = DraftParty.objects.get(draft=draft)
    assert party.state == "not_asked"
    client = Client()
    client.force_login(owner)
    page = client.get(f"/mine/utkast/{draft.pk}/").content.decode()
    assert "Skriv om medvirkning." in page and "Skriv videre" in page
    party.delete()
    fill(draft, owner, party.organisation, need__2026="812 379")
    submit_report(draft.pk, owner, FEBRUARY)
    (row,) = [row for row in report_rows(imported) if row.number == 41]
    assert row.amount == 812_379 and NeedsReport.objects.get(number=41).state == "submitted"
    assert len(report_rows(imported)) == 52


def test_what_the_office_registers_is_the_owners_when_it_is_sent(
    nordland: Any,
    hamaroy: Any,  # noqa: F811
    uit: Any,  # noqa: F811
    marit: Any,  # noqa: F811
    person_as: Callable[..., Any],
    set_time: Callable[[datetime], None],  # noqa: F811
) -> None:
    set_time(FEBRUARY)
    officer = person_as("case_officer")
    draft = start_draft(nordland, hamaroy, officer, by_office=True)
    fill(draft, officer, uit)
    owner, office = Client(), Client()
    owner.force_login(marit)
    office.force_login(officer)
    refused = owner.get(f"/mine/utkast/{draft.pk}/")
    assert refused.status_code == 403 and "Statsforvalteren registrerer denne meldingen" in refused.content.decode()
    assert "Overgang" not in owner.get("/mine/").content.decode()
    assert office.get(f"/mine/utkast/{draft.pk}/del/goal/").status_code == 200
    office.post(f"/mine/utkast/{draft.pk}/send/")
    page = owner.get(f"/mine/utkast/{draft.pk}/").content.decode()
    assert "Vi mottok behovsmelding 1" in page and "så meldingen kan ikke endres lenger" in page
    assert owner.post(f"/mine/utkast/{draft.pk}/del/goal/", {"goal": "x", "v.goal": "1"}).status_code == 302
    assert Field.objects.get(document=draft.pk, key="goal").value != "x"
    assert "Overgang" in owner.get("/mine/").content.decode()
