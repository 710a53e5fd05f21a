"""What every module rests on."""

from __future__ import annotations

from typing import Final

from fordel.shared.modules import Module

MODULE: Final = Module(
    name="shared",
    jobs=("shared.send_queued_mail", "shared.take_up_stalled_jobs"),
)
