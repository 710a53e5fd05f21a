"""A question that a scheme counts can be filtered by, is exported, counted and in the history, without any code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from fordel.core.form.definition import FormDefinitionError, read_form
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round, SchemeVersion
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.submissions import report_of
from tests.reports.casework.conftest import WHERE, press, report_url
from tests.reports.drafting.conftest import fill, organisation_of, write
from tests.support.html import html_of
from tests.support.seats import seat_for

pytestmark = pytest.mark.django_db
LIST = reverse("reports:reports", kwargs=WHERE)
STATUS = reverse("insight:status", kwargs=WHERE)
NEW = (
    {
        "code": "leaders_join",
        "kind": "yes_no",
        "counted": {"nb": "Ledere med", "nn": "Leiarar med"},
        "label": {"nb": "Deltar lederne?", "nn": "Deltek leiarane?"},
        "help": {"nb": "Svar ja hvis alle lederne er med.", "nn": "Svar ja dersom alle leiarane er med."},
    },
    {
        "code": "form_of_work",
        "kind": "choice",
        "required": False,
        "when": {"leaders_join": ["yes"]},
        "counted": {"nb": "Arbeidsform", "nn": "Arbeidsform"},
        "label": {"nb": "Hvordan arbeider dere?", "nn": "Korleis arbeider de?"},
        "help": {"nb": "Velg det som passer best.", "nn": "Vel det som passar best."},
        "choices": [
            {"code": "groups", "nb": "I grupper", "nn": "I grupper"},
            {"code": "together", "nb": "Alle sammen", "nn": "Alle saman"},
        ],
    },
)


def asking(definition: dict[str, Any], *questions: dict[str, Any]) -> dict[str, Any]:
    """The scheme with more questions at the end of its first part."""
    made = deepcopy(definition)
    made["form"]["parts"][0]["questions"].extend(deepcopy(questions))
    return made


@pytest.fixture
def nordland(nordland: Round) -> Round:
    """The demo's round in a scheme that counts two more questions."""
    scheme = nordland.scheme
    definition = asking(scheme.definition, *NEW)
    SchemeVersion.objects.filter(pk=scheme.pk).update(definition=definition, sha256="counts" + scheme.sha256[6:])
    return Round.objects.select_related("scheme", "office").get(pk=nordland.pk)


@pytest.fixture
def send(
    nordland: Round, uit: Organisation, january: datetime, person_as: Callable[..., Person]
) -> Callable[..., NeedsReport]:
    """`send(municipality number, **answers)`: its owner's report with these answers, sent."""

    def make(municipality: str, **answers: str) -> NeedsReport:
        owner = organisation_of(municipality)
        person = person_as("owner", organisation=owner)
        draft = start_draft(nordland, owner, person)
        fill(draft, person, uit, **answers)
        return report_of(submit_report(draft.pk, person, january))

    return make


@pytest.fixture
def three(send: Callable[..., NeedsReport]) -> list[NeedsReport]:
    """Two where the leaders join, one in groups; one where they do not, with a choice that was made before."""
    return [
        send("1875", leaders_join="yes", form_of_work="groups"),
        send("1804", leaders_join="yes"),
        send("1824", leaders_join="no", form_of_work="together"),
    ]


def listed(client: Client, query: str) -> list[int]:
    """Numbers in the list, which are those of its file."""
    address = reverse("reports:reports-file", kwargs={**WHERE, "kind": "json"})
    rows = json.loads(client.get(f"{address}?{query}").content)["rows"]
    assert client.get(f"{LIST}?{query}").context["totals"].count == len(rows)
    return [row["number"] for row in rows]


def test_the_list_is_filtered_by_the_answers(client: Client, three: list[NeedsReport]) -> None:
    first, second, third = (report.number for report in three)
    assert listed(client, "answer_leaders_join=yes") == [first, second]
    assert listed(client, "answer_leaders_join=no") == [third]
    assert listed(client, "answer_leaders_join=yes&answer_form_of_work=groups") == [first]
    assert listed(client, "answer_form_of_work=together") == [], "a question that was not asked has no answer"
    everything = [first, second, third]
    for nothing_known in ("answer_leaders_join=maybe", "answer_title=yes", "answer_=yes", "answer_leaders_join=%00"):
        assert listed(client, nothing_known) == everything
    page = client.get(f"{LIST}?answer_leaders_join=no").content.decode()
    assert '<option value="no" selected>' in page
    assert "Ledere med" in page


