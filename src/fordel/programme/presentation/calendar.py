"""The deadlines of years, in the calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Organisation
from fordel.parties.plugs.calendar import OwnLook
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import outcome_rules_of, scheme_of
from fordel.shared.addresses import full_address
from fordel.shared.calendars import CalendarEntry, Kind, all_day
from fordel.shared.dates import last_day


def of_office(_actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """The deadlines of the office's years. One query."""
    return _entries(Q(office=office), since.date())


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """The deadlines of the years at the offices where the person works, sits, or acts for an owner. Two queries at
    most."""
    offices = {each.office_id for each in look.actors if each.office_id is not None}
    organisations = [each.organisation_id for each in look.actors if each.organisation_id is not None]
    if organisations:
        found = Organisation.objects.filter(pk__in=organisations, municipality__isnull=False)
        offices |= set(found.values_list("municipality__office", flat=True))
    return _entries(Q(office__in=offices), look.since.date()) if offices else []


def _entries(which: Q, since: date) -> list[CalendarEntry]:
    rounds = Round.objects.filter(which, is_history=False, year__gte=since.year - 1).select_related("office", "scheme")
    return [entry for round_ in rounds for entry in _deadlines(round_) if entry.first_day >= since]


def _deadlines(round_: Round) -> Iterable[CalendarEntry]:
    scheme, outcomes = scheme_of(round_.scheme), outcome_rules_of(round_.scheme)
    days = {
        "opens": (scheme.dates.needs_open, _("Needs reports can be sent from today")),
        "recommended": (round_.recommendation_due, _("The forum's recommendation is due")),
        "reports_open": (outcomes.opens if outcomes else None, _("Outcome reports open")),
        "decided": (scheme.dates.decision_due, _("Answers to the owners")),
        "reported": (round_.report_due, _("Reports on goal attainment are due")),
    }
    if round_.needs_deadline:
        yield closing(round_, round_.needs_deadline)
    for key, (day, what) in days.items():
        if day is not None:
            yield _entry(round_, key, day, what)


def closing(round_: Round, too_late: datetime) -> CalendarEntry:
    """The last day for needs reports, from the first instant that is too late. It is the same entry for somebody who
    has more time."""
    return _entry(round_, "closes", last_day(too_late), _("Last day for needs reports"))


def _entry(round_: Round, key: str, day: date, what: str) -> CalendarEntry:
    scheme = text_in(scheme_of(round_.scheme).short_name, get_language() or "nb")
    summary = f"{what}, {scheme} {round_.year}"
    page = full_address(reverse("public", kwargs={"office": round_.office.slug}))
    return all_day(Kind.DEADLINE, f"round-{round_.pk}-{key}", day, summary, page, round_.office.name)
