"""The announcements of an office, for the query that reads the round of its start page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from fordel.news.models import Announcement
from fordel.news.permissions import current
from fordel.programme.models import Round
from fordel.shared.prepared import TODAY

_MOST: Final = 20
_READ: Final = ("pk", "title_nb", "title_nn", "audience", "is_pinned", "published_at")


def office_counts() -> dict[str, Any]:
    """What the office of the round announces today, what is pinned first."""
    rows = Announcement.objects.filter(current(TODAY), office=OuterRef("office"))
    each = JSONObject(**{name: name for name in _READ})
    return {
        "announcements_now": ArraySubquery(rows.order_by("-is_pinned", "-published_at", "-pk").values(row=each)[:_MOST])
    }


def announcements_now(round_: Round) -> list[Announcement]:
    """What was read with `office_counts`. No queries."""
    found: list[dict[str, Any]] = getattr(round_, "announcements_now", None) or []
    return [
        Announcement(office=round_.office, **each | {"published_at": datetime.fromisoformat(each["published_at"])})
        for each in found
    ]
