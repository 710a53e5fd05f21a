"""Templates as they are sent: indented for whoever reads the source, and not over the wire."""

from __future__ import annotations

import re
from typing import Any, Final

from django.template.loaders.app_directories import Loader as AppLoader

_INDENTATION: Final = re.compile(r"\n[ \t]+")


class Loader(AppLoader):
    """The templates of the apps, without the indentation of HTML. A line break is white space as well."""

    def get_contents(self, origin: Any) -> str:
        contents: str = super().get_contents(origin)
        return _INDENTATION.sub("\n", contents) if origin.name.endswith(".html") else contents
