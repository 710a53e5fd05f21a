"""Mail that waits: sent when its time has come, and moved when somebody chooses otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from fordel.core.sending import in_time
from fordel.notices.models import MailChoices, WaitingMail
from fordel.notices.notices import SeveralAtOnce, as_written
from fordel.notices.recipient import Recipient
from fordel.notices.selectors.choices import sends_at
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.shared.clock import now


def people_with_due_mail(at: datetime) -> list[int]:
    """The ids of those whose waiting mail goes now. One query."""
    rows = WaitingMail.objects.filter(due_at__lte=at).order_by("notification__person")
    return list(rows.values_list("notification__person", flat=True).distinct())


@transaction.atomic
def send_waiting(person_id: int) -> None:
    """Hand over what is due: one mail, and one more for each that must go alone. People who are not active get nothing.
    Twice is once: the rows are locked, and gone with the mail."""
    mails = list(_locked(person_id).filter(due_at__lte=now()))
    if not mails:
        return
    person = mails[0].notification.person
    together = [mail for mail in mails if not mail.is_alone]
    if len(together) > 1:
        rows = [mail.notification for mail in together]
        notify(_to(person, rows[-1].language), SeveralAtOnce(rows))
        together = []
    for mail in [*together, *(mail for mail in mails if mail.is_alone)]:
        notify(_to(person, mail.notification.language), as_written(mail))
    WaitingMail.objects.filter(pk__in=[mail.pk for mail in mails]).delete()


def move_waiting(choices: MailChoices) -> None:
    """What waits for the person follows what they have chosen now. Called in the transaction that changes it."""
    for mail in _locked(choices.person_id):
        due = sends_at(choices, mail.notification.category, now(), is_alone=mail.is_alone)
        due = in_time(now(), due, mail.answer_by)
        if due is None:
            mail.delete()
        else:
            mail.due_at = due
            mail.save(update_fields=["due_at"])


def _locked(person_id: int) -> QuerySet[WaitingMail]:
    rows = WaitingMail.objects.filter(notification__person=person_id)
    return rows.select_related("notification__person").select_for_update(of=("self",)).order_by("pk")


def _to(person: Person, language: str) -> list[Recipient]:
    return [Recipient(person.email, language, person.pk)] if person.is_active else []
