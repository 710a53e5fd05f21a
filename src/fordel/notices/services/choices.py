"""A person chooses how they get mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.sending import HOURS, When
from fordel.notices.models import MailChoices
from fordel.notices.services.waiting import move_waiting
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.shared.notice import NEVER_OFF, NOT_CHOSEN, Category

CHOSEN: Final = tuple(category for category in Category if category not in NOT_CHOSEN)
"""The categories that people choose for."""


@dataclass(frozen=True)
class MailWishes:
    """`when` is category -> a code of `When`; the hours are 0 to 23, or None if no hour was chosen. The same hour twice
    is no quiet hours."""

    when: Mapping[str, str]
    daily_hour: int | None
    quiet_from: int | None
    quiet_to: int | None


@transaction.atomic
def choose_mail(person: Person, wishes: MailWishes) -> MailChoices:
    """What they get from now on; what waits follows it. Raises UserError that names the field."""
    _check_kinds(wishes)
    hours = _hours(wishes)
    Person.objects.select_for_update().get(pk=person.pk)
    choices, _is_new = MailChoices.objects.update_or_create(
        person=person,
        defaults={
            "daily": sorted(code for code, when in wishes.when.items() if when == When.DAILY),
            "off": sorted(code for code, when in wishes.when.items() if when == When.OFF),
            **hours,
        },
    )
    move_waiting(choices)
    return choices


def _check_kinds(wishes: MailWishes) -> None:
    for category in CHOSEN:
        when = wishes.when.get(category, "")
        if when == When.OFF and category in NEVER_OFF:
            message = _("Mail about this cannot be turned off: «%(category)s».") % {"category": category.label}
            raise UserError(message, _("Choose at once or once a day."), category)
        if when not in set(When):
            raise UserError(_("Choose when you want mail about this."), _("Choose one of the answers."), category)


def _hours(wishes: MailWishes) -> dict[str, int]:
    asked = {"daily_hour": wishes.daily_hour, "quiet_from": wishes.quiet_from, "quiet_to": wishes.quiet_to}
    found = {field: hour for field, hour in asked.items() if hour is not None and hour in HOURS}
    for field in asked.keys() - found.keys():
        raise UserError(_("The hour is missing."), _("Choose an hour."), field)
    return found
