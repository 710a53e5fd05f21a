"""Writing in the house: it adds nothing of its own; the modules that let people write say what a document is."""

from __future__ import annotations

from typing import Final

from fordel.shared.modules import Module

MODULE: Final = Module(name="writing")
