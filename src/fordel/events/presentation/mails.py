"""What an office reads of mail to participants: to whom, and what is asked before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.events.documents.calendar import when_text
from fordel.events.models import Audience, EventMail, Participant, PlaceState, Presence
from fordel.events.presentation.addresses import event_address, series_address
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Remark, Step

_PRESENCE: Final = {
    Presence.CAME.value: gettext_lazy("was checked in"),
    Presence.ABSENT.value: gettext_lazy("was not checked in"),
}


def mail_address(name: str, mail: EventMail) -> str:
    """The address of a page of the mail."""
    return event_address(name, mail.event, mail_id=mail.pk)


def filter_words(mail: EventMail) -> str:
    """To whom: `Has a place, On the waiting list · Bodø kommune`."""
    labels = dict(PlaceState.choices)
    states = ", ".join(str(labels[each]) for each in mail.states)
    audience = str(dict(Audience.choices).get(mail.audience, ""))
    unanswered = _("has not confirmed the new day") if mail.is_unanswered else ""
    presence = _PRESENCE.get(mail.presence, "")
    organisation = mail.organisation.name if mail.organisation else ""
    return " · ".join(filter(None, (states, organisation, audience, unanswered, str(presence))))


def reader_words(participant: Participant) -> str:
    """`Kari Nordmann, kari@example.org`."""
    return f"{participant.name}, {participant.email}"


def send_step(mail: EventMail, readers: Sequence[Participant]) -> Step:
    """Sending the mail to exactly those whom the page names."""
    event, count = mail.event, len(readers)
    office = reverse("events:office", kwargs={"office": event.office.slug})
    texts = [Link(line) for line in mail.text_nb.splitlines() if line.strip()]
    remarks = [
        Remark(ngettext("%(count)s person gets it:", "%(count)s people get it:", count) % {"count": count},
               [Link(reader_words(each)) for each in readers]),
        Remark(mail.subject_nb, texts),
    ]  # fmt: skip
    if mail.subject_nn:
        remarks.append(Remark(mail.subject_nn, [Link(line) for line in mail.text_nn.splitlines() if line.strip()]))
    refusal = None
    if mail.sent_at is not None:
        refusal = UserError(_("The mail is sent already."), _("Write a new one."))
    elif not readers:
        refusal = UserError(_("Nobody is chosen by this filter."), _("Choose others first."))
    return Step(
        question=_("Send «%(subject)s» to those at %(place)s, %(when)s?")
        % {"subject": mail.subject, "place": event.place, "when": when_text(event)},
        button=ngettext("Send to %(count)s person", "Send to %(count)s people", count) % {"count": count},
        happens=_("Each of them gets a mail of their own, and sees nobody else's address."),
        way_back=_("There is none. You can only write to them again."),
        back=mail_address("mail", mail),
        trail=[
            Link(_("Events"), office),
            Link(event.series.title, series_address("series", event.series)),
            Link(event.place, event_address("work", event)),
            Link(_("Mail to participants"), mail_address("mail", mail)),
        ],
        remarks=remarks,
        is_danger=False,
        refusal=refusal,
    )
