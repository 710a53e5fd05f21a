"""Opens the pipe that the content names, which says that it runs, and waits without end."""

from __future__ import annotations

import signal
from pathlib import Path


def read_workbook(_name: str, content: bytes, _limits: object) -> None:
    with Path(content.decode()).open("wb"):
        signal.pause()
