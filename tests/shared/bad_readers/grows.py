"""Takes more memory for as long as there is any."""

from __future__ import annotations


def read_workbook(*_arguments: object) -> None:
    taken = []
    while True:
        taken.append(bytearray(8 * 1024 * 1024))
