"""Input from an organisation and from anybody: nothing that was written is lost, and codes are limited."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fordel.hearing.models import Hearing, HearingInput, HearingPoint
from fordel.hearing.presentation.addresses import hearing_address, input_address
from fordel.hearing.services.answers import PointAnswer, answer_point, send_answers
from fordel.hearing.services.hearings import close_hearing
from fordel.hearing.tasks import turn
from fordel.notices.models import CodeSent
from fordel.notices.services import codes
from fordel.parties.models import Organisation, Person
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.hearing.hearings import TEXT, code_to, later, received

pytestmark = pytest.mark.django_db
KARI = {"name": "Kari Nordmann", "email": "kari@example.org", "chapter": "goal", "text": TEXT}


def _begin(hearing: Hearing, client: Client | None = None, **more: str) -> tuple[Client, HearingInput]:
    """Somebody in a browser who has written the first point."""
    browser = client or Client()
    answer = browser.post(hearing_address("give", hearing), KARI | more)
    assert answer.status_code == 302, answer.content.decode()
    given = HearingInput.objects.latest("pk")
    assert answer.headers["Location"] == input_address("input", given)
    return browser, given


def _send(client: Client, given: HearingInput, code: str) -> Any:
    return client.post(input_address("send", given), {"code": code})


def test_a_citizen_gives_input_with_a_code_and_gets_a_receipt(hearing: Hearing) -> None:
    client, given = _begin(hearing)
    page = client.get(input_address("input", given)).content.decode()
    assert TEXT in page and "ikke sendt" in page
    added = client.post(input_address("add-point", given), {"chapter": "", "text": "Hele planen er god."})
    assert added.status_code == 302
    file = SimpleUploadedFile("notat.txt", b"Et notat", content_type="text/plain")
    assert client.post(input_address("add-file", given), {"file": file}).status_code == 302
    assert _send(client, given, "000000" if code_to(KARI["email"]) != "000000" else "111111").status_code == 422
    assert _send(client, given, code_to(KARI["email"])).status_code == 302
    kept = HearingInput.objects.get(pk=given.pk)
    assert (kept.number, kept.is_late, kept.points.count(), kept.files.count()) == (1, False, 2, 1)
    mail = OutboxMail.objects.filter(recipient=KARI["email"]).latest("pk")
    assert input_address("input", kept) in mail.body
    answer = Client().get(input_address("receipt", kept))
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root


def test_an_organisation_gives_input_without_a_code(hearing: Hearing, client_as: Any) -> None:
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    client = client_as("owner", organisation=owner)
    page = client.get(hearing_address("give", hearing)).content.decode()
    assert owner.name in page and 'name="email"' not in page
    client, given = _begin(hearing, client)
    assert _send(client, given, "").status_code == 302
    assert HearingInput.objects.get(pk=given.pk).organisation == owner
    assert not CodeSent.objects.exists()
    other = Organisation.objects.get(municipality__number="1804", kind="municipality")
    assert client_as("owner", organisation=other).get(input_address("input", given)).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "  "), ("text", "x" * 100_000), ("name", ""), ("email", "kari"), ("email", "a@b.no\r\nBcc: c@d.no")],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_still_there(hearing: Hearing, field: str, value: str) -> None:
    answer = Client().post(hearing_address("give", hearing), KARI | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{field}"' in page
    assert (value if field == "text" and value.strip() else KARI["name" if field != "name" else "email"]) in page
    assert not HearingInput.objects.exists() and not OutboxMail.objects.filter(recipient=KARI["email"]).exists()


def test_too_long_a_point_says_how_long_it_is_and_the_draft_stays(hearing: Hearing) -> None:
    client, given = _begin(hearing)
    text = "æ" * 100_000
    answer = client.post(input_address("add-point", given), {"chapter": "", "text": text})
    page = answer.content.decode()
    assert answer.status_code == 422 and "100000" in page and text in page and TEXT in page
    assert given.points.count() == 1


def test_the_same_input_sent_twice_is_one(hearing: Hearing) -> None:
    first = received(hearing)
    client, again = _begin(hearing)
    answer = _send(client, again, code_to(KARI["email"]))
    assert answer.headers["Location"] == input_address("input", first)
    assert HearingInput.objects.filter(received_at__isnull=False).count() == 1
    repeated = client.get(answer.headers["Location"]).content.decode()
    assert "samme innspillet" in repeated


def test_a_button_pressed_twice_sends_once(hearing: Hearing) -> None:
    client, given = _begin(hearing)
    code = code_to(KARI["email"])
    assert {_send(client, given, code).status_code for _ in range(2)} == {302}
    assert OutboxMail.objects.filter(subject__startswith="Vi har fått").count() == 1
    client.post(input_address("add-point", given), {"chapter": "", "text": "Mer"})
    assert given.points.count() == 1, "what is sent is not changed"


def test_a_link_to_a_draft_that_is_sent_on_opens_nothing(hearing: Hearing) -> None:
    _client, given = _begin(hearing)
    stranger = Client()
    answer = stranger.get(input_address("input", given))
    page = answer.content.decode()
    assert answer.status_code == 403 and TEXT not in page and KARI["email"] not in page
    assert hearing_address("give", hearing) in page, "the stranger can give input of their own"
    for name in ("add-point", "add-file", "new-code", "send"):
        assert stranger.post(input_address(name, given), {"text": "Falsk", "code": "1"}).status_code == 403
    assert given.points.get().text == TEXT


def test_a_link_to_input_that_was_sent_shows_it_without_contact_details(hearing: Hearing) -> None:
    given = received(hearing)
    page = Client().get(input_address("input", given)).content.decode()
    assert TEXT in page and KARI["email"] not in page
    assert Client().get(input_address("input", given)[:-3] + "xx/").status_code == 404


def test_late_input_is_kept_and_marked(hearing: Hearing, officer: Person) -> None:
    client, given = _begin(hearing)
    with later(days=31):
        close_hearing(hearing.pk)
        client.post(input_address("new-code", given))
        assert "Fristen" in client.get(input_address("input", given)).content.decode()
        assert _send(client, given, code_to(KARI["email"])).status_code == 302
    assert HearingInput.objects.get(pk=given.pk).is_late
    assert "kom for sent" in client_of(officer).get(hearing_address("work", hearing)).content.decode()


def test_after_the_answers_nothing_is_received_and_the_text_is_still_there(hearing: Hearing, officer: Person) -> None:
    client, given = _begin(hearing)
    with later(days=31):
        close_hearing(hearing.pk)
    send_answers(hearing.pk, officer)
    answer = client.post(hearing_address("give", hearing), KARI)
    assert answer.status_code == 409 and TEXT in answer.content.decode()
    answer = _send(client, given, "1")
    assert answer.status_code == 409 and TEXT in answer.content.decode()


def test_codes_are_limited_for_an_address_a_network_and_the_hearing(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, given = _begin(hearing)
    for _number in range(codes.MOST_TO_AN_ADDRESS - 1):
        assert client.post(input_address("new-code", given)).status_code == 302
    refused = client.post(input_address("new-code", given))
    assert refused.status_code == 422 and TEXT in refused.content.decode()
    again = Client().post(hearing_address("give", hearing), KARI)
    assert again.status_code == 422 and TEXT in again.content.decode(), "a new draft sends no code to it either"
    assert OutboxMail.objects.filter(recipient=KARI["email"]).count() == codes.MOST_TO_AN_ADDRESS
    _begin(hearing, email="ola@example.org")
    monkeypatch.setattr(codes, "MOST_FROM_A_NETWORK", CodeSent.objects.count())
    assert Client().post(hearing_address("give", hearing), KARI | {"email": "per@example.org"}).status_code == 422
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    _begin(hearing, elsewhere, email="per@example.org")
    monkeypatch.setattr(codes, "MOST_OF_A_SENDER", CodeSent.objects.count())
    full = Client(REMOTE_ADDR="10.1.1.2").post(hearing_address("give", hearing), KARI | {"email": "siv@example.org"})
    assert full.status_code == 422
    with later(hours=2):
        assert client.post(input_address("new-code", given)).status_code == 302


def test_guessing_a_code_ends_after_some_tries_also_with_the_right_one(hearing: Hearing) -> None:
    client, given = _begin(hearing)
    code = code_to(KARI["email"])
    wrong = "000000" if code != "000000" else "111111"
    for _number in range(codes.MOST_TRIES):
        assert _send(client, given, wrong).status_code == 422
    assert _send(client, given, code).status_code == 422
    client.post(input_address("new-code", given))
    assert _send(client, given, code_to(KARI["email"])).status_code == 302


def test_an_old_code_is_refused(hearing: Hearing) -> None:
    client, given = _begin(hearing)
    with later(minutes=16):
        assert _send(client, given, code_to(KARI["email"])).status_code == 422


def test_files_are_checked_as_those_of_reports_are(hearing: Hearing) -> None:
    client, given = _begin(hearing)
    for name, content in (("virus.exe", b"MZ"), ("tom.txt", b""), ("falsk.pdf", b"not a pdf")):
        answer = client.post(input_address("add-file", given), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422 and name in answer.content.decode()
    assert client.post(input_address("add-file", given), {}).status_code == 422
    for _number in range(2):
        file = SimpleUploadedFile("notat.txt", b"Et notat")
        assert client.post(input_address("add-file", given), {"file": file}).status_code == 302
    assert given.files.count() == 1, "the same file twice is one"
    client.post(input_address("remove-file", given, file_id=given.files.get().pk))
    assert not given.files.exists()


def test_a_draft_that_nobody_sends_is_forgotten(hearing: Hearing) -> None:
    _begin(hearing)
    with later(days=13):
        turn(0)
    assert HearingInput.objects.exists()
    with later(days=15):
        turn(0)
    assert not HearingInput.objects.exists() and not CodeSent.objects.exists()


def test_text_is_never_markup(hearing: Hearing, officer: Person) -> None:
    script = "<script>alert(1)</script><b>fet</b>"
    given = received(hearing, script)
    point = HearingPoint.objects.get(input=given)
    with later(days=31):
        close_hearing(hearing.pk)
    answer_point(point.pk, PointAnswer("not", script, "goal"), officer)
    send_answers(hearing.pk, officer)
    for name in ("hearing", "summary"):
        page = Client().get(hearing_address(name, hearing)).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert not re.search("<b>fet", Client().get(input_address("input", given)).content.decode())
