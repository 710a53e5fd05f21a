"""The post office, in the house: it sends for parties too, and keeps everybody's list of what they were notified of."""

from __future__ import annotations

from typing import Final

from fordel.notices.selectors.notifications import own_choices, own_notifications, unread_of_person
from fordel.notices.services.listing import erase_notifications
from fordel.notices.services.notify import notify_addresses
from fordel.parties.plugs.erasing import ERASING
from fordel.parties.plugs.post import POST
from fordel.parties.plugs.unread import UNREAD
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

MODULE: Final = Module(
    name="notices",
    jobs=("notices.turn", "notices.send_waiting"),
    answers=(
        answer(POST, notify_addresses),
        answer(UNREAD, unread_of_person),
        answer(ERASING, erase_notifications),
        answer(OWN_DATA, ("notifications", own_notifications), ("how_mail_comes", own_choices)),
    ),
)
