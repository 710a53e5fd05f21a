"""What was typed in a search box, as PostgreSQL looks for it."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery


def search_query(text: str) -> SearchQuery | None:
    """What was typed as a search: every word, in any Norwegian inflection, the last one as the beginning of a word.

    None where there is no word. A short number is looked for as it is, so that 4 does not find 41.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))[:8]
    if not words:
        return None
    last = words[-1] if words[-1].isdigit() and len(words[-1]) < 5 else f"{words[-1]}:*"
    raw = " & ".join([*words[:-1], last])
    stemmed: SearchQuery = SearchQuery(raw, config="norwegian", search_type="raw")
    return stemmed | SearchQuery(raw, config="simple", search_type="raw")
