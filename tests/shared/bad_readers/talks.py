"""Answers more than anybody asked for."""

from __future__ import annotations

import sys


def read_workbook(*_arguments: object) -> None:
    while True:
        sys.stdout.buffer.write(b"x" * 65_536)
