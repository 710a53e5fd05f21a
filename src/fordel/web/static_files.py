"""Static files built beforehand under hashed names; `manifest.json` says which name stands for which file."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import ImproperlyConfigured


class BuiltStaticFiles(StaticFilesStorage):
    """Answers `{% static %}` from the manifest that `make assets` wrote."""

    @cached_property
    def manifest(self) -> dict[str, str]:
        path = Path(settings.STATIC_ROOT) / "manifest.json"
        if not path.exists():
            raise ImproperlyConfigured("The front-end assets are not built. Run `make assets`.")
        names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return names

    def url(self, name: str | None) -> str:
        if name and name.startswith(settings.FORDEL_OTHERS_ASSETS):
            return super().url(name)
        return super().url(self.manifest[name or ""])
