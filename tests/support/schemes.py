"""The invented scheme (tests/schemes/lifelong-2026.toml), for tests where an office runs two."""

from __future__ import annotations

from pathlib import Path
from typing import Final

LIFELONG: Final = Path(__file__).resolve().parents[1] / "schemes" / "lifelong-2026.toml"
FRAMES: Final = {"culture": 3_000_000, "adult": 2_000_000, "library": 1_000_000}
"""Kroner, for a round of it."""
