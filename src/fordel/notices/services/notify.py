"""The one post office: whatever people are notified of goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import override

from fordel.notices.recipient import Recipient, to_addresses
from fordel.notices.selectors.choices import readers_at
from fordel.notices.services.listing import Written, enter
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
    """Queue the notice in the current transaction: one mail to each address, written once in each language. Whoever has
    an account gets it in their list too, and the mail when they have chosen to get it."""
    by_address: dict[str, Recipient] = {}
    unreached: dict[int, None] = {}
    for each in recipients:
        if each.address:
            by_address.setdefault(each.address.lower(), each)
        elif each.organisation_id is not None:
            unreached[each.organisation_id] = None
    reached = tuple(by_address.values())
    readers = readers_at(by_address) if notice.is_listed else {}
    for language in sorted({each.language for each in reached}):
        addresses = [each.address for each in reached if each.language == language]
        written = _write(notice, language)
        here = [readers[each.lower()] for each in addresses if each.lower() in readers]
        held = enter(written, here) if here else set()
        at_once = [each for each in addresses if each.lower() not in held]
        queue_mail(at_once, written.subject, written.text, written.calendar, written.unsubscribe, written.picture)
    return Delivery(reached, tuple(unreached))


def _write(notice: Notice, language: str) -> Written:
    with override(language):
        return Written(
            notice.kind,
            notice.category,
            language,
            str(notice.subject()),
            notice.mail_text(),
            notice.link(),
            notice.calendar(),
            notice.unsubscribe(),
            notice.picture(),
            notice.answer_by(),
        )


def notify_addresses(addresses: Iterable[str], notice: Notice, *, default: str) -> Delivery:
    """The post of `parties` (`parties.post.Post`)."""
    return notify(to_addresses(addresses, default), notice)
