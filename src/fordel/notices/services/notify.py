"""The one post office: whatever people are notified of goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import override

from fordel.notices.recipient import Recipient, to_addresses
from fordel.shared.notice import Notice
from fordel.shared.outbox import queue_mail


@dataclass(frozen=True)
class Delivery:
    """Whom a notice reached, each address once, and the ids of the organisations that nobody acts for in Fordel."""

    reached: tuple[Recipient, ...] = ()
    unreached: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self.reached)

    @property
    def person_ids(self) -> tuple[int, ...]:
        return tuple(sorted({each.person_id for each in self.reached if each.person_id is not None}))

    def __bool__(self) -> bool:
        return bool(self.reached)


@transaction.atomic
def notify(recipients: Iterable[Recipient], notice: Notice) -> Delivery:
    """Queue the notice in the current transaction: one mail to each address, written once in each language."""
    by_address: dict[str, Recipient] = {}
    unreached: dict[int, None] = {}
    for each in recipients:
        if each.address:
            by_address.setdefault(each.address.lower(), each)
        elif each.organisation_id is not None:
            unreached[each.organisation_id] = None
    reached = tuple(by_address.values())
    for language in sorted({each.language for each in reached}):
        with override(language):
            subject, text, calendar = str(notice.subject()), notice.mail_text(), notice.calendar()
            ends, picture = notice.unsubscribe(), notice.picture()
        to = [each.address for each in reached if each.language == language]
        queue_mail(to, subject, text, calendar, ends, picture)
    return Delivery(reached, tuple(unreached))


def notify_addresses(addresses: Iterable[str], notice: Notice, *, default: str) -> Delivery:
    """The post of `parties` (`parties.post.Post`)."""
    return notify(to_addresses(addresses, default), notice)
