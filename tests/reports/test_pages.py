"""The import pages and the list, through the browser's door."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Organisation
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport, SpreadsheetImport
from tests.conftest import DEMO_FILE
from tests.corpus.import_files import Table, xlsx_of
from tests.reports.intake.workbooks import demo_copy
from tests.support.html import html_of
from tests.support.steps import carry_out
from tests.support.where import WHERE


def upload(client: Client, name: str, content: bytes) -> Any:
    return client.post(reverse("reports:imports", kwargs=WHERE), {"file": SimpleUploadedFile(name, content)})


def page(client: Client, name: str, **more: Any) -> Any:
    return client.get(reverse(f"reports:{name}", kwargs={**WHERE, **more}))


def follow(client: Client, name: str, data: dict[str, str] | None = None, **more: Any) -> Any:
    return client.post(reverse(f"reports:{name}", kwargs={**WHERE, **more}), data or {}, follow=True)


def columns_of(response: Any) -> dict[str, str]:
    return {
        f"column-{field.code}": str(field.chosen)
        for field, _drawn in response.context["fields"]
        if field.chosen is not None
    }


def test_from_file_to_reports_and_back(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    assert "Ingen behovsmeldinger for 2026" in page(client, "reports").content.decode()
    response = upload(client, DEMO_FILE.name, DEMO_FILE.read_bytes())
    made = SpreadsheetImport.objects.get()
    assert response.url == reverse("reports:import-columns", kwargs={**WHERE, "import_id": made.pk})
    columns = page(client, "import-columns", import_id=made.pk)
    assert not columns.context["form"].partners
    preview = follow(client, "import-columns", columns_of(columns), import_id=made.pk)
    text = preview.content.decode()
    assert "24\u00a0605\u00a0520" in text
    assert "19\u00a0373\u00a0141" in text, "the file's own sum is shown beside ours"
    assert "kr 737\u00a0500" in text
    assert NeedsReport.objects.count() == 0
    done = follow(client, "import-apply", import_id=made.pk)
    assert "52 behovsmeldinger" in done.content.decode()
    assert NeedsReport.objects.count() == 52
    original = page(client, "import-original", import_id=made.pk)
    assert b"".join(original.streaming_content) == DEMO_FILE.read_bytes()
    assert page(client, "import-undo", import_id=made.pk).status_code == 200
    undone = carry_out(client, reverse("reports:import-undo", kwargs={**WHERE, "import_id": made.pk}), follow=True)
    assert "52 behovsmeldinger" in undone.content.decode()
    assert NeedsReport.objects.count() == 0
    assert SpreadsheetImport.objects.get().file.sha256 in page(client, "imports").content.decode()


def test_a_second_press_does_not_import_twice(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    upload(client, DEMO_FILE.name, DEMO_FILE.read_bytes())
    made = SpreadsheetImport.objects.get()
    follow(client, "import-apply", import_id=made.pk)
    again = follow(client, "import-apply", import_id=made.pk)
    assert again.status_code == 409
    assert NeedsReport.objects.count() == 52


def test_an_unusable_file_is_said_at_the_field_and_nothing_is_kept(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    response = upload(client, "behov.xlsx", b"%PDF-1.7 not a spreadsheet")
    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Feil:" in text
    assert 'id="file-error"' in text
    assert SpreadsheetImport.objects.count() == 0
    missing = client.post(reverse("reports:imports", kwargs=WHERE))
    assert missing.status_code == 422


def test_an_unknown_partner_is_asked_about_once(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    content = demo_copy({"K5": "Kompetansesenteret AS", "K6": "Kompetansesenteret AS", "K7": "ntnu i Trondheim"})
    upload(client, "behov.xlsx", content)
    made = SpreadsheetImport.objects.get()
    columns = page(client, "import-columns", import_id=made.pk)
    assert [question.label for question in columns.context["form"].partners] == [
        "Kompetansesenteret AS",
        "ntnu i Trondheim",
    ]
    ntnu = Organisation.objects.get(organisation_number="974767880")
    answers = {"partner-0": "new:other_provider", "partner-1": str(ntnu.pk)}
    preview = follow(client, "import-columns", columns_of(columns) | answers, import_id=made.pk)
    assert preview.context["result"]["accepted"] == 52
    assert not Organisation.objects.filter(name="Kompetansesenteret AS").exists(), "nothing is stored by a preview"
    follow(client, "import-apply", import_id=made.pk)
    assert Organisation.objects.get(name="Kompetansesenteret AS").kind == "other_provider"
    upload(client, "igjen.xlsx", content)
    again = page(client, "import-columns", import_id=SpreadsheetImport.objects.latest("pk").pk)
    assert again.context["form"].partners == []


def test_rows_without_an_answer_about_the_partner_are_left_out(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    upload(client, "behov.xlsx", demo_copy({"K5": "Ukjent AS"}))
    made = SpreadsheetImport.objects.get()
    columns = page(client, "import-columns", import_id=made.pk)
    preview = follow(client, "import-columns", columns_of(columns), import_id=made.pk)
    assert preview.context["result"]["rejected"] == 1
    assert "«Kolonner og partnere»" in preview.content.decode()


def test_a_missing_column_is_mapped_by_the_user(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    upload(client, "behov.xlsx", demo_copy({"N4": "Kolonne 14", "G4": "Kolonne 7"}))
    made = SpreadsheetImport.objects.get()
    columns = page(client, "import-columns", import_id=made.pk)
    chosen = columns_of(columns)
    assert "column-amount" not in chosen
    assert page(client, "import", import_id=made.pk).status_code == 302
    assert page(client_as("auditor"), "import", import_id=made.pk).status_code == 200
    still = follow(client, "import-columns", chosen, import_id=made.pk)
    assert "Meldt behov (kroner)" in still.content.decode()
    twice = client.post(
        reverse("reports:import-columns", kwargs={**WHERE, "import_id": made.pk}),
        chosen | {"column-amount": "6", "column-title": "6"},
    )
    assert twice.status_code == 422
    preview = follow(client, "import-columns", chosen | {"column-amount": "13", "column-title": "6"}, import_id=made.pk)
    assert preview.context["result"]["total"] == 24_605_520


def test_bad_rows_come_out_to_be_mended_and_in_again(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    upload(client, "behov.xlsx", demo_copy({"N5": "12,5 mill.", "D6": 123456789}))
    made = SpreadsheetImport.objects.get()
    follow(client, "import-apply", import_id=made.pk)
    assert NeedsReport.objects.count() == 50
    bad = page(client, "import-bad-rows", import_id=made.pk)
    book = openpyxl.load_workbook(BytesIO(bad.content))
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][13] == "12,5 mill."
    assert rows[1][-1] and rows[2][-1]
    book.active["N2"], book.active["D3"] = 812_500, 959469059
    mended = BytesIO()
    book.save(mended)
    upload(client, "rettet.xlsx", mended.getvalue())
    follow(client, "import-apply", import_id=SpreadsheetImport.objects.latest("pk").pk)
    assert sum(NeedsReport.objects.values_list("amount", flat=True)) == 24_605_520


def test_changed_rows_show_old_and_new_and_wait_for_the_tick(nordland: Any, client_as: Any) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    client = client_as("case_officer")
    upload(client, "behov.xlsx", demo_copy({"N5": 900_000}))
    made = SpreadsheetImport.objects.latest("pk")
    text = page(client, "import", import_id=made.pk).content.decode()
    assert "812\u00a0500" in text
    assert "900\u00a0000" in text
    follow(client, "import-apply", {"update": "on"}, import_id=made.pk)
    assert NeedsReport.objects.get(number=1).amount == 900_000
    report = page(client, "report", number=1).content.decode()
    assert "812\u00a0500" in report
    assert "900\u00a0000" in report


@pytest.mark.parametrize(
    ("query", "count", "kroner"),
    [
        ("", 52, 24_605_520),
        ("target_group=kindergarten", 12, 7_140_413),
        ("target_group=school", 22, 10_232_728),
        ("sami=yes", 12, 6_477_607),
        ("q=hamarøy", 2, 1_152_379),
        ("q=statped", 1, 575_000),
        ("sort=-amount", 52, 24_605_520),
        ("sort=nonsense&partner=x&network=%00", 52, 24_605_520),
    ],
)
def test_the_list_filters_counts_and_sums(nordland: Any, client_as: Any, query: str, count: int, kroner: int) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    client = client_as("case_officer")
    address = reverse("reports:reports", kwargs=WHERE)
    response = client.get(f"{address}?{query}")
    assert (response.context["totals"].count, response.context["totals"].amount) == (count, kroner)
    assert response.content.decode().count('<th scope="row"><a href=') == count
    for kind in ("csv", "xlsx", "json"):
        file = client.get(reverse("reports:reports-file", kwargs={**WHERE, "kind": kind}) + f"?{query}")
        assert file.status_code == 200
    text = client.get(reverse("reports:reports-file", kwargs={**WHERE, "kind": "csv"}) + f"?{query}").content
    assert len(text.decode("utf-8-sig").strip().splitlines()) == count + 1


def test_what_is_downloaded_can_be_imported_and_is_nothing_new(nordland: Any, client_as: Any) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    client = client_as("case_officer")
    for kind in ("xlsx", "csv"):
        content = client.get(reverse("reports:reports-file", kwargs={**WHERE, "kind": kind})).content
        outcome = import_file(nordland, f"ut.{kind}", content, None, dry_run=True)
        assert (outcome.duplicates, outcome.rejected, outcome.changed) == (52, 0, 0)


def test_no_hits_gives_the_nearest_answer(nordland: Any, client_as: Any) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    response = client_as("case_officer").get(reverse("reports:reports", kwargs=WHERE) + "?q=Hemnes skole")
    text = response.content.decode()
    assert "Hemnes" in text
    assert "5 Tidlig innsats" in text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "more"), [("reports", {}), ("report", {"number": 1}), ("imports", {})])
def test_pages_cost_the_same_for_one_row_and_three(
    nordland: Any, client_as: Any, django_assert_max_num_queries: Any, rows: int, name: str, more: dict[str, Any]
) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    NeedsReport.objects.filter(number__gt=rows).delete()
    client = client_as("case_officer")
    with django_assert_max_num_queries(12) as counted:
        assert page(client, name, **more).status_code == 200
    assert len(counted) == QUERIES[name]


QUERIES = {"reports": 11, "report": 10, "imports": 7}


def test_roles(nordland: Any, client_as: Any) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    made = SpreadsheetImport.objects.get()
    for role in ("case_officer", "approver", "auditor"):
        client = client_as(role)
        for name, more in (
            ("reports", {}),
            ("report", {"number": 1}),
            ("imports", {}),
            ("import", {"import_id": made.pk}),
        ):
            assert page(client, name, **more).status_code == 200, (role, name)
    for role in ("approver", "auditor"):
        client = client_as(role)
        assert upload(client, DEMO_FILE.name, DEMO_FILE.read_bytes()).status_code == 403
        assert page(client, "import-undo", import_id=made.pk).status_code == 403
    assert page(client_as("forum_member"), "reports").status_code == 403
    assert page(client_as("case_officer", office="agder"), "reports").status_code == 403
    assert page(Client(), "reports").status_code == 302


def test_an_owner_sees_its_own_reports_only(nordland: Any, client_as: Any) -> None:
    import_file(nordland, DEMO_FILE.name, DEMO_FILE.read_bytes(), None)
    narvik = Organisation.objects.get(organisation_number="959469059")
    client = client_as("owner", organisation=narvik)
    text = html_of(client.get(reverse("own_needs:list")))
    assert text.count('<th scope="row"><a') == 3
    own = NeedsReport.objects.filter(owner=narvik).first()
    assert own is not None
    other = NeedsReport.objects.exclude(owner=narvik).first()
    assert other is not None
    assert client.get(reverse("own_needs:report", kwargs={"report_id": own.pk})).status_code == 200
    assert client.get(reverse("own_needs:report", kwargs={"report_id": other.pk})).status_code == 403
    assert page(client, "reports").status_code == 403


def test_a_partner_sees_its_own_part_and_no_other(nordland: Any, client_as: Any) -> None:
    content = demo_copy({"K5": "Nord universitet; NTNU", "O5": "447000; 123457"})
    import_file(nordland, "behov.xlsx", content, None)
    nord = Organisation.objects.get(organisation_number="970940243")
    client = client_as("partner", organisation=nord)
    report = NeedsReport.objects.get(number=1)
    text = client.get(reverse("own_needs:report", kwargs={"report_id": report.pk})).content.decode()
    assert "447\u00a0000" in text
    assert "123\u00a0457" not in text
    assert "812\u00a0500" not in text
    foreign = NeedsReport.objects.exclude(partners__organisation=nord).first()
    assert foreign is not None
    assert client.get(reverse("own_needs:report", kwargs={"report_id": foreign.pk})).status_code == 403
    assert client.get(reverse("own_needs:list")).status_code == 200


def uploaded(client: Client, content: bytes) -> SpreadsheetImport:
    assert upload(client, "behov.xlsx", content).status_code == 302
    return SpreadsheetImport.objects.latest("pk")


def test_what_was_chosen_among_readings_is_said_before_and_after_importing(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    rows = [
        ["Eier", "Org.nr", "Målgruppe", "Tiltak", "Beløp"],
        ["Bindal kommune", "964983380", "Barnehage", "Lek", 100_000],
        ["Narvik kommune", "959469059", "Skole", "Les", 200_000],
        ["I alt", None, None, None, 350_000],
    ]
    made = uploaded(client, xlsx_of(Table(rows, hidden_rows=[3]), Table(rows[:2], "Skole")))
    before = page(client, "import", import_id=made.pk).content.decode()
    after = follow(client, "import-apply", import_id=made.pk).content.decode()
    for text in (before, after):
        assert "Filen kan leses på flere måter" in text
        assert "er skjult i filen, er regnet med: 3, til sammen 200\u00a0000 kroner" in text
        assert "er ikke lest: «Skole»" in text
        assert "er lest som en sum" in text
    assert NeedsReport.objects.count() == 2


def test_a_title_that_is_a_guess_is_marked_as_one(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    rows = [
        ["Eier", "Org.nr", "Målgruppe", "Hva dere vil", "Beløp"],
        ["Bindal kommune", "964983380", "Barnehage", "Lek", 100_000],
    ]
    made = uploaded(client, xlsx_of(Table(rows)))
    assert "Ingen overskrift sier hva tiltakene heter" in page(client, "import", import_id=made.pk).content.decode()
    columns = page(client, "import-columns", import_id=made.pk)
    assert "Dette er en gjetning" in columns.content.decode()
    follow(client, "import-columns", columns_of(columns), import_id=made.pk)
    follow(client, "import-apply", import_id=made.pk)
    assert NeedsReport.objects.get().title == "Lek"


def test_amounts_in_thousands_are_never_suggested(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    rows = [
        ["Eier", "Org.nr", "Målgruppe", "Tiltak", "Beløp i 1000 kr"],
        ["Bindal kommune", "964983380", "Barnehage", "Lek", 100],
    ]
    made = uploaded(client, xlsx_of(Table(rows)))
    columns = page(client, "import-columns", import_id=made.pk)
    assert "column-amount" not in columns_of(columns)
    assert "«Beløp i 1000 kr» er ikke brukt som meldt behov" in columns.content.decode()
    chosen = columns_of(columns) | {"column-amount": "4"}
    assert "i en annen enhet enn kroner" in follow(client, "import-columns", chosen, import_id=made.pk).content.decode()


def test_when_every_row_is_wrong_the_page_says_that_and_not_that_nothing_is_new(nordland: Any, client_as: Any) -> None:
    client = client_as("case_officer")
    rows = [
        ["Eier", "Org.nr", "Målgruppe", "Tiltak", "Beløp"],
        ["Bindal kommune", "964983380", "Barnehage", "Lek", "12,5"],
    ]
    made = uploaded(client, xlsx_of(Table(rows)))
    text = page(client, "import", import_id=made.pk).content.decode()
    assert "Ingen behovsmelding i filen kan importeres før radene er rettet" in text
    assert "ikke noe nytt" not in text
