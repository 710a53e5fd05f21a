"""A person's own notifications: the list, one of them, and how they come by mail."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.notices.forms import MailForm, values_of
from fordel.notices.models import Notification
from fordel.notices.permissions import reads_own_notification
from fordel.notices.presentation.notification_list import NOTIFICATIONS
from fordel.notices.selectors.choices import choices_of
from fordel.notices.selectors.notifications import notification_from_url, notifications_of
from fordel.notices.services.choices import choose_mail
from fordel.notices.services.listing import mark_all_read, mark_read
from fordel.shared.access import PageRequest, access, signed_in
from fordel.shared.notice import Category
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.paging import paged_query


@access(signed_in)
def notifications(request: PageRequest[None]) -> HttpResponse:
    """What the person was notified of, the newest first."""
    asked = request.GET.dict()
    page = paged_query(notifications_of(request.actor.person_or_refuse, asked), asked.get("side"))
    context = {
        "page": page,
        "table": NOTIFICATIONS.table(page, _("Notifications, the newest first"), css="stacked"),
        "kinds": Category.choices,
        "asked": asked,
        "seen": request.received_at.isoformat(),
    }
    return render(request, "notices/notifications.html", context)


@access(reads_own_notification, target=notification_from_url)
def notification(request: PageRequest[Notification], notification_id: int) -> HttpResponse:
    """One of them, whole. It is read when its reader opens it; nobody else can, and twice is once."""
    row = request.target
    if request.method == "GET":
        mark_read(row)
    context = {"row": row, "language": "" if row.language == get_language() else row.language}
    return render(request, "notices/notification.html", context)


@require_POST
@access(signed_in)
def read_all(request: PageRequest[None]) -> HttpResponse:
    """All that had come when the person opened the list. What has come since stays unread."""
    count = mark_all_read(request.actor.person_or_refuse, _seen(request))
    said = ngettext("%(count)s notification is marked as read.", "%(count)s notifications are marked as read.", count)
    messages.success(request, said % {"count": count} if count else _("All of them were read already."))
    return redirect("notifications:list")


def _seen(request: PageRequest[None]) -> datetime:
    try:
        found = datetime.fromisoformat(pressed(request, "seen"))
    except ValueError:
        return request.received_at
    return found if found.tzinfo else request.received_at


@access(signed_in)
def choices(request: PageRequest[None]) -> HttpResponse:
    """When mail of each kind comes, and when none does."""
    person = request.actor.person_or_refuse
    form = MailForm(sent(request), initial=values_of(choices_of(person)))

    def save() -> HttpResponse:
        choose_mail(person, form.wishes())
        messages.success(request, _("It is saved."))
        return redirect("notifications:list")

    context = {"form": form, "address": person.email}
    return save_or_show(request, form, save, lambda: render_or_error(request, "notices/choices.html", context, form))
