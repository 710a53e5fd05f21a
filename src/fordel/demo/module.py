"""The demo in the house: it shifts the clock."""

from __future__ import annotations

from typing import Final

from fordel.demo.clock import shift
from fordel.shared.clock import SHIFT
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

MODULE: Final = Module(name="demo", answers=(answer(SHIFT, shift),))
