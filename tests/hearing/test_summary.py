"""Who said what, and what became of it, as files that are opened."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.hearing.models import Hearing, HearingPoint
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.services.answers import PointAnswer, answer_point, send_answers
from fordel.hearing.services.hearings import close_hearing
from fordel.parties.models import Person
from tests.clients import client_of
from tests.hearing.hearings import TEXT, later, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(hearing: Hearing, officer: Person) -> Hearing:
    received(hearing, name="Uten Samtykke", email="a@example.org")
    received(hearing, "Hele planen er god.", "", name="Med Samtykke", email="b@example.org", shows_name=True)
    with later(days=31):
        close_hearing(hearing.pk)
    for point in HearingPoint.objects.all():
        answer_point(point.pk, PointAnswer("partly", "Vi har endret det.", point.chapter, "goal"), officer)
    send_answers(hearing.pk, officer)
    return hearing


def _file(hearing: Hearing, kind: str, client: Client | None = None) -> bytes:
    answer = (client or Client()).get(hearing_address("summary-file", hearing, kind=kind))
    assert answer.status_code == 200
    found: bytes = answer.content
    return found


def _words_of_docx(content: bytes) -> str:
    return ZipFile(BytesIO(content)).read("word/document.xml").decode()


def _text_of_docx(content: bytes) -> str:
    return " ".join(fromstring(_words_of_docx(content)).itertext())  # noqa: S314 -- our own file


def test_the_spreadsheet_has_a_row_for_each_point(answered: Hearing) -> None:
    sheet = openpyxl.load_workbook(BytesIO(_file(answered, "xlsx"))).active
    rows: list[Any] = list(sheet.iter_rows(values_only=True)) if sheet else []
    texts = ["|".join(str(cell) for cell in row) for row in rows]
    assert sum(TEXT in text and "Privatperson" in text for text in texts) == 1
    assert sum("Med Samtykke" in text and "Vi har endret det." in text for text in texts) == 1


def test_the_document_has_headings_and_every_point(answered: Hearing) -> None:
    content = _file(answered, "docx")
    markup, text = _words_of_docx(content), _text_of_docx(content)
    assert markup.count('"Heading1"') == 1 and markup.count('"Heading3"') == 2
    assert TEXT in text and "Delvis tatt inn" in text


def test_the_pdf_is_tagged(answered: Hearing) -> None:
    with pikepdf.open(BytesIO(_file(answered, "pdf"))) as pdf:
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "docx"])
def test_no_file_names_a_private_person_without_consent(answered: Hearing, officer: Person, kind: str) -> None:
    for client in (Client(), client_of(officer)):
        content = _file(answered, kind, client)
        unpacked = ZipFile(BytesIO(content)) if kind in ("xlsx", "docx") else None
        words = b"".join(map(unpacked.read, unpacked.namelist())) if unpacked else content
        assert b"Med Samtykke" in words
        assert b"Uten Samtykke" not in words and b"@example.org" not in words


def test_files_are_closed_until_the_answers_are_sent(hearing: Hearing) -> None:
    assert Client().get(hearing_address("summary-file", hearing, kind="pdf")).status_code in (302, 403)


def test_an_unknown_kind_is_not_there(answered: Hearing) -> None:
    assert Client().get(hearing_address("summary-file", answered, kind="exe")).status_code == 404


def test_pages_cost_the_same_for_one_input_and_for_many(answered: Hearing, officer: Person) -> None:
    client = client_of(officer)
    addresses = [hearing_address(name, answered) for name in ("hearing", "work", "summary")]

    def costs() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found.append(len(asked))
        return found

    few = costs()
    given = HearingPoint.objects.first()
    assert given is not None
    for number in range(12):
        given.pk, given.text = None, f"Punkt {number}"
        given.save(force_insert=True)
    assert costs() == few
    assert max(few) <= 14
