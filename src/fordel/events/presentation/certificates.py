"""What is asked before certificates are sent."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.events.models import Event
from fordel.events.presentation.addresses import event_address
from fordel.events.selectors.certificates import certified
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Remark, Step


def send_step(event: Event, refusal: UserError | None) -> Step:
    """Each who was there gets an e-mail. One query."""
    rows = list(certified(event))
    sent = sum(each.certificate_sent_at is not None for each in rows)
    without = [each.participant.name for each in rows if not each.participant.email]
    count = len(rows) - sent - len(without)
    remarks = []
    if sent:
        said = ngettext("%(count)s person has got it already.", "%(count)s people have got it already.", sent)
        remarks.append(Remark(said % {"count": sent}))
    if without:
        said = _("We have no address of these. Print their certificates from the page of the event.")
        remarks.append(Remark(said, [Link(name) for name in without]))
    if not count and refusal is None:
        nobody_came = not (sent or without)
        fix = _("Check in those who were there first.") if nobody_came else _("Nothing was changed.")
        refusal = UserError(_("There is nobody to send a certificate to."), fix)
    happens = ngettext(
        "%(count)s person who was there gets an e-mail with a link to their certificate.",
        "%(count)s people who were there get an e-mail each with a link to their certificate.",
        count,
    )
    return Step(
        question=_("Send the certificates from %(place)s?") % {"place": event.place},
        button=_("Send the certificates"),
        happens=happens % {"count": count},
        way_back=_("There is none. A certificate is worth nothing any more if you take back the check-in."),
        back=event_address("work", event),
        trail=[Link(event.series.title, event_address("work", event))],
        remarks=remarks,
        is_danger=False,
        refusal=refusal,
    )
