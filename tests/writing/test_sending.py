"""A document that is no needs report is checked and sent, with its attachments."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.http import Http404

from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.writing.models import Attachment, Document, Submission
from fordel.writing.selectors.attachments import attachment_lines, attachment_of
from fordel.writing.services.attachments import add_attachment, remove_attachment
from fordel.writing.services.save_fields import ClosedError, Edit, save_fields
from fordel.writing.services.send import IncompleteError, send_document
from tests.writing.conftest import EARLY
from tests.writing.toy import PACKING, TOO_LATE, Wishes

pytestmark = pytest.mark.django_db


def write(kind: Wishes, letter: Document, person: Person, **values: str) -> None:
    save_fields(
        kind,
        letter.pk,
        person,
        [Edit(key, value, 0, chooses=True, is_html=True) for key, value in values.items()],
        EARLY,
    )


def test_what_is_missing_is_named_and_nothing_is_sent(kind: Wishes, letter: Document, ada: Person) -> None:
    write(kind, letter, ada, wish="Ski")
    with pytest.raises(IncompleteError) as refused:
        send_document(kind, letter.pk, ada, EARLY)
    assert [(each.code, each.field) for each in refused.value.findings] == [("missing", "why")]
    assert not Submission.objects.exists() and kind.logged == []


def test_the_same_twice_is_received_once_and_a_change_is_received_again(
    kind: Wishes, letter: Document, ada: Person, bo: Person
) -> None:
    write(kind, letter, ada, wish="Ski", why="Det snør.")
    first = send_document(kind, letter.pk, ada, EARLY)
    assert send_document(kind, letter.pk, bo, EARLY + timedelta(hours=1)) == first
    write(kind, letter, ada, story="<p>Det <b>snør</b>.</p>")
    second = send_document(kind, letter.pk, bo, EARLY + timedelta(hours=2))
    assert (first.sequence, second.sequence, kind.logged) == (1, 2, ["sent 1", "sent 2"])
    assert (second.sent_by, second.received_at) == (bo, EARLY + timedelta(hours=2))
    answers = {
        "wish": "Ski",
        "why": "Det snør.",
        "story": "<p>Det <strong>snør</strong>.</p>",
        "more": "",
        "colours": "",
        "thanks": "",
    }
    assert second.content == {"answers": answers, "attachments": []}
    text = json.dumps(second.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert second.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_what_no_longer_counts_can_be_sent_again_unchanged(kind: Wishes, letter: Document, ada: Person) -> None:
    write(kind, letter, ada, wish="Ski", why="Det snør.")
    send_document(kind, letter.pk, ada, EARLY)
    kind.is_read = False
    assert send_document(kind, letter.pk, ada, EARLY).sequence == 2


def test_the_first_instant_that_is_too_late_sends_nothing(kind: Wishes, letter: Document, ada: Person) -> None:
    write(kind, letter, ada, wish="Ski", why="Det snør.")
    with pytest.raises(ClosedError, match="Nissen har reist"):
        send_document(kind, letter.pk, ada, TOO_LATE)
    assert not Submission.objects.exists()
    assert send_document(kind, letter.pk, ada, TOO_LATE - timedelta(microseconds=1)).sequence == 1


def test_files_are_checked_counted_sent_and_kept_once_sent(kind: Wishes, letter: Document, ada: Person) -> None:
    write(kind, letter, ada, wish="Ski", why="Det snør.")
    first = add_attachment(kind, letter, "ski.txt", b"ski", ada, EARLY)
    assert add_attachment(kind, letter, "ski.txt", b"ski", ada, EARLY) == first
    second = add_attachment(kind, letter, "staver.txt", b"staver", ada, EARLY)
    for name, content in (("tre.txt", b"3"), ("virus.exe", b"MZ"), ("stor.txt", b"x" * 1_100_000)):
        with pytest.raises(UserError) as refused:
            add_attachment(kind, letter, name, content, ada, EARLY)
        assert refused.value.field == "file" and name in refused.value.message
    sent = send_document(kind, letter.pk, ada, EARLY)
    assert [each["name"] for each in sent.content["attachments"]] == ["ski.txt", "staver.txt"]
    assert remove_attachment(kind, letter.pk, first.pk, ada, EARLY) == "ski.txt"
    with pytest.raises(UserError):
        remove_attachment(kind, letter.pk, first.pk, ada, EARLY)
    third = add_attachment(kind, letter, "tre.txt", b"3", ada, EARLY)
    remove_attachment(kind, letter.pk, third.pk, ada, EARLY)
    assert [line.name for line in attachment_lines(letter.pk)] == ["staver.txt"]
    assert attachment_of(letter.pk, first.pk).file.read() == b"ski", "it was sent"
    with pytest.raises(Http404):
        attachment_of(letter.pk, third.pk)
    assert [each.split(".")[-1] for each in kind.logged] == ["added", "added", "sent 1", "removed", "added", "removed"]
    assert second.scan == "not_scanned"


def test_files_follow_the_window_of_their_part(kind: Wishes, letter: Document, ada: Person) -> None:
    assert add_attachment(kind, letter, "takk.txt", b"takk", ada, PACKING), "the part with thanks is open"
    with pytest.raises(ClosedError):
        add_attachment(kind, letter, "sent.txt", b"sent", ada, TOO_LATE)
    with pytest.raises(ClosedError):
        remove_attachment(kind, letter.pk, Attachment.objects.get().pk, ada, TOO_LATE)
