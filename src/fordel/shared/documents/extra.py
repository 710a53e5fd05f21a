"""Slides and pictures are an extra (`fordel[slides]`): an installation without it has no links to them."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from fordel.shared.errors import NotInstalledError


def has_slides() -> bool:
    return bool(settings.FORDEL_SLIDES)


def require_slides() -> None:
    """Raises NotInstalledError (404) if they are not installed."""
    if not has_slides():
        raise NotInstalledError(
            _("This installation does not make slides and pictures."),
            _("Download the PDF or the spreadsheet instead, or ask whoever runs Fordel to install fordel[slides]."),
        )
