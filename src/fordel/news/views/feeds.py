"""Where the office keeps the feeds that it follows, and decides what readers get of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.news.forms import FeedForm, values_of_feed
from fordel.news.models import Feed, FeedItem, ItemState
from fordel.news.permissions import reads_every_announcement, writes_news
from fordel.news.presentation.feed_list import FEEDS, feed_state, item_list
from fordel.news.selectors.choices import schemes_to_choose, themes_to_choose
from fordel.news.selectors.feeds import feed_from_url, feed_item_from_url, feeds_of, items_of
from fordel.news.services.feed_items import hide_item, show_item
from fordel.news.services.feeds import change_feed, follow_feed
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import came_from, render_or_error, save_or_show, sent
from fordel.shared.pages.row_actions import RowActions
from fordel.shared.paging import paged_query


@access(reads_every_announcement, target=office_from_url)
def feeds(request: PageRequest[Office], office: str) -> HttpResponse:
    """The feeds with their state, and what was in them."""
    here = request.target
    writes = writes_news(request.actor, here).allowed
    state = request.GET.get("state", "")[:20]
    page = paged_query(items_of(here, state), request.GET.get("side"))
    actions = RowActions(get_token(request), request.get_full_path()) if writes else None
    context = {
        "office": here,
        "writes": writes,
        "feeds": FEEDS.table(list(feeds_of(here)), _("The feeds that the office follows")),
        "state": state,
        "states": ItemState.choices,
        "page": page,
        "page_query": f"state={state}&" if state in ItemState.values else "",
        "table": item_list(actions).table(page.object_list, _("Items, the newest first"), css="dense stacked"),
    }
    return render(request, "news/feeds.html", context)


@access(writes_news, target=office_from_url)
def new(request: PageRequest[Office], office: str) -> HttpResponse:
    here = request.target
    initial = {"approval": "yes", "is_followed": True}
    form = FeedForm(sent(request), schemes_to_choose(), themes_to_choose(here), initial=initial)

    def save() -> HttpResponse:
        follow_feed(here, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("The feed is followed. What is in it comes within a quarter of an hour."))
        return HttpResponseRedirect(reverse("news:feeds", kwargs={"office": office}))

    context = {"office": here, "form": form, "title": _("Follow a feed")}
    return save_or_show(request, form, save, lambda: render_or_error(request, "news/feed.html", context, form))


@access(writes_news, target=feed_from_url)
def change(request: PageRequest[Feed], office: str, feed_id: int) -> HttpResponse:
    feed = request.target
    themes = themes_to_choose(feed.office)
    form = FeedForm(sent(request), schemes_to_choose(), themes, initial=values_of_feed(feed))

    def save() -> HttpResponse:
        change_feed(feed_id, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(reverse("news:feeds", kwargs={"office": office}))

    context = {"office": feed.office, "form": form, "title": feed.name, "state": feed_state(feed)}
    return save_or_show(request, form, save, lambda: render_or_error(request, "news/feed.html", context, form))


@require_POST
@access(writes_news, target=feed_item_from_url)
def show(request: PageRequest[FeedItem], office: str, feed_item_id: int) -> HttpResponse:
    show_item(feed_item_id, request.actor.person_or_refuse)
    messages.success(request, _("Readers get it."))
    return HttpResponseRedirect(came_from(request) or reverse("news:feeds", kwargs={"office": office}))


@require_POST
@access(writes_news, target=feed_item_from_url)
def hide(request: PageRequest[FeedItem], office: str, feed_item_id: int) -> HttpResponse:
    hide_item(feed_item_id, request.actor.person_or_refuse)
    messages.success(request, _("Readers do not get it."))
    return HttpResponseRedirect(came_from(request) or reverse("news:feeds", kwargs={"office": office}))
