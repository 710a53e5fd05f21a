"""Mail to participants as pages find it, and whom a mail reaches."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import Http404

from fordel.events.models import Event, EventMail, Participant, Presence


def mail_from_url(mail_id: int, event_id: int, office: str, **_rest: object) -> EventMail:
    """Raises Http404."""
    rows = EventMail.objects.select_related("event__office", "event__series", "organisation", "written_by")
    found = rows.filter(pk=mail_id, event=event_id, event__office__slug=office).first()
    if found is None:
        raise Http404
    return found


def mails_of(event: Event) -> QuerySet[EventMail]:
    """The latest first, each with `count`, how many it reached. One query."""
    return EventMail.objects.filter(event=event).annotate(count=Count("reached")).order_by("-written_at", "-pk")


def readers_of(mail: EventMail) -> list[Participant]:
    """Whom the mail reaches if it is sent now, each address once, in their order. One query."""
    rows = Participant.objects.select_related("organisation").filter(event=mail.event_id, state__in=mail.states)
    rows = rows.exclude(email="")  # whoever came without having registered may have given none
    if mail.organisation_id is not None:
        rows = rows.filter(organisation=mail.organisation_id)
    if mail.audience:
        rows = rows.filter(audience=mail.audience)
    if mail.is_unanswered:
        rows = rows.filter(confirm_by__isnull=False)
    if mail.presence:
        rows = rows.filter(attendance__isnull=mail.presence == Presence.ABSENT)
    by_address = {each.email.lower(): each for each in rows.order_by("number")}
    return sorted(by_address.values(), key=lambda each: each.number)


def reached_by(mail: EventMail) -> QuerySet[Participant]:
    """Who got the mail. One query."""
    return mail.reached.select_related("organisation").order_by("number")
