"""The colours of charts (checked for contrast and colour vision; see docs on the screens).

Group colours are for groups only. Hatching always means "not decided yet", dots always "held back", and a dashed
outline another year that cannot be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

INK: Final = "#1f2328"
MUTED: Final = "#5b5d60"
GRID: Final = "#e6e8ea"
LINE: Final = "#dcdee1"
ACTION: Final = "#0062ba"
DOWN: Final = "#9b1616"


@dataclass(frozen=True)
class Paint:
    """What a bar is filled with, and the colour of text on it; `pattern` is hatch or dots."""

    fill: str
    text: str = "#ffffff"
    stroke: str = ""
    pattern: str = ""
    dashed: bool = False


SHARED: Final = Paint("#569698", text="#102022")
NOT_DECIDED: Final = Paint("#e4f1f1", text="#2a6668", stroke="#569698", pattern="hatch")
HELD_BACK: Final = Paint("#eceef0", text=INK, stroke="#8a8f96", pattern="dots")
NEUTRAL: Final = Paint(ACTION)
OTHER_KIND: Final = Paint("#6b7078")
OTHER_YEAR: Final = Paint("#f6f7f8", text=INK, stroke="#5b5d60", dashed=True)
KINDS: Final = (NEUTRAL, OTHER_KIND, Paint("#b9d4ec", text=INK), Paint("#33373c"), Paint("#dcdee1", text=INK))
"""For kinds beside each other that are no target groups, in order."""
DEGREES: Final = (NEUTRAL, Paint("#8dbbe6", text=INK), Paint("#d6e6f5", text=INK))
"""How far something has come, the highest degree first (contrast of the text on them: 6.1, 7.9 and 12.4)."""
NOT_ASSESSED: Final = Paint("#ffffff", text=INK, stroke="#8a8f96")
MARKS: Final = {
    "circle": Paint("#a8480b"),
    "square": Paint("#2b2d6e"),
    "diamond": SHARED,
    "leaf": Paint("#7a3e9d"),
    "ring": Paint("#4d6b12"),
    "bar": Paint("#8a6d00"),
}
"""The paint that goes with each mark of a target group (core.scheme.MARKS)."""


def paint_of(mark: str) -> Paint:
    """The paint of a target group's mark; neutral for a line that has none."""
    return MARKS.get(mark, OTHER_KIND)
