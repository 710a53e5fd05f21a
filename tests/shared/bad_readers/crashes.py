"""Ends its process as one that reaches into memory that is not its own."""

from __future__ import annotations

import os
import signal


def read_workbook(*_arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)
