"""Tries to leave a file behind, at the path that the content names."""

from __future__ import annotations

from pathlib import Path


def read_workbook(_name: str, content: bytes, _limits: object) -> None:
    Path(content.decode()).write_bytes(b"left behind")
