"""Parts of a page that another module has the data for. No module hands over HTML: the page draws the part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fragment:
    """A template and what it is drawn from; `{% fragment part %}` draws it."""

    template: str
    context: Mapping[str, Any]
