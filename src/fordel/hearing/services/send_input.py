"""Sends input: it is received once, with its number and the server's time, and whoever gave it gets a receipt."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.hearing.models import HearingInput
from fordel.hearing.notices import InputReceived
from fordel.hearing.services.hearing_rules import locked_hearing
from fordel.hearing.services.recipients import to_giver
from fordel.hearing.services.write_input import require_receiving
from fordel.notices.services.codes import confirm
from fordel.notices.services.notify import notify
from fordel.shared.audit import record
from fordel.shared.errors import UserError


def send_input(given: HearingInput, code: str, received_at: datetime) -> HearingInput:
    """What is received: the input itself, or the one that says the same and was received before. `received_at` is when
    the server received the request; what comes after the last day is kept, and marked as late.

    Raises UserError that names the field: a code that is wrong, or nothing to send."""
    if not given.is_sent and given.organisation_id is None:
        require_receiving(given.hearing)
        confirm(given, code)
    return _receive(given.pk, received_at)


@transaction.atomic
def _receive(input_id: int, received_at: datetime) -> HearingInput:
    hearing = locked_hearing(HearingInput.objects.values_list("hearing", flat=True).get(pk=input_id))
    rows = HearingInput.objects.select_for_update(of=("self",)).select_related("hearing__office", "organisation")
    given = rows.get(pk=input_id)
    if given.is_sent:
        return given
    require_receiving(hearing)
    if not given.points.exists():
        raise UserError(_("There is nothing to send."), _("Add a point first."), "text")
    digest = _says(given)
    same = rows.filter(hearing=hearing, sha256=digest, received_at__isnull=False).first()
    if same is not None:
        given.delete()
        return same
    numbers = HearingInput.objects.filter(hearing=hearing).aggregate(last=Max("number"))
    given.number = (numbers["last"] or 0) + 1
    given.sha256, given.received_at, given.is_late = digest, received_at, received_at >= hearing.closes_at
    given.code_hash = ""
    given.save(update_fields=["number", "sha256", "received_at", "is_late", "code_hash"])
    details = {"number": given.number, "is_late": given.is_late, "sha256": digest}
    actor = given.sent_by
    record("hearing.input.received", actor=actor, subject=given, office=hearing.office_id, details=details)
    notify(to_giver(given), InputReceived(given))
    return given


def _says(given: HearingInput) -> str:
    """SHA-256 of who says what: equal for the same input that is sent again."""
    points = sorted(given.points.values_list("chapter", "text"))
    files = sorted(given.files.values_list("file__sha256", flat=True))
    who = given.organisation_id or [given.email, given.on_behalf_of]
    return hashlib.sha256(json.dumps([who, points, files], ensure_ascii=False).encode()).hexdigest()
