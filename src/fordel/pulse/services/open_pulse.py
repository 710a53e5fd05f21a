"""A pulse is opened for a measure, and given more codes or more time as long as it is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.pulse.rules import PulseRules
from fordel.parties.models import Person
from fordel.programme.models import SchemeVersion
from fordel.pulse.models import Moment, Pulse, PulseCode
from fordel.pulse.selectors.codes import codes_of, hash_of
from fordel.pulse.selectors.rules import has_pulse, rules_asked, rules_of, to_keep
from fordel.reports.models import NeedsReport
from fordel.shared.audit import record
from fordel.shared.clock import first_instant_too_late, now, today
from fordel.shared.dates import long_date
from fordel.shared.errors import UserError

FEWEST: Final = 5
"""With fewer codes there would never be a result."""


@transaction.atomic
def open_pulse(report_id: int, moment: str, codes: int | None, last_day: date | None, by: Person) -> Pulse:
    """Open the pulse of a measure with a grant. Raise UserError that names the field, or if it cannot be opened now."""
    report = NeedsReport.objects.select_for_update(of=("self",)).select_related("round__scheme").get(pk=report_id)
    if refused := why_not_open(report.round.scheme, moment, {each.moment: each for each in report.pulses.all()}):
        raise refused
    rules = rules_of(report.round.scheme)
    count, closes_at = _count(rules, codes), _closes_at(rules, last_day, today())
    asked = to_keep(report.round.scheme.definition)
    pulse = Pulse.objects.create(
        report=report, moment=moment, asked=asked, codes=count, opened_at=now(), closes_at=closes_at
    )
    _add_codes(pulse, 0)
    record("pulse.pulse.opened", actor=by, subject=pulse, office=pulse.office_id, details={"codes": count})
    return pulse


def why_not_open(scheme: SchemeVersion, moment: str, opened: Mapping[str, Pulse]) -> UserError | None:
    """Why the pulse of the moment cannot be opened now; None if it can. `opened` are those of the measure by moment. No
    queries."""
    nothing = _("Nothing was changed.")
    if not has_pulse(scheme):
        return UserError(_("The scheme has no questions to the employees."), nothing)
    if moment in opened:
        return UserError(_("The employees are asked already."), nothing)
    start = opened.get(Moment.START)
    if moment == Moment.START and Moment.END in opened:
        return UserError(_("The employees have been asked at the end."), nothing)
    if moment == Moment.END and start and now() < start.closes_at:
        return UserError(_("The questions at the start can still be answered."), _("Wait until they are closed."))
    return None


@transaction.atomic
def change_pulse(pulse_id: int, codes: int | None, last_day: date | None, by: Person) -> Pulse:
    """Add codes, or move the last day to a later one. Raise UserError that names the field, or if it is closed: people
    may have seen the result then."""
    pulse = Pulse.objects.select_for_update(of=("self",)).select_related("report__round").get(pk=pulse_id)
    if now() >= pulse.closes_at:
        raise UserError(_("The questions are closed."), _("Nothing was changed."))
    rules, before = rules_asked(pulse), pulse.codes
    count = _count(rules, codes)
    if count < before:
        message = _("There are %(codes)s codes already.") % {"codes": before}
        raise UserError(message, _("Write the same number or a larger one."), "codes")
    closes_at = _closes_at(rules, last_day, pulse.opened_at.date())
    if closes_at < pulse.closes_at:
        raise UserError(_("The last day can only be moved to a later one."), _("Choose a later day."), "last_day")
    if (count, closes_at) == (before, pulse.closes_at):
        return pulse
    pulse.codes, pulse.closes_at = count, closes_at
    pulse.save(update_fields=["codes", "closes_at"])
    _add_codes(pulse, before)
    record("pulse.pulse.changed", actor=by, subject=pulse, office=pulse.office_id, details={"codes": count})
    return pulse


def _count(rules: PulseRules, codes: int | None) -> int:
    if codes is None or not FEWEST <= codes <= rules.most_codes:
        limits = {"least": FEWEST, "most": rules.most_codes}
        fix = _("Write a number from %(least)s to %(most)s: with fewer answers than five nothing is shown.") % limits
        raise UserError(_("The number of codes is missing or too small or large."), fix, "codes")
    return codes


def _closes_at(rules: PulseRules, last_day: date | None, first: date) -> datetime:
    latest = first + timedelta(days=rules.most_days)
    if last_day is None or not today() <= last_day <= latest:
        fix = _("Choose a day from today to %(latest)s.") % {"latest": long_date(latest)}
        raise UserError(_("The last day is missing, or too early or late."), fix, "last_day")
    return first_instant_too_late(last_day)


def _add_codes(pulse: Pulse, before: int) -> None:
    """In the order of their hashes, which says nothing of the order on the sheet."""
    hashes = sorted(hash_of(code) for code in codes_of(pulse)[before:])
    PulseCode.objects.bulk_create(PulseCode(pulse=pulse, code_hash=each) for each in hashes)
