"""What is missing or wrong in an article, besides what every form is looked at for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from fordel.core.form.days import Days, with_own, wrong
from fordel.core.form.facts import FormFacts
from fordel.core.form.findings import Finding

DAYS: Final = Days(("valid_from", "valid_to", "source_date"), range(1900, 2101), "valid_from", "valid_to")


def findings_of_article(facts: FormFacts) -> Sequence[Finding]:
    """Everything there is to say of the article, in the order of its form."""
    return with_own(facts, _own(facts))


def _own(facts: FormFacts) -> Iterator[Finding]:
    yield from DAYS.findings(facts)
    link = facts.text("source_link")
    if link and not _is_link(link):
        yield wrong(facts, "not_a_link", "source_link", {"text": link[:40], "question": "source_link"})


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text
