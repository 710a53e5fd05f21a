"""Series of events: begun, changed, and copied to the next year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.events.models import Audience, Event, EventState, Series
from fordel.events.services.copying import copied
from fordel.parties.models import Office, Person
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.fields import require_fits

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4000
YEAR: Final = timedelta(weeks=52)
"""A year later on the same day of the week."""


@dataclass(frozen=True)
class SeriesFacts:
    """What a series is called, what it is about, and whom it is for."""

    title_nb: str = ""
    title_nn: str = ""
    text_nb: str = ""
    text_nn: str = ""
    audience: tuple[str, ...] = ()


@transaction.atomic
def begin_series(office: Office, facts: SeriesFacts, by: Person) -> Series:
    """Raises UserError that names the field."""
    _require_fitting(facts)
    series = _filled(Series(office=office, created_at=now()), facts)
    series.save()
    record("events.series.begun", actor=by, subject=series, office=office)
    return series


@transaction.atomic
def change_series(series_id: int, facts: SeriesFacts, by: Person) -> Series:
    """Readers get it at once if any of its events is published. Raises UserError that names the field."""
    _require_fitting(facts)
    series = Series.objects.select_for_update(of=("self",)).select_related("office").get(pk=series_id)
    is_read = series.events.exclude(state__in=(EventState.DRAFT, EventState.DISCARDED)).exists()
    if is_read and not all((facts.title_nb.strip(), facts.title_nn.strip(), facts.audience)):
        message = _("The series is published, so it must have a name in both forms of Norwegian and an audience.")
        raise UserError(message, _("Fill in what is missing."), "title_nn")
    _filled(series, facts).save()
    record("events.series.changed", actor=by, subject=series, office=series.office_id)
    return series


@transaction.atomic
def copy_to_next_year(series: Series, by: Person) -> Series:
    """A series with the same texts, and its places as drafts 52 weeks later; those that were cancelled are left out.
    A year in the name becomes the next one."""
    names = {name: _next_year(getattr(series, name)) for name in ("title_nb", "title_nn")}
    texts = {name: _next_year(getattr(series, name)) for name in ("text_nb", "text_nn")}
    facts = SeriesFacts(**names, **texts, audience=tuple(series.audience))
    new = begin_series(series.office, facts, by)
    rows = Event.objects.filter(series=series).exclude(state__in=(EventState.CANCELLED, EventState.DISCARDED))
    for event in rows.prefetch_related("kept"):
        shifts = {name: _a_year_later(getattr(event, name)) for name in ("starts_at", "ends_at", "opens_at")}
        copy = copied(event, new, closes_at=_a_year_later(event.closes_at), **shifts)
        record("events.event.begun", actor=by, subject=copy, office=series.office_id, details={"copied_from": event.pk})
    return new


def _a_year_later(instant: datetime) -> datetime:
    """At the same time of day in Norway."""
    local = instant.astimezone(OSLO)
    return datetime.combine(local.date() + YEAR, local.time(), OSLO)


def _next_year(text: str) -> str:
    return re.sub(r"\b20\d\d\b", lambda found: str(int(found[0]) + 1), text)


def _filled(series: Series, facts: SeriesFacts) -> Series:
    for name in ("title_nb", "title_nn", "text_nb", "text_nn"):
        setattr(series, name, getattr(facts, name).strip())
    series.audience = list(facts.audience)
    return series


def _require_fitting(facts: SeriesFacts) -> None:
    for name in ("title_nb", "title_nn", "text_nb", "text_nn"):
        require_fits(getattr(facts, name), LONGEST_TITLE if name.startswith("title") else LONGEST_TEXT, name)
    if not (facts.title_nb.strip() or facts.title_nn.strip()):
        raise UserError(_("The series has no name."), _("Write one."), "title_nb")
    if not set(Audience.values).issuperset(facts.audience):
        raise UserError(_("The audience is not known."), _("Choose among those on the list."), "audience")
