"""The jobs that read feeds: what a killed worker had half read is read again, and kept once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.news.models import Feed, FeedItem
from fordel.news.services.feeds import FeedFacts, follow_feed
from fordel.news.tasks import read_feeds, read_one_feed
from fordel.parties.models import Office
from fordel.shared.jobs import queue_job
from fordel.shared.models import AuditEntry
from tests.jobs.waiting import wait_until, waiting_for_a_lock, writing_stopped
from tests.jobs.worker import make_silent, running_worker
from tests.news.server import Answer, feed, item, serving

_NO_MAIL = 9


@pytest.mark.django_db(transaction=True)
def test_a_feed_that_a_killed_worker_had_half_read_is_kept_once(
    person_as: Callable[..., Any], settings: LazySettings, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    with serving() as server:
        settings.FORDEL_LOCAL_FEEDS = frozenset({server.place})
        server.answers["/feed.xml"] = Answer(feed(*(item(str(number)) for number in range(3))))
        followed = _followed(server.address(), person_as)
        queue_job("news.read_feed", feed_id=followed.pk)
        with writing_stopped("shared_auditentry"), running_worker(log, _NO_MAIL) as worker:
            wait_until(lambda: waiting_for_a_lock("shared_auditentry"), "the items are written", worker.must_live)
            worker.kill()
        wait_until(lambda: not waiting_for_a_lock(), "the database has seen that the worker is gone")
        assert not FeedItem.objects.exists()
        make_silent(61)
        with running_worker(log, _NO_MAIL) as worker:
            wait_until(FeedItem.objects.exists, "it is read again", worker.must_live)
    assert FeedItem.objects.count() == 3
    assert AuditEntry.objects.filter(action="news.feed.read").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_read_a_feed_at_once_keep_it_once(
    person_as: Callable[..., Any], settings: LazySettings
) -> None:
    with serving() as server:
        settings.FORDEL_LOCAL_FEEDS = frozenset({server.place})
        server.answers["/feed.xml"] = Answer(feed(item("1"), item("2")))
        followed = _followed(server.address(), person_as)
        with ThreadPoolExecutor(2) as pool, writing_stopped("shared_auditentry"):
            runs = [pool.submit(_run_and_close, followed.pk) for _ in range(2)]
            wait_until(lambda: waiting_for_a_lock() == 2, "both have what the server said")
        for run in runs:
            run.result()
    assert FeedItem.objects.count() == 2
    assert AuditEntry.objects.filter(action="news.feed.read").count() == 1


@pytest.mark.django_db
def test_each_feed_that_is_due_gets_a_job_of_its_own(person_as: Callable[..., Any]) -> None:
    first = _followed("https://example.org/1", person_as)
    second = _followed("https://example.org/2", person_as)
    stopped = _followed("https://example.org/3", person_as)
    Feed.objects.filter(pk=stopped.pk).update(is_followed=False)
    read_feeds(0)
    queued = ProcrastinateJob.objects.filter(task_name="news.read_feed").order_by("pk")
    assert [each.args["feed_id"] for each in queued] == [first.pk, second.pk]


def _followed(address: str, person_as: Callable[..., Any]) -> Feed:
    return follow_feed(Office.objects.get(slug="nordland"), FeedFacts("Udir", address), person_as("case_officer"))


def _run_and_close(feed_id: int) -> None:
    try:
        read_one_feed(feed_id)
    finally:
        connection.close()
