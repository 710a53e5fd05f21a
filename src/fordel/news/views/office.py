"""Where the office keeps its announcements."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.guidance.models import Audience
from fordel.news.forms import AnnouncementForm, values_of
from fordel.news.models import Announcement
from fordel.news.permissions import reads_every_announcement, writes_news
from fordel.news.presentation.announcement_list import ANNOUNCEMENTS
from fordel.news.presentation.announcement_text import AnnouncementText, announcement_address
from fordel.news.presentation.steps import discard_step, withdraw_step
from fordel.news.selectors.announcements import announcement_from_url, office_announcements
from fordel.news.selectors.choices import schemes_to_choose, themes_to_choose
from fordel.news.services.announcements import (
    begin_announcement,
    change_announcement,
    discard_announcement,
    publish_announcement,
    withdraw_announcement,
)
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first, carrying_out
from fordel.shared.paging import paged_query


@access(reads_every_announcement, target=office_from_url)
def manage(request: PageRequest[Office], office: str) -> HttpResponse:
    """Every announcement of the office with its state."""
    here = request.target
    page = paged_query(office_announcements(here), request.GET.get("side"))
    context = {
        "office": here,
        "page": page,
        "table": ANNOUNCEMENTS.table(page.object_list, _("The office's announcements")),
        "writes": writes_news(request.actor, here).allowed,
    }
    return render(request, "news/manage.html", context)


@access(writes_news, target=office_from_url)
def new(request: PageRequest[Office], office: str) -> HttpResponse:
    here = request.target
    initial = {"audience": [Audience.PUBLIC.value]}
    form = AnnouncementForm(sent(request), schemes_to_choose(), themes_to_choose(here), initial=initial)

    def save() -> HttpResponse:
        found = begin_announcement(here, form.said(), request.actor.person_or_refuse)
        messages.success(request, _("The draft is saved. Nobody but the office sees it until you publish it."))
        return HttpResponseRedirect(announcement_address(found, "announcement"))

    context = {"office": here, "form": form, "title": _("New announcement")}
    return save_or_show(request, form, save, lambda: render_or_error(request, "news/form.html", context, form))


@access(writes_news, target=announcement_from_url)
def change(request: PageRequest[Announcement], office: str, announcement_id: int) -> HttpResponse:
    found = request.target
    themes = themes_to_choose(found.office)
    form = AnnouncementForm(sent(request), schemes_to_choose(), themes, initial=values_of(found))

    def save() -> HttpResponse:
        change_announcement(announcement_id, form.said(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(announcement_address(found, "announcement"))

    context = {"office": found.office, "form": form, "title": _("Change the announcement"), "announcement": found}
    context["text"] = AnnouncementText(found)
    return save_or_show(request, form, save, lambda: render_or_error(request, "news/form.html", context, form))


@require_POST
@access(writes_news, target=announcement_from_url)
def publish(request: PageRequest[Announcement], office: str, announcement_id: int) -> HttpResponse:
    """What is missing leads to the form that asks for it."""
    try:
        publish_announcement(announcement_id, request.actor.person_or_refuse)
    except UserError as error:
        raise UserError(error.message, error.fix) from error
    messages.success(request, _("The announcement is published."))
    return HttpResponseRedirect(announcement_address(request.target, "announcement"))


@access(writes_news, target=announcement_from_url)
def withdraw(request: PageRequest[Announcement], office: str, announcement_id: int) -> HttpResponse:
    found, person = request.target, request.actor.person_or_refuse
    carry_out = carrying_out(
        request,
        lambda: withdraw_announcement(announcement_id, person),
        _("The announcement is withdrawn."),
        announcement_address(found, "announcement"),
    )
    return ask_first(request, withdraw_step(found, person), carry_out)


@access(writes_news, target=announcement_from_url)
def discard(request: PageRequest[Announcement], office: str, announcement_id: int) -> HttpResponse:
    found, person = request.target, request.actor.person_or_refuse
    carry_out = carrying_out(
        request,
        lambda: discard_announcement(announcement_id, person),
        _("The draft is discarded."),
        reverse("news:manage", kwargs={"office": office}),
    )
    return ask_first(request, discard_step(found, person), carry_out)
