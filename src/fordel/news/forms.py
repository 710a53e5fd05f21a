"""The forms of news."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.guidance.models import Audience
from fordel.news.models import Announcement, Feed
from fordel.news.services.announcements import Said
from fordel.news.services.feeds import FeedFacts
from fordel.shared.pages.forms import (
    ChoiceField,
    Choices,
    ChoicesField,
    DayField,
    LineField,
    PageForm,
    TextField,
    TickField,
)


class AboutForm(PageForm):
    """Whatever is about some of the schemes, and some of the plan's themes if it has any. Its fields are those of the
    form below it, which says what is asked."""

    def __init__(self, data: Any, schemes: Choices, themes: Choices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.offer("schemes", schemes)
        if themes:
            self.offer("themes", themes)
        else:
            del self.fields["themes"]


class AnnouncementForm(AboutForm):
    """An announcement in both forms of Norwegian."""

    title_nb = LineField(_("Heading in bokmål"), maxlength=160)
    text_nb = TextField(_("Text in bokmål"), rows=5, hint=_("An empty line begins a new paragraph."))
    title_nn = LineField(_("Heading in nynorsk"), maxlength=160, may_be_empty=True)
    text_nn = TextField(_("Text in nynorsk"), rows=5, may_be_empty=True)
    audience = ChoicesField(_("Whom is it for?"), Audience.choices)
    schemes = ChoicesField(_("Which schemes is it about?"), hint=_("Choose none if it is about all of them."))
    themes = ChoicesField(_("Which themes is it about?"), hint=_("Choose none if it is about all of them."))
    shown_from = DayField(_("First day it is shown"), is_optional=True)
    shown_to = DayField(_("Last day it is shown"), is_optional=True)
    is_pinned = TickField(_("Keep it above other news"))

    def said(self) -> Said:
        """What was typed."""
        typed = dict(self.cleaned_data)
        lists: dict[str, Any] = {name: tuple(typed.pop(name, ())) for name in ("audience", "schemes", "themes")}
        return Said(**typed, **lists)


class DigestForm(AboutForm):
    """What somebody wants by mail."""

    is_wanted = TickField(_("Send me what is new once a week"))
    schemes = ChoicesField(_("About which schemes?"), hint=_("Choose none to get news about all of them."))
    themes = ChoicesField(_("About which themes?"), hint=_("Choose none to get news about all of them."))


class FeedForm(AboutForm):
    """A feed that the office follows."""

    name = LineField(_("What is it called?"), hint=_("Readers see the name beside each item."), maxlength=100)
    address = LineField(_("Address of the feed"), kind="url", hint=_("RSS or Atom."), maxlength=400)
    schemes = ChoicesField(_("Which schemes is it about?"), hint=_("Choose none if it is about all of them."))
    themes = ChoicesField(_("Which themes is it about?"), hint=_("Choose none if it is about all of them."))
    approval = ChoiceField(
        _("When do readers get what is new?"),
        [("yes", _("When the office has approved it")), ("no", _("At once"))],
        radio=True,
    )
    is_followed = TickField(_("Follow the feed"))

    def facts(self) -> FeedFacts:
        """What was typed."""
        typed = self.cleaned_data
        return FeedFacts(
            typed["name"],
            typed["address"],
            tuple(typed["schemes"]),
            tuple(typed.get("themes", ())),
            needs_approval=typed["approval"] != "no",
            is_followed=typed["is_followed"],
        )


def values_of_feed(feed: Feed) -> dict[str, Any]:
    """What the form shows of a feed."""
    found = {name: getattr(feed, name) for name in ("name", "address", "schemes", "themes", "is_followed")}
    return found | {"approval": "yes" if feed.needs_approval else "no"}


def values_of(announcement: Announcement) -> dict[str, Any]:
    """What the form shows of an announcement."""
    return {name: getattr(announcement, name) for name in AnnouncementForm.base_fields}
