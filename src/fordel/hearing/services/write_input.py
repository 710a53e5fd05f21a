"""Input that is being written: begun, with points and files added and taken out, until it is sent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingFile, HearingInput, HearingPoint, HearingState
from fordel.hearing.selectors.hearings import chapters_heard
from fordel.hearing.services.codes import send_code
from fordel.parties.models import Organisation, Person
from fordel.parties.selectors.language import language_of_page
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting, require_address
from fordel.shared.file_check import check_file
from fordel.shared.file_scan import scan_file
from fordel.shared.files import store_file
from fordel.writing.models import ScanState

LONGEST: Final = 20_000
MOST_POINTS: Final = 40
MOST_FILES: Final = 5
MEGABYTES: Final = 10


@dataclass(frozen=True)
class Said:
    """A point: about a chapter, or about all of the plan if it is empty."""

    chapter: str
    text: str


@dataclass(frozen=True)
class Giver:
    """Who gives input: somebody for an organisation in Fordel, or anybody with an e-mail address. `on_behalf_of` is
    empty for a private person, `shows_name` their consent."""

    person: Person | None = None
    organisation: Organisation | None = None
    name: str = ""
    email: str = ""
    on_behalf_of: str = ""
    shows_name: bool = False


def require_receiving(hearing: Hearing) -> None:
    """Raise UserError unless input is received now, in time or late."""
    if hearing.state == HearingState.ANSWERED:
        raise UserError(
            _("The county governor has answered the input, so no more is received here."),
            _("Copy what you have written, and send it to the county governor by e-mail."),
        )
    if not hearing.has_opened(now()):
        raise UserError(_("This hearing has not opened yet."), _("Come back when it opens."))


def _checked(hearing: Hearing, said: Said) -> Said:
    text = said.text.strip()
    if not text:
        raise UserError(_("There is nothing written."), _("Write what you want to say."), "text")
    if len(text) > LONGEST:
        message = _("The text has %(length)s characters. The limit is %(most)s.")
        fix = _("Divide it into several points, or send it as an attachment.")
        raise UserError(message % {"length": len(text), "most": LONGEST}, fix, "text")
    if said.chapter and said.chapter not in {each.code for each in chapters_heard(hearing)}:
        raise UserError(_("This chapter is not in the plan."), _("Choose another one."), "chapter")
    return Said(said.chapter, text)


def _require_giver(giver: Giver) -> None:
    if giver.organisation is not None:
        return
    if not giver.name.strip():
        raise UserError(_("Your name is missing."), _("Write it. You choose whether it is shown."), "name")
    require_address(giver.email.strip(), "email", _("Write it like name@example.org. We send a code there."))


@transaction.atomic
def begin_input(hearing: Hearing, giver: Giver, said: Said, ip: str) -> HearingInput:
    """The draft with its first point. Whoever writes for no organisation in Fordel gets a code by e-mail.

    Raises UserError that names the field; nothing is kept then."""
    require_receiving(hearing)
    _require_giver(giver)
    checked = _checked(hearing, said)
    given = HearingInput.objects.create(
        hearing=hearing,
        secret=secrets.token_urlsafe(32),
        organisation=giver.organisation,
        sent_by=giver.person if giver.organisation else None,
        name=fitting(giver.name.strip(), 120, "name"),
        email="" if giver.organisation else giver.email.strip().lower(),
        on_behalf_of=fitting(giver.on_behalf_of.strip(), 160, "on_behalf_of"),
        shows_name=giver.shows_name,
        language=language_of_page(),
        begun_at=now(),
    )
    HearingPoint.objects.create(input=given, chapter=checked.chapter, text=checked.text)
    if giver.organisation is None:
        send_code(given, ip)
    return given


def _locked_draft(input_id: int) -> HearingInput:
    """The draft, held. Raises UserError if it is sent."""
    rows = HearingInput.objects.select_for_update(of=("self",)).select_related("hearing__office", "hearing__version")
    given = rows.get(pk=input_id)
    require_receiving(given.hearing)
    if given.is_sent:
        raise UserError(_("This input is sent."), _("Give new input if you want to say more."))
    return given


@transaction.atomic
def add_point(input_id: int, said: Said) -> None:
    """Raises UserError that names the field."""
    given = _locked_draft(input_id)
    checked = _checked(given.hearing, said)
    if given.points.filter(chapter=checked.chapter, text=checked.text).exists():
        return  # the same, sent twice
    if given.points.count() >= MOST_POINTS:
        message = _("There is room for %(most)s points.") % {"most": MOST_POINTS}
        raise UserError(message, _("Send these, and give new input."), "text")
    HearingPoint.objects.create(input=given, chapter=checked.chapter, text=checked.text)


@transaction.atomic
def remove_point(input_id: int, point_id: int) -> None:
    """Takes a point out of the draft; one that is out already stays out."""
    given = _locked_draft(input_id)
    given.points.filter(pk=point_id).delete()


def add_file(given: HearingInput, name: str, content: bytes) -> None:
    """Keep a file with the draft; the same file twice is one. Raises UserError (field `file`) that names the file.
    Nothing is locked while it is scanned."""
    require_receiving(given.hearing)
    checked = check_file(name, content, MEGABYTES)

    def infected(details: object) -> None:
        shown = dict(details) if isinstance(details, dict) else {}
        hearing = given.hearing
        record("hearing.input.file_refused", actor=None, subject=given, office=hearing.office_id, details=shown)

    scan = ScanState.CLEAN if scan_file(checked.name, content, infected=infected) else ScanState.NOT_SCANNED
    with transaction.atomic():
        held = _locked_draft(given.pk)
        kept = store_file(checked.name, content, checked.content_type, None)
        if held.files.filter(file__sha256=kept.sha256, file__name=kept.name).exists():
            transaction.set_rollback(True)
            return
        if held.files.count() >= MOST_FILES:
            message = _("There is room for %(most)s attachments, so «%(name)s» was not added.")
            shown = {"most": MOST_FILES, "name": checked.name}
            raise UserError(message % shown, _("Put several documents into one file."), "file")
        HearingFile.objects.create(input=held, file=kept, scan=scan, added_at=now())


@transaction.atomic
def remove_file(input_id: int, file_id: int) -> None:
    """Takes a file out of the draft; one that is out already stays out."""
    given = _locked_draft(input_id)
    given.files.filter(pk=file_id).delete()
