"""What a receipt says of any document: the answers, the files and the checksum. A kind adds sections of its own.

Called with the reader's language active.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from fordel.shared.clock import OSLO
from fordel.shared.dates import full_date
from fordel.writing.documents.answers import AnsweredPart
from fordel.writing.models import Submission
from fordel.writing.plugs.receipts import Answered, ReceiptFile, ReceiptPart


def receipt_parts(parts: Iterable[AnsweredPart]) -> list[ReceiptPart]:
    """The parts with answers."""
    return [
        ReceiptPart(part.title, [Answered(answer.label, answer.text, answer.html) for answer in part.answers])
        for part in parts
        if part.answers
    ]


def receipt_files(content: Mapping[str, Any]) -> list[ReceiptFile]:
    """The files that were sent."""
    return [ReceiptFile(each["name"], filesizeformat(each["size"]), each["sha256"]) for each in content["attachments"]]


def receipt_facts(submission: Submission, before: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """What the kind says first, when it was received, what it replaces and by whom it was sent."""
    rows = [*before, (_("Received"), to_the_second(submission.received_at))]
    if submission.sequence > 1:
        count = _("what you sent before; this is number %(count)s") % {"count": submission.sequence}
        rows.append((_("Replaces"), count))
    return [*rows, (_("Sent by"), submission.sent_by.name if submission.sent_by else "–")]


def checksum(submission: Submission) -> tuple[str, str]:
    """The last of the facts."""
    return _("Checksum"), submission.sha256


def receipt_words() -> dict[str, str]:
    """The headings of the receipt."""
    return {
        "answers": _("What you answered"),
        "attachments": _("Attachments"),
        "none": _("None."),
        "checksum": _("The checksum is the SHA-256 of all that was received: it differs if anything is changed."),
    }


def to_the_second(instant: datetime) -> str:
    """`21. januar 2026 kl. 14.32.05`."""
    return _("%(date)s at %(time)s") % {
        "date": full_date(instant),
        "time": instant.astimezone(OSLO).strftime("%H.%M.%S"),
    }
