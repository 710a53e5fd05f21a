"""What happens with hearings when its time has come."""

from __future__ import annotations

from django.db.models import Q
from procrastinate.contrib.django import app

from fordel.hearing.models import Hearing, HearingState
from fordel.hearing.services.erase import erase_contacts, forget_drafts
from fordel.hearing.services.hearings import close_hearing
from fordel.hearing.services.invited import ask_when_open, remind_when_due
from fordel.shared.clock import now, today


@app.periodic(cron="*/5 * * * *")
@app.task(name="hearing.turn", queueing_lock="hearing.turn", pass_context=False)
def turn(timestamp: int) -> None:
    """Asks those on the list of a hearing that has opened, reminds those who have not answered, closes a hearing whose
    last day has passed, and erases what is to be erased. What was due while no worker ran is done now."""
    opened = Hearing.objects.filter(state=HearingState.OPEN, opens_at__lte=now())
    waiting = opened.filter(invited__asked_at__isnull=True, invited__isnull=False).distinct()
    for hearing_id in waiting.values_list("pk", flat=True):
        ask_when_open(hearing_id)
    for hearing_id in opened.filter(remind_at__lte=now(), reminded_at__isnull=True).values_list("pk", flat=True):
        remind_when_due(hearing_id)
    for hearing_id in opened.filter(closes_at__lte=now()).values_list("pk", flat=True):
        close_hearing(hearing_id)
    due = Hearing.objects.filter(Q(erased_at__isnull=True), erase_on__lte=today())
    for hearing_id in due.values_list("pk", flat=True):
        erase_contacts(hearing_id)
    forget_drafts()
