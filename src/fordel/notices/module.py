"""The post office, in the house: it sends for parties too."""

from __future__ import annotations

from typing import Final

from fordel.notices.services.notify import notify_addresses
from fordel.parties.plugs.post import POST
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

MODULE: Final = Module(
    name="notices",
    answers=(answer(POST, notify_addresses),),
)
