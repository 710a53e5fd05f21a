"""The test server finds static files where the build put them, as the real one does through whitenoise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder


class BuiltFiles(BaseFinder):
    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        found = Path(settings.STATIC_ROOT) / path
        if not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return []
