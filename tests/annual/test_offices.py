"""All offices side by side: what a page costs, what is late, sums, and the files that hold everything."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import openpyxl
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.annual.models import AnnualReport
from fordel.annual.services.remind import remind_office
from fordel.core.annual.content import content_hash
from fordel.parties.models import Office, RoleAssignment
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.shared.clock import OSLO
from fordel.shared.models import OutboxMail
from tests.annual.conftest import World
from tests.annual.reports import at, corrected, made_ready, sent, write
from tests.clients import client_of

pytestmark = pytest.mark.django_db
QUERIES: Final = {
    "draft": 12,
    "comment": 7,
    "make ready": 9,
    "ready": 9,
    "sign": 8,
    "sent": 9,
    "a sent one, for Udir": 6,
    "all offices": 6,
}
"""The same for one office and for ten, literally."""
LATE: Final = datetime(2027, 3, 2, 9, tzinfo=OSLO)


def others(count: int) -> list[Round]:
    """Rounds of other offices, each with a report that is sent."""
    scheme = SchemeVersion.objects.get(code="collective", year=2026)
    found = []
    for office in Office.objects.exclude(slug="nordland").order_by("slug")[:count]:
        round_ = open_round(office, scheme, {"kindergarten": 1_000_000, "school": 2_000_000}, None)
        corrected(round_, f"Fra {office.slug}")
        found.append(round_)
    return found


def cost(client: Client, address: str) -> int:
    """The queries of a page that has been asked for before."""
    assert client.get(address).status_code in (200, 409), address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("count", [0, 9])
def test_pages_cost_the_same_for_one_office_and_for_ten(world: World, person_as: Any, count: int) -> None:
    others(count)
    officer, udir = client_of(world.officer), client_of(person_as("national_reader"))
    write(world.round, "year", "Om året", world.officer)
    found = {
        "draft": cost(officer, at("report", world.round)),
        "comment": cost(officer, at("comment", world.round, topic="year")),
        "make ready": cost(officer, at("ready", world.round)),
    }
    made_ready(world.round, world.officer)
    found |= {
        "ready": cost(officer, at("report", world.round)),
        "sign": cost(officer, at("sign", world.round)),
    }
    AnnualReport.objects.filter(round=world.round).delete()
    report = corrected(world.round, "Om året")
    AnnualReport.objects.filter(round=world.round, version=2).delete()
    found |= {
        "sent": cost(officer, at("report", world.round)),
        "a sent one, for Udir": cost(udir, reverse("annual:report", kwargs={"annual_id": report.pk})),
        "all offices": cost(udir, reverse("annual:list")),
    }
    assert found == QUERIES
    assert max(found.values()) <= 12


def test_udir_sees_who_is_late_and_downloads_everything_that_is_sent(
    world: World, person_as: Any, at_time: Any
) -> None:
    first, second = others(2)
    at_time(LATE)
    udir = client_of(person_as("national_reader"))
    assert f"Spør {world.round.office.name} om årsrapporten for 2026" in udir.get(reverse("home")).content.decode()
    page = udir.get(reverse("annual:list")).content.decode()
    assert "2 av 3 rapporter er sendt." in page
    assert "1 er forsinket." in page
    assert "6\u00a0000\u00a0000" in page, "the sum of two frames"
    keys = {"year": 2026, "kind": "json"}
    found = json.loads(udir.get(reverse("annual:list-file", kwargs=keys)).content)
    assert found["sums"]["frame"] == 6_000_000
    assert found["missing"] == [
        {"office": "nordland", "scheme": "kollektiv", "last_day": "2027-03-01", "is_late": True}
    ]
    assert [each["sha256"] for each in found["reports"]] == [content_hash(each["content"]) for each in found["reports"]]
    codes = {each["content"]["office"]["code"] for each in found["reports"]}
    assert codes == {first.office.slug, second.office.slug}
    workbook = openpyxl.load_workbook(
        BytesIO(udir.get(reverse("annual:list-file", kwargs=keys | {"kind": "xlsx"})).content)
    )
    rows = list(workbook["Embeter"].iter_rows(values_only=True))
    frame = rows[0].index("Ramme")
    assert [row[frame] for row in rows[1:]].count(3_000_000) == 2
    assert rows[-1][frame] == 6_000_000
    assert "Fra" in str(list(workbook["Kommentarer"].iter_rows(values_only=True)))
    assert udir.get(reverse("annual:list-file", kwargs=keys | {"year": 2001})).status_code == 404


def test_a_reader_for_one_office_sees_that_office_alone(world: World, person_as: Any) -> None:
    other = others(1)[0]
    auditor = person_as("auditor")
    RoleAssignment.objects.filter(person=auditor).update(office=other.office)
    page = client_of(auditor).get(reverse("annual:list")).content.decode()
    assert other.office.name in page
    assert "Statsforvalteren i Nordland" not in page


def test_the_files_of_a_report_hold_the_same_figures(world: World) -> None:
    """A sent report as JSON, spreadsheet and PDF; the PDF is tagged and says what it is."""
    report = sent(world.round, world.officer, world.approver)
    client = client_of(world.approver)

    def file(kind: str) -> Any:
        return client.get(reverse("annual:file", kwargs={"annual_id": report.pk, "kind": kind}))

    content = json.loads(file("json").content)["content"]
    values = {each["code"]: each["value"] for each in content["sections"][0]["figures"]}
    workbook = openpyxl.load_workbook(BytesIO(file("xlsx").content))
    sheet = workbook[workbook.sheetnames[1]]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(values.values())
    assert values["frame"] == 28_000_000
    answer = file("pdf")
    assert "utkast" not in answer["Content-Disposition"]
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title).startswith("Årsrapport til Udir 2026")
    draft = client.get(at("file", world.round, kind="pdf"))
    assert draft.status_code == 200


def test_files_of_a_draft_say_so(world: World) -> None:
    answer = client_of(world.officer).get(at("file", world.round, kind="pdf"))
    assert "-utkast.pdf" in answer["Content-Disposition"]
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert str(pdf.docinfo.Title).startswith("Utkast: Årsrapport")


def test_the_office_is_reminded_once_for_each_day_and_not_after_sending(world: World, at_time: Any) -> None:
    round_ = Round.objects.get(pk=world.round.pk)
    assert not remind_office(round_.pk), "the first day has not come"
    at_time(datetime(2027, 2, 8, 8, tzinfo=OSLO))
    assert remind_office(round_.pk)
    assert not remind_office(round_.pk)
    subject = "Årsrapporten til Udir for 2026 er ikke sendt"
    mails = OutboxMail.objects.filter(recipient=world.approver.email, subject=subject)
    assert mails.count() == 1
    at_time(datetime(2027, 2, 27, 8, tzinfo=OSLO))
    assert remind_office(round_.pk), "two were lost, and the last of them is sent"
    at_time(datetime(2027, 2, 28, 8, tzinfo=OSLO))
    assert not remind_office(round_.pk)
    sent(world.round, world.officer, world.approver)
    at_time(datetime(2027, 3, 1, 8, tzinfo=OSLO))
    assert not remind_office(round_.pk)
