"""What readers get: the news of an office, and each announcement."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from fordel.news.models import Announcement, AnnouncementState, ItemState
from fordel.news.permissions import reads_announcement, reads_every_announcement, writes_news
from fordel.news.presentation.announcement_list import audience_words, state_word
from fordel.news.presentation.announcement_text import AnnouncementText
from fordel.news.presentation.atom import atom_feed
from fordel.news.selectors.announcements import announcement_from_url, announcements_for
from fordel.news.selectors.choices import names_in, schemes_to_choose
from fordel.news.selectors.feeds import MOST_ITEMS, items_of
from fordel.news.services.announcement_rules import ANNOUNCEMENTS
from fordel.parties.actors import VISITOR
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.lifecycles import why_not
from fordel.shared.paging import paged_query


@access(anyone, target=office_from_url)
def news(request: PageRequest[Office], office: str) -> HttpResponse:
    """What is for the reader, what is pinned first."""
    page = paged_query(announcements_for(request.actor, request.target), request.GET.get("side"))
    context = {
        "office": request.target,
        "page": page,
        "announcements": [AnnouncementText(each) for each in page.object_list],
        "items": items_of(request.target, ItemState.SHOWN)[:MOST_ITEMS],
        "manages": reads_every_announcement(request.actor, request.target).allowed,
    }
    return render(request, "news/news.html", context)


@access(anyone, target=office_from_url)
def atom(request: PageRequest[Office], office: str) -> HttpResponse:
    """The announcements to everybody, in the form of Norwegian that the address names (`sprak`)."""
    language = "nn" if request.GET.get("sprak") == "nn" else "nb"
    with override(language):
        text = atom_feed(request.target, announcements_for(VISITOR, request.target)[:MOST_ITEMS], language)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@access(reads_announcement, target=announcement_from_url)
def announcement(request: PageRequest[Announcement], office: str, announcement_id: int) -> HttpResponse:
    """The announcement; whoever writes it sees what is missing, and what can be done with it."""
    found, person = request.target, request.actor.person
    writes = writes_news(request.actor, found).allowed
    refusal = None
    if writes and person is not None and found.state != AnnouncementState.PUBLISHED:
        refusal = why_not(ANNOUNCEMENTS, found, "publish", person)
    context = {
        "office": found.office,
        "announcement": found,
        "text": AnnouncementText(found),
        "state": state_word(found),
        "audience": audience_words(found),
        "schemes": names_in(found.schemes, schemes_to_choose()) if found.schemes else [],
        "manages": reads_every_announcement(request.actor, found).allowed,
        "writes": writes,
        "refusal": refusal,
    }
    return render(request, "news/announcement.html", context)
