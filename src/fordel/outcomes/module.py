"""Outcome reports in the house."""

from __future__ import annotations

from typing import Final

from fordel.shared.modules import Module

MODULE: Final = Module(name="outcomes")
