"""What each side says of a year, and what they agree to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.partnership.models import (
    SIGNED_STATES,
    Agreement,
    Level,
    Partnership,
    PartnershipAction,
    Side,
    YearlyStatus,
)
from fordel.partnership.notices import ActionAdded, StatusGiven
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.notice import Notice


@dataclass(frozen=True)
class StatusFacts:
    """What a side says: a year, a level and a sentence."""

    year: int | None
    level: str
    sentence: str


@dataclass(frozen=True)
class ActionFacts:
    """What is to be done, by which side, and the last day."""

    text: str
    side: str
    due: date | None


def years_to_report(between: Partnership) -> list[int]:
    """The years that a status can be given of: from the first signed agreement to this year, the newest first."""
    signed = Agreement.objects.filter(partnership=between, state__in=SIGNED_STATES).order_by("first_day")
    first = signed.values_list("first_day", flat=True).first()
    this = today().year
    return list(range(this, min(first.year, this) - 1, -1)) if first else []


def _locked(partnership_id: int) -> Partnership:
    rows = Partnership.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("office", "owner", "provider").get(pk=partnership_id)


@transaction.atomic
def give_status(partnership_id: int, side: str, facts: StatusFacts, person: Person) -> YearlyStatus:
    """The status of the year as the side sees it; one that is there already is changed. The other side is notified.

    Raises UserError that names the field.
    """
    between = _locked(partnership_id)
    years = years_to_report(between)
    if not years:
        raise UserError(_("You have not signed an agreement yet."), _("Sign one first, then report how it goes."))
    if facts.year is None or facts.year not in years:
        raise UserError(_("This year cannot be reported on."), _("Choose one from the list."), "year")
    if facts.level not in Level.values:
        raise UserError(_("Nothing is chosen."), _("Choose green, yellow or red."), "level")
    sentence = " ".join(facts.sentence.split())
    if not sentence:
        raise UserError(_("The sentence is missing."), _("Write in a sentence how it goes."), "sentence")
    values = {
        "level": facts.level,
        "sentence": fitting(sentence, 300, "sentence"),
        "given_at": now(),
        "given_by": person,
    }
    rows = YearlyStatus.objects
    found, _made = rows.update_or_create(partnership=between, year=facts.year, side=side, defaults=values)
    details = {"year": facts.year, "side": side, "level": facts.level}
    record("partnership.status.given", actor=person, subject=between, office=between.office_id, details=details)
    _tell_other(between, side, StatusGiven(between, side, found))
    return found


@transaction.atomic
def add_action(partnership_id: int, side: str, facts: ActionFacts, person: Person) -> PartnershipAction:
    """Something to do; `side` adds it. Whoever is to do it is notified, unless they added it themselves.

    Raises UserError that names the field.
    """
    between = _locked(partnership_id)
    text = " ".join(facts.text.split())
    if not text:
        raise UserError(_("There is nothing written."), _("Write what is to be done."), "what")
    if facts.side not in Side.values:
        raise UserError(_("Nobody is chosen."), _("Choose who is to do it."), "who")
    if facts.due is None or facts.due < today():
        raise UserError(_("There is no last day, or it has passed."), _("Write a day to come."), "due")
    action = PartnershipAction.objects.create(
        partnership=between,
        text=fitting(text, 300, "what"),
        side=facts.side,
        due=facts.due,
        added_at=now(),
        added_by=person,
    )
    details = {"side": facts.side, "due": facts.due}
    record("partnership.action.added", actor=person, subject=between, office=between.office_id, details=details)
    if facts.side != side:
        _tell_other(between, side, ActionAdded(between, side, action))
    return action


@transaction.atomic
def finish_action(action_id: int, person: Person) -> None:
    """It is done; one that is done already stays as it is."""
    rows = PartnershipAction.objects.select_for_update(of=("self",)).select_related("partnership")
    action = rows.get(pk=action_id)
    if action.done_at is not None:
        return
    action.done_at, action.done_by = now(), person
    action.save(update_fields=["done_at", "done_by"])
    between = action.partnership
    details = {"side": action.side, "due": action.due}
    record("partnership.action.done", actor=person, subject=between, office=between.office_id, details=details)


def _tell_other(between: Partnership, side: str, notice: Notice) -> None:
    other = Side.PROVIDER if side == Side.OWNER else Side.OWNER
    notify(to_organisation(between.organisation(other), between.office), notice)
