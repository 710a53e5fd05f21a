"""JSON that a page sends in the background, read in one place: its size, its depth, its numbers and its texts."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, RawPostDataException
from django.utils.translation import gettext as _

from fordel.shared.errors import UserError
from fordel.shared.plain_text import plain_json

LARGEST: Final = 12 * 1024 * 1024  # a long text as a word processor writes it, with room to spare
_DEEPEST: Final = 20


def json_object(request: HttpRequest) -> dict[str, Any]:
    """The object that was sent. Raises UserError for anything else, and for one out of all proportion."""
    try:
        body = request.body
        sent = json.loads(body, parse_constant=_refuse) if len(body) <= LARGEST else None
    except (ValueError, RecursionError, RawPostDataException) as error:
        raise _out_of_date() from error
    if not isinstance(sent, dict) or _depth(sent) > _DEEPEST:
        raise _out_of_date()
    found: dict[str, Any] = plain_json(sent)
    return found


def _out_of_date() -> UserError:
    return UserError(_("The page is out of date."), _("Open it again. What you have typed is kept in the browser."))


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _depth(value: Any) -> int:
    """How many lists and objects lie in each other, counted no further than what is refused."""
    level, depth = [value], 0
    while level and depth <= _DEEPEST:
        nested = [each for each in level if isinstance(each, (list, dict))]
        level = [inner for each in nested for inner in (each.values() if isinstance(each, dict) else each)]
        depth += bool(nested)
    return depth
