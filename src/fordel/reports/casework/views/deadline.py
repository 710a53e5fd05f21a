"""Before the deadline: drafts in progress, and the owners that are reminded."""

from __future__ import annotations

from datetime import timedelta
from typing import Unpack

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.notices.deadline import DeadlineNear
from fordel.reports.casework.presentation.deadline_lists import REMINDERS, drafts_list
from fordel.reports.casework.selectors.drafts import draft_lines
from fordel.reports.casework.selectors.reminders import Recipient, days_before, recipients_of
from fordel.reports.casework.services.send_reminders import remind_now
from fordel.reports.permissions import changes_reports, reads_reports
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import today
from fordel.shared.dates import last_day


@access(reads_reports, target=round_from_url)
def drafts(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Who has begun and not sent, without what they have written; and who reported last year and has not begun."""
    round_, lines = request.target, draft_lines(request.target)
    columns = drafts_list(opens=changes_reports(request.actor, round_).allowed)
    context = {
        "round": round_,
        "lines": lines,
        "table": columns.table(lines, _("Drafts in progress, the last changed first"), css="wide-list"),
        "absent": [each for each in recipients_of(round_) if each.why == "last_year"],
    }
    return render(request, "reports/casework/drafts.html", context)


@access(reads_reports, target=round_from_url)
def drafts_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The drafts in progress as a file."""
    round_ = request.target
    title = _("Drafts in progress %(year)s") % {"year": round_.year}
    return drafts_list(opens=False).file(kind, f"utkast-{round_.file_part}", title, draft_lines(round_), keys)


@access(reads_reports, target=round_from_url)
def reminders(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Who is reminded, when, and of what; with the mail as it will be."""
    round_ = request.target
    found = recipients_of(round_)
    still = [each for each in found if each.last_day >= today()]
    days = days_before(round_)
    closes = last_day(round_.needs_deadline) if round_.needs_deadline else None
    context = {
        "round": round_,
        "recipients": still,
        "table": REMINDERS.table(still, _("Owners that are reminded, by name"), css="wide-list"),
        "late": len(found) - len(still),
        "plan": [(each, closes - timedelta(days=each)) for each in days] if closes else [],
        "texts": _texts(still, round_),
        "without_people": sum(1 for each in still if not each.people),
        "may_change": changes_reports(request.actor, round_).allowed,
    }
    return render(request, "reports/casework/reminders.html", context)


def _texts(recipients: list[Recipient], round_: Round) -> list[tuple[str, str, str]]:
    """(owner, subject, body) of the first mail of each kind, in the reader's language."""
    firsts: dict[str, Recipient] = {}
    for each in recipients:
        firsts.setdefault(each.why, each)
    written = [
        (each.name, DeadlineNear(each.name, round_, each.why, each.drafts, each.deadline)) for each in firsts.values()
    ]
    return [(name, notice.subject(), notice.mail_text()) for name, notice in written]


@access(reads_reports, target=round_from_url)
def reminders_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The owners that are reminded, as a file."""
    round_ = request.target
    still = [each for each in recipients_of(round_) if each.last_day >= today()]
    title = _("Reminders %(year)s") % {"year": round_.year}
    return REMINDERS.file(kind, f"varsler-{round_.file_part}", title, still, keys)


@require_POST
@access(changes_reports, target=round_from_url)
def remind(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Sends the reminder now."""
    count = remind_now(request.target, request.actor.person_or_refuse)
    if count:
        text = ngettext("%(count)d owner was reminded.", "%(count)d owners were reminded.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Nobody was reminded: they have got the mail today, or have nobody in Fordel yet."))
    return redirect("reports:reminders", **keys)
