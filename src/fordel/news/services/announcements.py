"""Begins announcements, changes, publishes, withdraws and discards them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.guidance.models import Audience
from fordel.news.models import Announcement
from fordel.news.selectors.choices import schemes_to_choose, themes_to_choose
from fordel.news.services.announcement_rules import ANNOUNCEMENTS
from fordel.parties.models import Office, Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

LONGEST_TITLE: Final = 160
LONGEST_TEXT: Final = 4000


@dataclass(frozen=True)
class Said:
    """What an announcement says, whom it is for, and from which to which day it is shown."""

    title_nb: str = ""
    title_nn: str = ""
    text_nb: str = ""
    text_nn: str = ""
    audience: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    shown_from: date | None = None
    shown_to: date | None = None
    is_pinned: bool = False


@transaction.atomic
def begin_announcement(office: Office, said: Said, person: Person) -> Announcement:
    """A draft. Raises UserError that names the field."""
    _require_fitting(office, said)
    announcement = Announcement(office=office, changed_at=now())
    _fill(announcement, said)
    announcement.save()
    record("news.announcement.started", actor=person, subject=announcement, office=office)
    return announcement


@transaction.atomic
def change_announcement(announcement_id: int, said: Said, person: Person) -> Announcement:
    """What readers get at once if it is published. Raises UserError that names the field."""
    announcement = _locked(announcement_id)
    _require_fitting(announcement.office, said)
    _fill(announcement, said)
    advance(ANNOUNCEMENTS, announcement, "change", person)
    announcement.changed_at = now()
    announcement.save()
    record("news.announcement.changed", actor=person, subject=announcement, office=announcement.office_id)
    return announcement


@transaction.atomic
def publish_announcement(announcement_id: int, person: Person) -> Announcement:
    """Raises UserError if something is missing."""
    announcement = _locked(announcement_id)
    advance(ANNOUNCEMENTS, announcement, "publish", person)
    announcement.published_at = announcement.changed_at = now()
    announcement.save(update_fields=["state", "published_at", "changed_at"])
    record("news.announcement.published", actor=person, subject=announcement, office=announcement.office_id)
    return announcement


@transaction.atomic
def withdraw_announcement(announcement_id: int, person: Person) -> None:
    """Nobody but the office gets it any more. Raises UserError."""
    announcement = _locked(announcement_id)
    advance(ANNOUNCEMENTS, announcement, "withdraw", person)
    announcement.changed_at = now()
    announcement.save(update_fields=["state", "changed_at"])
    record("news.announcement.withdrawn", actor=person, subject=announcement, office=announcement.office_id)


@transaction.atomic
def discard_announcement(announcement_id: int, person: Person) -> None:
    """A draft is gone from every list. Raises UserError."""
    announcement = _locked(announcement_id)
    advance(ANNOUNCEMENTS, announcement, "discard", person)
    announcement.save(update_fields=["state"])
    record("news.announcement.discarded", actor=person, subject=announcement, office=announcement.office_id)


def _locked(announcement_id: int) -> Announcement:
    return Announcement.objects.select_related("office").select_for_update(of=("self",)).get(pk=announcement_id)


def _fill(announcement: Announcement, said: Said) -> None:
    for name in ("title_nb", "title_nn", "text_nb", "text_nn"):
        setattr(announcement, name, getattr(said, name).strip())
    announcement.audience, announcement.schemes = list(said.audience), list(said.schemes)
    announcement.themes, announcement.is_pinned = list(said.themes), said.is_pinned
    announcement.shown_from, announcement.shown_to = said.shown_from, said.shown_to


def _require_fitting(office: Office, said: Said) -> None:
    """Raises UserError that names the field that is too long, unknown or ends before it begins."""
    for name in ("title_nb", "title_nn", "text_nb", "text_nn"):
        _require_short(name, getattr(said, name), LONGEST_TITLE if name.startswith("title") else LONGEST_TEXT)
    if not (said.title_nb.strip() or said.title_nn.strip()):
        raise UserError(_("The announcement has no heading."), _("Write one."), "title_nb")
    if not set(Audience.values).issuperset(said.audience):
        raise UserError(_("Nobody is chosen to read it."), _("Choose whom it is for."), "audience")
    if said.schemes and not {code for code, _name in schemes_to_choose()}.issuperset(said.schemes):
        raise UserError(_("The scheme is not known."), _("Choose among those that run."), "schemes")
    if said.themes and not {code for code, _name in themes_to_choose(office)}.issuperset(said.themes):
        raise UserError(_("The theme is not known."), _("Choose among those of the plan."), "themes")
    if said.shown_from and said.shown_to and said.shown_to < said.shown_from:
        raise UserError(_("It ends before it begins."), _("Choose a later last day."), "shown_to")


def _require_short(field: str, text: str, most: int) -> None:
    if len(text.strip()) > most:
        message = _("The text has %(length)s characters. The limit is %(most)s.")
        raise UserError(message % {"length": len(text.strip()), "most": most}, _("Shorten it."), field)
