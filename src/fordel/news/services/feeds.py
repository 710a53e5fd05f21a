"""The feeds that an office follows: added, changed, stopped; and what was found when one was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.news.feeds.download import Download, DownloadError, download
from fordel.news.feeds.read import Entry, entries_of
from fordel.news.models import Feed, FeedItem, ItemState
from fordel.news.selectors.choices import schemes_to_choose, themes_to_choose
from fordel.parties.models import Office, Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.search import vector_of

EVERY: Final = timedelta(hours=1)
LONGEST_WAIT: Final = timedelta(hours=24)
LONGEST_NAME: Final = 100
LONGEST_ADDRESS: Final = 400


@dataclass(frozen=True)
class FeedFacts:
    """What an office says of a feed. Its items are about the schemes and themes; none means all."""

    name: str
    address: str
    schemes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    needs_approval: bool = True
    is_followed: bool = True


@transaction.atomic
def follow_feed(office: Office, facts: FeedFacts, person: Person) -> Feed:
    """It is read the next time the job runs. Raises UserError that names the field."""
    feed = Feed(office=office, next_read_at=now())
    _fill(feed, facts)
    _save(feed)
    record("news.feed.followed", actor=person, subject=feed, office=office)
    return feed


@transaction.atomic
def change_feed(feed_id: int, facts: FeedFacts, person: Person) -> Feed:
    """Another address is read as if it were new. Raises UserError that names the field."""
    feed = _locked(feed_id)
    before = feed.address
    _fill(feed, facts)
    if feed.address != before:
        feed.etag = feed.modified = ""
    feed.failures, feed.problem, feed.next_read_at = 0, "", now()
    _save(feed)
    record("news.feed.changed", actor=person, subject=feed, office=feed.office_id)
    return feed


def due_feeds(at: datetime) -> list[int]:
    """The ids of the feeds that are to be read by then. One query."""
    rows = Feed.objects.filter(is_followed=True, next_read_at__lte=at).order_by("next_read_at", "pk")
    return list(rows.values_list("pk", flat=True))


def read_feed(feed_id: int) -> None:
    """Read a feed that is due, and keep what is new in it. Nothing is held while its server is asked; what was read
    twice at once is kept once."""
    feed = Feed.objects.filter(pk=feed_id, is_followed=True, next_read_at__lte=now()).first()
    if feed is None:
        return
    try:
        found: Download | None = download(feed.address, feed.etag, feed.modified)
        entries = entries_of(found, now()) if found and found.content is not None else []
        problem = ""
    except DownloadError as error:
        found, entries, problem = None, [], error.problem
    _keep(feed_id, feed.address, found, entries, problem)


@transaction.atomic
def _keep(feed_id: int, address: str, found: Download | None, entries: Sequence[Entry], problem: str) -> None:
    feed = _locked(feed_id)
    if feed.address != address or not feed.is_followed or feed.next_read_at > now():
        return  # while its server was asked it was changed, or read by another worker
    feed.read_at = now()
    if found is None:
        feed.failures, feed.problem = min(feed.failures + 1, 1000), problem
        feed.next_read_at = feed.read_at + min(EVERY * 2 ** min(feed.failures, 10), LONGEST_WAIT)
    else:
        feed.failures, feed.problem, feed.worked_at = 0, "", feed.read_at
        feed.next_read_at = feed.read_at + EVERY
        if found.content is not None:
            feed.etag, feed.modified = found.etag, found.modified
    feed.save()
    count = add_items(feed, entries, feed.read_at)
    if count:
        record("news.feed.read", actor=None, subject=feed, office=feed.office_id, details={"count": count})


def add_items(feed: Feed, entries: Sequence[Entry], at: datetime) -> int:
    """How many of the entries were new: known neither by their id in the feed nor by their link at the office."""
    state, shown_at = (ItemState.WAITING, None) if feed.needs_approval else (ItemState.SHOWN, at)
    before = FeedItem.objects.filter(feed=feed).count()
    FeedItem.objects.bulk_create(
        (
            FeedItem(
                feed=feed,
                office_id=feed.office_id,
                state=state,
                key=entry.key,
                link=entry.link,
                title=entry.title,
                summary=entry.summary,
                published_at=entry.published_at,
                read_at=at,
                shown_at=shown_at,
                search=vector_of(entry.title, entry.summary),
            )
            for entry in entries
        ),
        ignore_conflicts=True,
    )
    return FeedItem.objects.filter(feed=feed).count() - before


def _locked(feed_id: int) -> Feed:
    return Feed.objects.select_related("office").select_for_update(of=("self",)).get(pk=feed_id)


def _fill(feed: Feed, facts: FeedFacts) -> None:
    """Raises UserError that names the field."""
    name, address = facts.name.strip(), facts.address.strip()
    if not name or len(name) > LONGEST_NAME:
        raise UserError(_("The feed has no name, or too long a one."), _("Write what readers know it by."), "name")
    if not _is_web(address):
        message = _("This is no address of a feed.")
        raise UserError(message, _("Write the whole address, as https://example.org/feed.xml."), "address")
    if facts.schemes and not {code for code, _name in schemes_to_choose()}.issuperset(facts.schemes):
        raise UserError(_("The scheme is not known."), _("Choose among those that run."), "schemes")
    if facts.themes and not {code for code, _name in themes_to_choose(feed.office)}.issuperset(facts.themes):
        raise UserError(_("The theme is not known."), _("Choose among those of the plan."), "themes")
    feed.name, feed.address = name, address
    feed.schemes, feed.themes = list(facts.schemes), list(facts.themes)
    feed.needs_approval, feed.is_followed = facts.needs_approval, facts.is_followed


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_port = parts.port != 0
    except ValueError:
        return False
    is_plain = address.isprintable() and " " not in address and address.isascii() and len(address) <= LONGEST_ADDRESS
    return is_plain and has_port and parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username


def _save(feed: Feed) -> None:
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError as error:
        message = _("The office follows this feed already.")
        raise UserError(message, _("Change the one that is there."), "address") from error
