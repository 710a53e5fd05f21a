"""A question that a scheme counts is imported, filtered, exported, counted and in the history, without any code."""

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
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fordel.core.form.definition import FormDefinitionError, read_form
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.import_outcome import ImportOutcome
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.submissions import report_of
from tests.reports.casework.conftest import WHERE, press, report_url
from tests.reports.drafting.conftest import fill, organisation_of, write
from tests.reports.intake.workbooks import HEADINGS, row, workbook
from tests.support.definitions import redefine
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
    redefine(scheme.pk, definition)
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
    reports = list(book["Meldinger"].iter_rows(values_only=True))
    assert [row[reports[0].index("Ledere med")] for row in reports[1:4]] == ["Ja", "Ja", "Nei"]


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


ASKED = (*HEADINGS, "Ledere med", "Arbeidsform")


def bring_in(round_: Round, rows: list[list[Any]], headings: tuple[str, ...] = ASKED) -> ImportOutcome:
    """A spreadsheet with the rows, imported."""
    return import_file(round_, "behov.xlsx", workbook(rows, headings), None)


def answers_in(round_: Round) -> list[dict[str, str]]:
    return list(NeedsReport.objects.filter(round=round_).order_by("number").values_list("answers", flat=True))


def test_a_spreadsheet_brings_answers_by_title_code_and_yes_or_no(nordland: Round) -> None:
    given = [("Ja", "I grupper"), ("nei", None), (True, "Alle saman"), ("YES", "together"), (None, "i  grupper")]
    outcome = bring_in(nordland, [[*row(n, 1000 * n), *answers] for n, answers in enumerate(given, start=1)])
    assert outcome.problems == []
    assert answers_in(nordland) == [
        {"leaders_join": "yes", "form_of_work": "groups"},
        {"leaders_join": "no"},
        {"leaders_join": "yes", "form_of_work": "together"},
        {"leaders_join": "yes", "form_of_work": "together"},
        {"form_of_work": "groups"},
    ]


@pytest.mark.parametrize(
    ("leaders", "work"),
    [("Leiarar med", "Arbeidsform"), ("Deltar lederne?", "Korleis arbeider de?"), ("leaders_join", "form_of_work")],
)
def test_a_column_is_found_by_name_question_and_code(nordland: Round, leaders: str, work: str) -> None:
    bring_in(nordland, [[*row(1, 1000), "I grupper", "Ja"]], (*HEADINGS, work, leaders))
    assert answers_in(nordland) == [{"leaders_join": "yes", "form_of_work": "groups"}]


def test_a_wrong_answer_says_what_could_be_written(client: Client, nordland: Round) -> None:
    rows = [
        [*row(1, 1000), "kanskje", None],
        [*row(2, 1000), "Ja", "Hver for seg"],
        [*row(3, 1000), "Nei", "I grupper"],
        [*row(4, 1000), "Ja", "I grupper"],
    ]
    file = SimpleUploadedFile("behov.xlsx", workbook(rows, ASKED))
    columns = client.post(reverse("reports:imports", kwargs=WHERE), {"file": file}).headers["Location"]
    asks = client.get(columns)
    drawn = {field.code: drawn.value() for field, drawn in asks.context["fields"]}
    assert (drawn["answer_leaders_join"], drawn["answer_form_of_work"]) == ("7", "8")
    assert "Hvordan arbeider dere?" in asks.content.decode()
    chosen = {f"column-{code}": column for code, column in drawn.items()}
    preview = client.get(client.post(columns, chosen).headers["Location"])
    assert {(problem["row"], problem["column"]) for problem in preview.context["bad"]} == {
        (2, "Ledere med"),
        (3, "Arbeidsform"),
        (4, "Arbeidsform"),
    }
    found = html_of(preview)
    assert "Svaret er verken ja eller nei." in found
    assert "Skriv ett av disse: I grupper, Alle sammen." in found
    assert "Det spørres ikke om dette når raden svarer slik på «Ledere med»." in found
    assert preview.context["result"]["accepted"] == 1


def test_an_answer_can_be_left_out_of_an_import(client: Client, nordland: Round) -> None:
    file = SimpleUploadedFile("behov.xlsx", workbook([[*row(1, 1000), "kanskje", None]], ASKED))
    columns = client.post(reverse("reports:imports", kwargs=WHERE), {"file": file}).headers["Location"]
    drawn = {field.column_name: drawn.value() for field, drawn in client.get(columns).context["fields"]}
    preview = client.get(client.post(columns, {**drawn, "column-answer_leaders_join": ""}).headers["Location"])
    assert preview.context["result"]["accepted"] == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_exported_is_imported_with_the_same_answers(
    client: Client, nordland: Round, kind: str, language: str
) -> None:
    given = [("Ja", "I grupper"), ("Nei", None), ("Ja", "Alle sammen"), (None, None)]
    bring_in(nordland, [[*row(n, 1000 * n), *answers] for n, answers in enumerate(given, start=1)])
    before = answers_in(nordland)
    client.cookies["fordel_language"] = language
    file = client.get(reverse("reports:reports-file", kwargs={**WHERE, "kind": kind})).content
    again = import_file(nordland, f"igjen.{kind}", file, None)
    assert (again.duplicates, again.changed, again.rejected) == (4, 0, 0), again.problems
    NeedsReport.objects.filter(round=nordland).delete()
    import_file(nordland, f"ny.{kind}", file, None)
    assert answers_in(nordland) == before


def test_two_columns_for_a_question_are_not_read(nordland: Round) -> None:
    outcome = bring_in(nordland, [[*row(1, 1000), "Ja", "Nei"]], (*HEADINGS, "Ledere med", "Leiarar med"))
    assert answers_in(nordland) == [{}]
    assert [problem["message"] for problem in outcome.problems] == [
        "Ingenting er lest som «Ledere med», fordi flere kolonner passer, eller det kan være noe annet: "
        "«Ledere med», «Leiarar med»."
    ]


@pytest.mark.parametrize("kind", ["text", "number", "choices", "budget"])
def test_only_a_single_choice_can_be_counted(nordland: Round, kind: str) -> None:
    wrong = {**NEW[0], "code": "another", "kind": kind, "choices": NEW[1]["choices"]}
    with pytest.raises(FormDefinitionError, match="another is counted"):
        read_form(asking(nordland.scheme.definition, wrong))
