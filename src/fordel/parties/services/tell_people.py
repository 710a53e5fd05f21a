"""Tells people something by mail, each in their own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils import translation

from fordel.parties.models import Person
from fordel.shared.outbox import queue_mail


def tell_people(addresses: Iterable[str], words: Callable[[], tuple[str, str]]) -> int:
    """Queues one mail per address; `words()` gives subject and text in the language that is active then.

    Who has chosen no language, or is unknown, is told in the language of the page that causes it. Returns how many.
    """
    wanted = {address.lower() for address in addresses}
    chosen = dict(Person.objects.filter(email__in=wanted).values_list("email", "language"))
    here = translation.get_language() or settings.LANGUAGE_CODE
    for address in sorted(wanted):
        with translation.override(chosen.get(address) or here):
            queue_mail([address], *words())
    return len(wanted)
