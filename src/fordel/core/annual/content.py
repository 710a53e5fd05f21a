"""The content of a yearly report: its figures and comments as plain data, which the office signs and every file shows.

The keys are those of `docs/annual-report.md`, and stay as they are within a version of the schema.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fordel.core.annual.layout import OF_YEAR, UNITS, Layout, Section
from fordel.core.figures import Measure, values_by, values_of
from fordel.core.form.definition import Texts

SCHEMA: Final = "fordel/annual-report"
SCHEMA_VERSION: Final = 1
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of a breakdown, e.g. a target group."""

    code: str
    names: Texts


@dataclass(frozen=True)
class SignCounts:
    """How many owners said that the sign was reached to each degree, in the order of the scheme."""

    code: str
    names: Texts
    degrees: tuple[tuple[Part, int], ...]


@dataclass(frozen=True)
class YearFacts:
    """What is known of a year: amounts in kroner, and the parts of each breakdown in order."""

    frame: int
    held_back: int | None
    measures: Sequence[Measure]
    parts: Mapping[str, Sequence[Part]]
    signs: Sequence[SignCounts]


def content_of(about: Mapping[str, Any], layout: Layout, facts: YearFacts, comments: Mapping[str, str]) -> Content:
    """The content of a report. `about` are office, scheme, year and what else is said of the whole; `comments` are by
    the code of their section."""
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        **about,
        "overview": _figures(layout.overview, "", facts),
        "sections": [_section(each, facts, comments.get(each.code, "")) for each in layout.sections],
    }


def content_hash(content: Content) -> str:
    """SHA-256 of the content as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def missing_comments(layout: Layout, comments: Mapping[str, str]) -> tuple[Section, ...]:
    """The sections whose comment is needed and not written."""
    return tuple(each for each in layout.sections if each.is_needed and not comments.get(each.code, "").strip())


def _section(section: Section, facts: YearFacts, comment: str) -> Content:
    return {
        "code": section.code,
        "title": dict(section.title),
        "by": section.by or None,
        "figures": _figures(section.figures, section.by, facts),
        "signs": [_sign(each) for each in facts.signs] if section.shows_signs else [],
        "prompt": dict(section.prompt),
        "comment": comment,
    }


def _figures(codes: Iterable[str], by: str, facts: YearFacts) -> list[Content]:
    whole = {**values_of(facts.measures), "frame": facts.frame, "held_back": facts.held_back}
    divided = values_by(facts.measures, by) if by else {}
    parts = facts.parts.get(by, ()) if by else ()
    return [
        {
            "code": code,
            "unit": UNITS[code],
            "value": whole[code],
            "parts": [
                {"code": part.code, "name": dict(part.names), "value": divided[part.code][code]}
                for part in parts
                if part.code in divided and code not in OF_YEAR
            ],
        }
        for code in codes
    ]


def _sign(sign: SignCounts) -> Content:
    degrees = [{"code": part.code, "name": dict(part.names), "reports": count} for part, count in sign.degrees]
    return {"code": sign.code, "name": dict(sign.names), "degrees": degrees}
