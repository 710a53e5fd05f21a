"""Amounts as people type them in forms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.core.amounts import AmountError, parse_kroner
from fordel.shared.errors import UserError


def id_from_form(text: str | None) -> int:
    """The id that a form or an address names; 0, which no row has, where it names none."""
    return int(text) if text and len(text) < 19 and text.isascii() and text.isdecimal() else 0


def kroner_from_form(text: str, field: str) -> int:
    """The amount in whole kroner; an empty field is 0. Raises UserError that names the field and what was typed."""
    if not text.strip():
        return 0
    if text.strip() == "0":
        return 0
    try:
        return parse_kroner(text)
    except AmountError as error:
        raise UserError(
            _("«%(text)s» is not an amount in whole kroner.") % {"text": text[:40]},
            _("Write it like 312 500. Leave out øre and words."),
            field,
        ) from error
