"""Carries an error over the redirect back to the form it belongs to, with what was typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from fordel.shared.errors import UserError

_KEY: Final = "draft_error"


@dataclass(frozen=True)
class FormError:
    """What was wrong, what to do, in which field, and what was typed."""

    message: str
    fix: str
    field: str
    typed: Mapping[str, str] = dataclasses.field(default_factory=dict)


def keep_error(request: HttpRequest, draft_id: int, what: str, error: UserError, *, typed: Mapping[str, Any]) -> None:
    """Remember the error for the next page of the document. `what` says which form it belongs to."""
    request.session[_KEY] = {
        "draft": draft_id,
        "what": what,
        "message": error.message,
        "fix": error.fix,
        "field": error.field,
        "typed": {key: str(value) for key, value in typed.items()},
    }


def take_error(request: HttpRequest, draft_id: int, what: str) -> FormError | None:
    """The error that waits for the document's page, once; None if none does."""
    kept = request.session.get(_KEY)
    if not kept or kept["draft"] != draft_id or kept["what"] != what:
        return None
    del request.session[_KEY]
    return FormError(kept["message"], kept["fix"], kept["field"], kept["typed"])
