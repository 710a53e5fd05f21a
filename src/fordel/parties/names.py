"""Names folded for comparison, so that «NTNU», «ntnu » and «N.T.N.U.» are one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NOT_WORD: Final = re.compile(r"[^\w]+", re.UNICODE)


def name_key(name: str) -> str:
    """The name in lower case, composed, with every run of punctuation and space as one space."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()
