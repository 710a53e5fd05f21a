"""Yearly reports as an office writes and signs them, for tests of several folders."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from fordel.annual.models import AnnualReport
from fordel.annual.selectors.layouts import needed_layout
from fordel.annual.selectors.live import live_content
from fordel.annual.selectors.reports import comments_of, versions_of
from fordel.annual.services.prepare import make_ready
from fordel.annual.services.sign import sign_report
from fordel.annual.services.write import save_comment
from fordel.core.annual.content import content_hash
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.clock import OSLO, now

OPEN: Final = datetime(2027, 1, 18, 9, tzinfo=OSLO)
TEXT: Final = "Året gikk som planlagt."


def write(round_: Round, code: str, text: str, person: Person) -> None:
    """The comment of a section, by somebody who has read what it says."""
    layout = needed_layout(round_.scheme)
    section = layout.section(code)
    assert section is not None
    known = comments_of(versions_of(round_).current).get(code)
    save_comment(round_, section, known.version if known else 0, text, person)


def commented(round_: Round, person: Person) -> None:
    """Every comment that is needed."""
    for section in needed_layout(round_.scheme).sections:
        if section.is_needed:
            write(round_, section.code, f"{TEXT} {section.code}", person)


def made_ready(round_: Round, person: Person) -> AnnualReport:
    """Written by the person, and ready to sign."""
    commented(round_, person)
    return make_ready(round_, person)


def sent(round_: Round, officer: Person, approver: Person) -> AnnualReport:
    """Written and signed by the officer, and by the approver after them."""
    report = made_ready(round_, officer)
    sign_report(report.pk, officer, "case_officer", report.sha256)
    return sign_report(report.pk, approver, "approver", report.sha256)


def corrected(round_: Round, text: str) -> AnnualReport:
    """The version that is sent, with a corrected one begun after it; kept as it would be, whatever the day is."""
    round_ = Round.objects.select_related("office", "scheme").get(pk=round_.pk)
    content = dict(live_content(round_, 1, {"year": text}))
    frozen = {"content": content, "sha256": content_hash(content), "ready_at": now(), "sent_at": now()}
    report = AnnualReport.objects.create(round=round_, state="sent", begun_at=now(), **frozen)
    second = AnnualReport.objects.create(round=round_, version=2, begun_at=now())
    second.comments.create(section="year", text=text, written_at=now())
    return report


def at(name: str, round_: Round, **more: Any) -> str:
    """The address of a page of the report at the office."""
    return reverse(f"annual_office:{name}", kwargs={**round_.where, **more})
