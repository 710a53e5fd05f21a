"""Answers with what holds the process: its limits and what it can see of where it was started."""

from __future__ import annotations

import os
import resource

from fordel.shared.spreadsheets.model import Cell, Sheet, Workbook


def read_workbook(name: str, content: bytes, _limits: object) -> Workbook:
    limits = (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU)
    rows: list[list[Cell]] = [
        [resource.getrlimit(limit)[0] for limit in limits],
        sorted(os.environ),
        [name, len(content), os.getppid()],
    ]
    return Workbook("csv", [Sheet("", rows)])
