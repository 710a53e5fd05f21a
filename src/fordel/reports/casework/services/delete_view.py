"""Removes a person's own view of the list of reports."""

from __future__ import annotations

from fordel.reports.models import SavedView


def delete_view(view: SavedView) -> None:
    """A view is a convenience of one person: nothing of the case goes with it."""
    view.delete()
