"""The layout that a scheme gives its yearly report."""

from __future__ import annotations

from typing import Final

from django.http import Http404

from fordel.annual.models import AnnualState
from fordel.core.annual.layout import TABLE, Layout, read_layout
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.rounds import round_from_url

_layouts: Final[dict[str, Layout | None]] = {}


def layout_of(version: SchemeVersion) -> Layout | None:
    """Read once for each content of the definition; None if the scheme has no such report. Raises SchemeError."""
    if version.sha256 not in _layouts:
        _layouts[version.sha256] = read_layout(version.definition, f"{version.code}-{version.year}.toml")
    return _layouts[version.sha256]


def needed_layout(version: SchemeVersion) -> Layout:
    """The layout of a scheme that has one, as that of every round with a report does."""
    found = layout_of(version)
    if found is None:
        raise ValueError(f"{version}: no [{TABLE}]")
    return found


def role_to_sign(state: str, layout: Layout) -> str:
    """The role whose signature a report in the state waits for; empty if it waits for none."""
    places = {AnnualState.READY: 0, AnnualState.HALF_SIGNED: 1}
    place = places.get(AnnualState(state)) if state else None
    return "" if place is None else layout.signatures[place]


def reporting_round_from_url(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The round of an address. Raises Http404 also if its scheme has no yearly report. One query."""
    found = round_from_url(office, scheme, year)
    if layout_of(found.scheme) is None:
        raise Http404
    return found
