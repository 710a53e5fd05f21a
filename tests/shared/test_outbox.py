"""Mail: written with what caused it, sent once by a job, through a real mail server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.shared.models import OutboxMail
from fordel.shared.outbox import queue_mail
from fordel.shared.tasks import send_queued_mail

pytestmark = pytest.mark.django_db


class Postbox:
    """What the server has taken in."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.recipients: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.recipients += envelope.rcpt_tos
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


def _jobs() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="send_queued_mail").order_by("id")
    return [job.args["mail_id"] for job in jobs]


def test_a_mail_is_sent_once(postbox: Postbox) -> None:
    assert queue_mail(["a@example.org", "b@example.org", "a@example.org"], "Vedtak på Hamarøy", "Hei. Æ, ø og å.") == 2
    assert postbox.mails == []
    for mail_id in _jobs() * 2:
        send_queued_mail(mail_id=mail_id)
    assert sorted(postbox.recipients) == ["a@example.org", "b@example.org"]
    assert {mail["Subject"] for mail in postbox.mails} == {"Vedtak på Hamarøy"}
    assert postbox.mails[0].get_content().strip() == "Hei. Æ, ø og å."
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 2
    assert [mail["Auto-Submitted"] for mail in postbox.mails] == ["auto-generated"] * 2, "nobody's absence answers it"
    assert not OutboxMail.objects.filter(sent_at=None).exists()


def test_a_rollback_takes_the_mail_with_it(postbox: Postbox) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue_mail(["a@example.org"], "Vedtak", "Hei")
        assert len(_jobs()) == 1
        raise ZeroDivisionError
    assert (_jobs(), OutboxMail.objects.count(), postbox.mails) == ([], 0, [])


def test_a_mail_that_could_not_be_sent_waits_for_the_next_try(postbox: Postbox, settings: Any) -> None:
    queue_mail(["a@example.org"], "Vedtak", "Hei")
    (mail_id,) = _jobs()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    with pytest.raises(OSError, match="refused"):
        send_queued_mail(mail_id=mail_id)
    assert OutboxMail.objects.get(sent_at=None).pk == mail_id
    settings.EMAIL_PORT = port
    send_queued_mail(mail_id=mail_id)
    assert postbox.recipients == ["a@example.org"]


def test_a_subject_cannot_carry_another_header(postbox: Postbox) -> None:
    queue_mail(["a@example.org"], "Vedtak\nBcc: b@example.org", "Hei")
    (mail_id,) = _jobs()
    send_queued_mail(mail_id=mail_id)
    assert postbox.recipients == ["a@example.org"]
    (mail,) = postbox.mails
    assert (mail["Subject"], mail["Bcc"]) == ("Vedtak Bcc: b@example.org", None)


def test_nobody_is_no_mail() -> None:
    assert queue_mail([], "Vedtak", "Hei") == 0
    assert _jobs() == []