def test_a_view_keeps_the_answers(client: Client, three: list[NeedsReport]) -> None:
    views = reverse("reports:views", kwargs=WHERE)
    made = client.post(views, {"name": "Uten ledere", "answer_leaders_join": "no"})
    assert made.headers["Location"].endswith("?answer_leaders_join=no")
    assert client.get(made.headers["Location"]).context["totals"].count == 1


def test_a_member_filters_and_exports_them_too(
    client_of: Callable[..., Client], person_as: Callable[..., Person], three: list[NeedsReport]
) -> None:
    seat = seat_for(person_as("forum_member"))
    assert seat.person is not None
    member = client_of(seat.person)
    page = member.get(f"{LIST}?answer_leaders_join=no")
    assert page.context["count"] == 1
    assert "Ledere med" in page.content.decode()
    file = reverse("reports:reports-file", kwargs={**WHERE, "kind": "csv"})
    rows = list(csv.DictReader(io.StringIO(member.get(file).content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Ledere med"] for row in rows] == ["Ja", "Ja", "Nei"]


def test_files_hold_the_answers_in_words(client: Client, three: list[NeedsReport]) -> None:
    file = reverse("reports:reports-file", kwargs={**WHERE, "kind": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(file).content)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "Ledere med" in row)
    body = rows[rows.index(head) + 1 :]
    picked = [(row[head.index("Ledere med")], row[head.index("Arbeidsform")]) for row in body if row[0]]
    assert picked == [("Ja", "I grupper"), ("Ja", None), ("Nei", None)]


def test_the_status_counts_the_answers(client: Client, three: list[NeedsReport]) -> None:
    found = html_of(client.get(STATUS))
    assert "Ledere med: ja i 2 av 3 meldinger" in found
    assert "Arbeidsform: i grupper i 1 av 3 meldinger" in found
    answer = client.get(reverse("insight:csv", kwargs={**WHERE, "key": "answer_form_of_work"}))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[:3] for row in rows[1:]] == [
        ["I grupper", "1", "812379"],
        ["ikke oppgitt", "2", "1624758"],
        ["Sum", "3", "2437137"],
    ]
    for kind in ("xlsx", "pdf"):
        assert client.get(reverse(f"insight:{kind}", kwargs=WHERE)).status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("insight:xlsx", kwargs=WHERE)).content), read_only=True)
    assert {"Ledere med", "Arbeidsform"} <= set(book.sheetnames)


def test_the_count_leads_to_the_reports_behind_it(client: Client, three: list[NeedsReport]) -> None:
    page = client.get(STATUS).content.decode()
    assert f'href="{LIST}?answer_leaders_join=yes"' in page
    assert listed(client, "answer_leaders_join=yes") == [three[0].number, three[1].number]


def test_the_history_shows_old_and_new_answer(
    client: Client, three: list[NeedsReport], january: datetime, uit: Organisation
) -> None:
    report = three[0]
    press(
        client, "report-state", report, verb="return", **{"reason-return": "Se på lederne.", "reply_by": "2026-01-29"}
    )
    person = Person.objects.get(assignments__organisation=report.owner_id)
    write(report.draft, person, {"leaders_join": "no"})
    submit_report(report.draft.pk, person, january)
    page = client.get(report_url("report", report))
    assert {(change.name, change.old, change.new) for change in page.context["history"][0][1]} == {
        ("Ledere med", "Ja", "Nei"),
        ("Arbeidsform", "I grupper", "ikke oppgitt"),
    }


@pytest.mark.parametrize("kind", ["text", "number", "choices", "budget"])
def test_only_a_single_choice_can_be_counted(nordland: Round, kind: str) -> None:
    wrong = {**NEW[0], "code": "another", "kind": kind, "choices": NEW[1]["choices"]}
    with pytest.raises(FormDefinitionError, match="another is counted"):
        read_form(asking(nordland.scheme.definition, wrong))
