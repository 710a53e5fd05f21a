"""What cannot simply be undone with an announcement."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.news.models import Announcement
from fordel.news.presentation.announcement_text import AnnouncementText, announcement_address
from fordel.news.services.announcement_rules import ANNOUNCEMENTS
from fordel.parties.models import Person
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Step


def _trail(announcement: Announcement) -> list[Link]:
    every = reverse("news:manage", kwargs={"office": announcement.office.slug})
    title = AnnouncementText(announcement).title
    return [Link(_("Announcements"), every), Link(title, announcement_address(announcement, "announcement"))]


def withdraw_step(announcement: Announcement, by: Person) -> Step:
    return Step(
        question=_("Withdraw «%(title)s»?") % {"title": AnnouncementText(announcement).title},
        button=_("Withdraw the announcement"),
        happens=_("It is gone from start pages, the list of news and the public front page."),
        way_back=_("You can publish it again."),
        back=announcement_address(announcement, "announcement"),
        trail=_trail(announcement),
        cancel=_("Keep it"),
        refusal=why_not(ANNOUNCEMENTS, announcement, "withdraw", by),
    )


def discard_step(announcement: Announcement, by: Person) -> Step:
    return Step(
        question=_("Discard «%(title)s»?") % {"title": AnnouncementText(announcement).title},
        button=_("Discard the draft"),
        happens=_("Nobody can open the draft any more, and what is written in it is gone from every list."),
        way_back=_("There is none. Write a new announcement if you need it after all."),
        back=announcement_address(announcement, "announcement"),
        trail=_trail(announcement),
        cancel=_("Keep it"),
        refusal=why_not(ANNOUNCEMENTS, announcement, "discard", by),
    )
