"""A yearly report from its first comment to Udir's desk, through the pages of everybody in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.annual.models import AnnualReport
from fordel.core.annual.content import content_hash
from fordel.parties.models import Person
from fordel.shared.models import AuditEntry, OutboxMail
from tests.annual.conftest import World
from tests.annual.reports import at, sent
from tests.clients import client_of
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content
    return str(answer.content.decode())


def mails_to(person: Person) -> list[str]:
    return list(OutboxMail.objects.filter(recipient=person.email).order_by("pk").values_list("subject", flat=True))


def comment(client: Client, world: World, topic: str, text: str, seen: int = 0) -> Any:
    return client.post(at("comment", world.round, topic=topic), {"text": text, "seen": str(seen)})


def test_a_report_is_written_signed_by_two_and_read_by_udir(world: World, person_as: Any) -> None:
    officer, approver, udir = (
        client_of(world.officer),
        client_of(world.approver),
        client_of(person_as("national_reader")),
    )
    assert "Skriv årsrapporten til Udir for 2026" in page(officer, reverse("start", kwargs={**world.round.where}))
    assert "Send den innen 1.\xa0mars 2027." in page(officer, at("report", world.round))
    assert carry_out(officer, at("ready", world.round)).status_code == 409
    for topic in ("year", "groups", "signs"):
        assert comment(officer, world, topic, f"Om {topic}\n\nog mer").status_code == 302
    assert "Om year" in page(officer, at("report", world.round))
    assert reverse("annual:list") in page(udir, reverse("home"))
    assert "Om year" not in page(udir, reverse("annual:list"))
    assert carry_out(officer, at("ready", world.round)).status_code == 302
    assert world.report.state == "ready"
    start = page(officer, reverse("start", kwargs={**world.round.where}))
    assert "Skriv under årsrapporten til Udir for 2026" in start
    assert carry_out(officer, at("sign", world.round)).status_code == 302
    assert mails_to(world.approver) == ["Årsrapporten til Udir for 2026 venter på en underskrift"]
    assert "Skriv under årsrapporten" in page(approver, reverse("start", kwargs={**world.round.where}))
    assert "rapporten sendes til Udir med en gang" in page(approver, at("sign", world.round))
    assert carry_out(approver, at("sign", world.round)).status_code == 302
    report = world.report
    assert report.state == "sent"
    assert content_hash(report.content) == report.sha256
    assert {each.sha256 for each in report.signatures.all()} == {report.sha256}
    listed = page(udir, reverse("annual:list"))
    assert "Sendt 18.\xa0januar 2027" in listed
    assert "28\u00a0000\u00a0000" in listed
    read = page(udir, reverse("annual:report", kwargs={"annual_id": report.pk}))
    assert "og mer" in read
    assert world.approver.name in read
    assert "Skriv under årsrapporten" not in page(approver, reverse("start", kwargs={**world.round.where}))
    verbs = AuditEntry.objects.filter(action__startswith="annual.").order_by("pk").values_list("action", flat=True)
    assert [each.removeprefix("annual.report.") for each in verbs] == [
        *("begun", "commented", "commented", "commented", "ready", "signed", "signed", "sent"),
    ]


def test_a_correction_replaces_what_was_sent_and_keeps_it(world: World, person_as: Any) -> None:
    first = sent(world.round, world.officer, world.approver)
    officer, approver = client_of(world.officer), client_of(world.approver)
    assert comment(officer, world, "year", "Feil").status_code == 409
    assert carry_out(officer, at("correct", world.round)).status_code == 302
    assert carry_out(officer, at("correct", world.round)).status_code == 409
    assert comment(officer, world, "year", "Rettet", seen=1).status_code == 302
    udir = client_of(person_as("national_reader"))
    assert "Rettet" not in page(udir, reverse("annual:report", kwargs={"annual_id": first.pk}))
    page(udir, reverse("annual:report", kwargs={"annual_id": world.report.pk}), 404)
    for client, address in ((officer, "ready"), (officer, "sign"), (approver, "sign")):
        assert carry_out(client, at(address, world.round)).status_code == 302
    second = world.report
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == ("replaced", "sent", 2)
    assert "versjon 2" in page(udir, reverse("annual:list"))
    old = page(udir, reverse("annual:report", kwargs={"annual_id": first.pk}))
    assert "En rettet versjon har erstattet denne." in old
    assert "Rettet" in page(udir, reverse("annual:report", kwargs={"annual_id": second.pk}))


def test_a_correction_can_be_discarded_and_a_first_version_cannot(world: World) -> None:
    officer = client_of(world.officer)
    assert comment(officer, world, "year", "Om året").status_code == 302
    assert carry_out(officer, at("discard", world.round)).status_code == 409
    AnnualReport.objects.all().delete()
    sent(world.round, world.officer, world.approver)
    assert carry_out(officer, at("correct", world.round)).status_code == 302
    assert carry_out(officer, at("discard", world.round)).status_code == 302
    assert "Sendt" in page(officer, at("report", world.round))
    assert carry_out(officer, at("correct", world.round)).status_code == 302
    assert world.report.version == 2


def test_files_hold_the_same_figures_and_say_that_they_are_drafts(world: World, issued: Any) -> None:
    officer = client_of(world.officer)
    content = json.loads(officer.get(at("file", world.round, kind="json")).content)
    assert content["is_draft"] is True
    report = sent(world.round, world.officer, world.approver)
    answer = officer.get(reverse("annual:file", kwargs={"annual_id": report.pk, "kind": "json"}))
    content = json.loads(answer.content)
    assert content["is_draft"] is False
    assert content["content"] == report.content
    assert content["sha256"] == content_hash(content["content"])
