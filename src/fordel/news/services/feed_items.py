"""What the office decides of the items of its feeds: shown to readers, or not."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.lifecycle import FEED_ITEM
from fordel.news.models import FeedItem, ItemState
from fordel.parties.models import Person
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Rules, advance


def _refusal(item: FeedItem, verb: str) -> UserError:
    state = ItemState(item.state).label
    return UserError(_("The item is already: %(state)s.") % {"state": state}, _("Open the list again."))


FEED_ITEMS: Final = Rules[FeedItem](
    lifecycle=FEED_ITEM,
    place=lambda item: Place(item.office_id),
    roles=roles_at,
    refusal=_refusal,
)


@transaction.atomic
def show_item(item_id: int, person: Person) -> None:
    """Readers get it. Raises UserError."""
    item = FeedItem.objects.select_for_update().get(pk=item_id)
    advance(FEED_ITEMS, item, "show", person)
    item.shown_at = item.shown_at or now()
    item.save(update_fields=["state", "shown_at"])
    record("news.item.shown", actor=person, subject=item, office=item.office_id)


@transaction.atomic
def hide_item(item_id: int, person: Person) -> None:
    """Readers do not get it. Raises UserError."""
    item = FeedItem.objects.select_for_update().get(pk=item_id)
    advance(FEED_ITEMS, item, "hide", person)
    item.save(update_fields=["state"])
    record("news.item.hidden", actor=person, subject=item, office=item.office_id)
