"""Ends its process as a library does that gets no memory."""

from __future__ import annotations

import os


def read_workbook(*_arguments: object) -> None:
    os.abort()
