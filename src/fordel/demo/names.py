"""The names of the worlds, for the command line: known before Django is started."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DEFAULT: Final = "february"
SUMMARIES: Final[Mapping[str, str]] = {
    "february": "reports are in, and the forum is at work",
    "deadline": "owners are writing, two hours before reports are due",
    "decided": "April: the forum has adopted, the office has decided and sent the letters",
    "january-2027": "January after: owners have reported what came of the grants, and some are late",
    "empty": "people, and nothing entered",
    "big": "5 000 reports in one round",
}
