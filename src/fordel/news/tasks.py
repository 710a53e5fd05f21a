"""Jobs of news: feeds that are due are read, and readers get what is new, each in a job of its own."""

from __future__ import annotations

from procrastinate.contrib.django import app

from fordel.news.services.digests import due_digests, send_digest
from fordel.news.services.feeds import due_feeds, read_feed
from fordel.shared.clock import now
from fordel.shared.jobs import queue_job


@app.periodic(cron="*/15 * * * *")
@app.task(name="news.read_feeds", queueing_lock="news.read_feeds")
def read_feeds(timestamp: int) -> None:
    """Every quarter of an hour: a job for each feed that is due."""
    for feed_id in due_feeds(now()):
        queue_job("news.read_feed", feed_id=feed_id)


@app.task(name="news.read_feed")
def read_one_feed(feed_id: int) -> None:
    """Read one feed, if it is still due."""
    read_feed(feed_id)


@app.periodic(cron="0 7 * * *")
@app.task(name="news.send_digests", queueing_lock="news.send_digests")
def send_digests(timestamp: int) -> None:
    """Every morning: a job for each reader whose week has passed, so that a morning without a worker is made up for."""
    for digest_id in due_digests(now()):
        queue_job("news.send_digest", digest_id=digest_id)


@app.task(name="news.send_digest")
def send_one_digest(digest_id: int) -> None:
    """What is new for one reader, if their week has passed."""
    send_digest(digest_id)
