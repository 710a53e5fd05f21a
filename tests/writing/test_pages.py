"""The pages of a document that is no needs report: written with and without script, read, sent, and its receipt."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.writing.models import Attachment, Conflict, Document, FieldVersion, Submission
from fordel.writing.plugs.kinds import Opening
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import begin_document
from fordel.writing.services.save_fields import Edit, save_fields
from fordel.writing.services.write_receipt import write_receipt
from tests.support.html import html_of
from tests.writing.pages import KIND
from tests.writing.toy import Wishes

pytestmark = pytest.mark.django_db
QUERIES: Final = {"": 10, "del/wishes/": 9, "del/thanks/": 10, "historikk/": 8}


@pytest.fixture(autouse=True)
def _toy(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = "tests.writing.pages"
    monkeypatch.setattr(Wishes, "opening", lambda *_anything: Opening())


@pytest.fixture
def letter(ada: Person) -> Document:
    return begin_document(KIND, ada, now())


@pytest.fixture
def client(ada: Person) -> Client:
    found = Client()
    found.force_login(ada)
    return found


def url(letter: Document, path: str = "") -> str:
    return f"/onsker/{letter.pk}/{path}"


def test_a_part_is_filled_in_without_script_and_leads_to_the_next(client: Client, letter: Document) -> None:
    page = html_of(client.get(url(letter, "del/wishes/")))
    assert all(f'name="v.{key}" value="0"' in page for key in ("wish", "why", "story", "colours"))
    assert 'name="v.what"' not in page
    typed = {
        "wish": "Ski",
        "v.wish": "0",
        "why": "Det\r\nsnør.",
        "v.why": "0",
        "story": "Hei\r\n\r\n- a",
        "v.story": "0",
    }
    answer = client.post(url(letter, "del/wishes/"), typed | {"colours": ["red"], "v.colours": "0"})
    assert (answer.status_code, answer["Location"]) == (302, url(letter, "del/thanks/"))
    story = "<p>Hei</p><ul><li>a</li></ul>"
    assert values_of(letter.pk) == {"wish": "Ski", "why": "Det\nsnør.", "story": story, "colours": ["red"]}
    whole = html_of(client.get(url(letter)))
    assert f"<dd>{story}</dd>" in whole and "Rød" in whole
    assert "Hei\n\n- a</textarea>" in client.get(url(letter, "del/wishes/")).content.decode()


def test_what_cannot_be_read_is_said_at_the_field_and_kept(client: Client, letter: Document) -> None:
    answer = client.post(url(letter, "del/wishes/"), {"why": "x" * 201, "v.why": "0"})
    assert answer.status_code == 200 and 'id="f-why-error"' in html_of(answer)
    assert values_of(letter.pk) == {"why": "x" * 201}


def test_two_texts_that_meet_are_both_shown(client: Client, letter: Document, bo: Person) -> None:
    save_fields(KIND, letter.pk, bo, [Edit("story", "<p>Fra <b>Bo</b></p>", 0, is_html=True)], now())
    page = html_of(client.post(url(letter, "del/wishes/"), {"story": "Fra Ada", "v.story": "0"}))
    assert all(f'<p class="cell-text">{words}</p>' in page for words in ("Fra Bo", "Fra Ada"))
    client.post(url(letter, "del/wishes/"), {"story": "Fra Bo", "v.story": "1", "keep.story": "mine"})
    assert values_of(letter.pk)["story"] == "<p>Fra Ada</p>"
    assert Conflict.objects.get().resolved_at is not None and FieldVersion.objects.count() == 2


def test_script_saves_a_field_and_sees_the_others(client: Client, letter: Document, bo: Person) -> None:
    other = Client()
    other.force_login(bo)
    other.post(url(letter, "her/"), {"part": "thanks", "field": "thanks"})
    body = {"fields": [{"key": "wish", "value": "Ski", "base": 0}], "part": "wishes", "field": "wish"}
    answer = client.post(url(letter, "lagre/"), json.dumps(body), content_type="application/json").json()
    assert (answer["versions"], answer["conflicts"]) == ({"wish": 1}, [])
    assert answer["people"] == [{"name": "Bo Eng", "part": "thanks", "field": "thanks"}]
    assert "Bo Eng" in html_of(client.get(url(letter, "del/wishes/")))


def test_it_is_sent_with_files_and_the_receipt_says_everything(client: Client, letter: Document, ada: Person) -> None:
    assert client.post(url(letter, "send/"))["Location"] == url(letter)
    assert 'href="/onsker/' in html_of(client.get(url(letter))) and not Submission.objects.exists()
    edits = [
        Edit("wish", "Ski", 0),
        Edit("why", "Det snør.", 0),
        Edit("story", "<p>Det <i>snør</i></p>", 0, is_html=True),
    ]
    save_fields(KIND, letter.pk, ada, edits, now())
    client.post(
        url(letter, "fil/"), {"file": [SimpleUploadedFile("ski.txt", b"ski"), SimpleUploadedFile("x.exe", b"M")]}
    )
    part = html_of(client.get(url(letter, "del/thanks/")))
    assert "ski.txt" in part and 'id="file-error"' in part
    file = Attachment.objects.get()
    assert b"".join(client.get(url(letter, f"fil/{file.pk}/"))) == b"ski"  # type: ignore[call-overload]
    page = html_of(client.post(url(letter, "send/"), follow=True))
    sent = Submission.objects.get()
    for said in ("Ada Dal", "<dd><p>Det<em>snør</em></p></dd>", "ski.txt", file.file.sha256, sent.sha256, "Alv"):
        assert said in page
    KIND.logged.clear()
    pdf = write_receipt(KIND, sent.pk)
    assert write_receipt(KIND, sent.pk) == pdf and KIND.logged == ["receipt 1"]
    assert pdf.read().startswith(b"%PDF") and pdf.name == "onsker-1.pdf"
    client.post(url(letter, f"fil/{file.pk}/ut/"))
    assert "ski.txt" not in html_of(client.get(url(letter, "del/thanks/"), follow=True)).split('id="attachments"')[1]


@pytest.mark.parametrize("path", sorted(QUERIES))
def test_its_pages_cost_the_same_however_much_is_written(
    client: Client, letter: Document, ada: Person, bo: Person, path: str
) -> None:
    def cost() -> int:
        client.get(url(letter, path))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(letter, path)).status_code == 200
        return len(captured)

    save_fields(KIND, letter.pk, ada, [Edit("wish", "Ski", 0)], now())
    once = cost()
    save_fields(
        KIND, letter.pk, bo, [Edit("why", "x", 0), Edit("story", "y", 0, is_html=True), Edit("thanks", "z", 0)], now()
    )
    for name in ("a.txt", "b.txt"):
        client.post(url(letter, "fil/"), {"file": SimpleUploadedFile(name, name.encode())})
    client.get(url(letter, path))
    assert (once, cost()) == (QUERIES[path], QUERIES[path])


def test_the_history_says_who_wrote_what_and_what_differs(
    client: Client, letter: Document, ada: Person, bo: Person
) -> None:
    first = [
        Edit("wish", "Ski", 0),
        Edit("why", "Det snør.", 0),
        Edit("story", "<p>En <b>rød</b> ski</p>", 0, is_html=True),
    ]
    save_fields(KIND, letter.pk, ada, first, now())
    client.post(url(letter, "send/"))
    later = [Edit("story", "<p>En <i>blå</i> ski</p>", 1, is_html=True), Edit("colours", ["red"], 0)]
    save_fields(KIND, letter.pk, bo, later, now())
    client.post(url(letter, "fil/"), {"file": SimpleUploadedFile("ski.txt", b"ski")})
    client.post(url(letter, "send/"))
    page = html_of(client.get(url(letter, "historikk/")))
    assert (page.count("Bo Eng"), page.count("<del"), page.count("<ins")) == (2, 2, 7)
    assert "&lt;" not in page and "Rød" in page and "ski.txt" in page
    alone = html_of(client.get(url(letter, "historikk/?felt=wish")))
    assert "Bo Eng" not in alone and "Ada Dal" in alone
