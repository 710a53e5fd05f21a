"""A file on its way to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext

from fordel.insight.selectors.status import StatusView
from fordel.programme.selectors.running import named_year


@dataclass(frozen=True)
class Download:
    name: str
    content_type: str
    content: bytes

    def answer(self) -> HttpResponse:
        """The file as what a page answers."""
        disposition = f'attachment; filename="{self.name}"'
        return HttpResponse(self.content, content_type=self.content_type, headers={"Content-Disposition": disposition})


def file_name(view: StatusView, part: str, extension: str) -> str:
    """`status-nordland-kollektiv-2026-themes.csv`: plain letters only."""
    words = [
        "status",
        view.round.file_part,
        part,
        "selection" if view.filters.is_active else "",
    ]
    return "-".join(word for word in words if word) + f".{extension}"


def title_of(view: StatusView) -> str:
    """`Status 2026, Nordland`, with the scheme if the office runs several. One query."""
    return gettext("Status %(year)s, %(region)s") % {
        "year": named_year(view.round),
        "region": view.round.office.region_name,
    }
