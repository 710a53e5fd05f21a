"""Opens a year for an office: dates from the scheme, frame lines in whole kroner."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.core.form.definition import Texts, text_in
from fordel.core.money import format_kroner
from fordel.parties.models import Office, Person
from fordel.programme.events import RoundOpened
from fordel.programme.models import FrameLine, Round, SchemeVersion, TargetGroup
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.audit import record
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.events import emit


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
    """Make the round with the lines and target groups of its scheme. Raises UserError for a bad or missing frame."""
    rules = scheme_of(scheme)
    if not rules.has_rounds:
        raise UserError(_("The scheme is information only. It has no years."), _("Choose another scheme."))
    for line in rules.lines:
        check_frame(frames.get(line.code, 0), line.code)
    dates = rules.dates
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                office=office,
                scheme=scheme,
                scheme_slug=scheme.slug,
                year=scheme.year,
                is_history=rules.is_history,
                note=rules.note.get(office.language_form, ""),
                needs_deadline=dates.needs_deadline.replace(tzinfo=OSLO) if dates.needs_deadline else None,
                recommendation_due=dates.recommendation_due,
                report_due=dates.report_due,
            )
    except IntegrityError as error:
        raise already_open(scheme) from error
    lines = {}
    for position, line in enumerate(rules.lines):
        lines[line.code] = FrameLine.objects.create(
            round=round_,
            code=line.code,
            **names_of(line.name),
            amount=frames[line.code],
            position=position,
        )
    for position, group in enumerate(rules.groups):
        made = TargetGroup.objects.create(
            round=round_, code=group.code, **names_of(group.name), mark=group.mark, position=position
        )
        made.lines.set(lines[code] for code in group.lines)
    emit(RoundOpened(round_))
    record("programme.round.opened", actor=actor, subject=round_, office=office, details={"frames": dict(frames)})
    return round_


def names_of(texts: Texts) -> dict[str, str]:
    """The columns of a name in three languages; bokmål where there is no English."""
    return {"name_nb": texts["nb"], "name_nn": texts["nn"], "name_en": text_in(texts, "en")}


def already_open(scheme: SchemeVersion) -> UserError:
    """The error of opening the year of a scheme twice."""
    return UserError(
        _("%(year)s is already open at this office.") % {"year": scheme.year}, _("Choose the year in the header.")
    )
