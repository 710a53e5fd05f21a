"""Opens a year for an office: dates from the scheme, frame lines in whole kroner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.parties.models import Office, Person
from fordel.programme.models import FrameLine, Round, SchemeVersion
from fordel.shared.audit import record
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError


def check_frame(amount: int, field: str = "") -> None:
    """Raises UserError for a frame of zero or less (kroner)."""
    if amount <= 0:
        raise UserError(
            _("A frame must be above 0 kroner. You wrote %(amount)s.") % {"amount": format_kroner(amount)},
            _("Write the frame in whole kroner, for example 11 000 000."),
            field,
        )


@transaction.atomic
def open_round(office: Office, scheme: SchemeVersion, frames: Mapping[str, int], actor: Person | None) -> Round:
    """Makes the round with a frame line for each line of the scheme. Raises UserError for a bad or missing frame."""
    definition = scheme.definition
    for line in definition["lines"]:
        check_frame(frames.get(line["code"], 0), line["code"])
    dates = definition.get("dates", {})
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                office=office,
                scheme=scheme,
                year=scheme.year,
                is_history=bool(definition.get("is_history")),
                note=definition.get("note", {}).get(office.language_form, ""),
                needs_deadline=_oslo_instant(dates.get("needs_deadline")),
                recommendation_due=_day(dates.get("recommendation_due")),
                report_due=_day(dates.get("report_due")),
            )
    except IntegrityError as error:
        raise UserError(
            _("%(year)s is already open at this office.") % {"year": scheme.year}, _("Choose the year in the header.")
        ) from error
    for position, line in enumerate(definition["lines"]):
        FrameLine.objects.create(
            round=round_,
            code=line["code"],
            name_nb=line["name"]["nb"],
            name_nn=line["name"]["nn"],
            name_en=line["name"]["en"],
            amount=frames[line["code"]],
            position=position,
        )
    record("programme.round.opened", actor=actor, subject=round_, office=office, details={"frames": dict(frames)})
    return round_


def _oslo_instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
