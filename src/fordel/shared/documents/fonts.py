"""Where the fonts of documents lie: Inter with the letters of Norwegian and Sámi, built by `make assets`."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def font_folder() -> Path:
    """The folder with the TTF files. Raises ImproperlyConfigured where the assets are not built."""
    folder = Path(settings.STATIC_ROOT) / "fonts" / "ttf"
    if not folder.is_dir():
        raise ImproperlyConfigured("The fonts of documents are not built. Run `make assets`.")
    return folder
