"""Ids, numbers, days and amounts as people type them in forms."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from fordel.core.amounts import AmountError, parse_kroner
from fordel.core.dates import read_day
from fordel.shared.errors import UserError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_LINK: Final = URLValidator(schemes=["http", "https"])


def id_from_form(text: str | None) -> int:
    """The id that a form or an address names; 0, which no row has, where it names none."""
    return int(text) if text and len(text) < 19 and text.isascii() and text.isdecimal() else 0


def number_from_form(text: str | None, most: int) -> int | None:
    """The whole number from 0 to `most` that was typed; None for anything else."""
    cleaned = (text or "").strip()
    is_number = cleaned.isascii() and cleaned.isdecimal() and len(cleaned) <= len(str(most))
    return int(cleaned) if is_number and int(cleaned) <= most else None


def day_from_form(text: str, field: str) -> date | None:
    """The day that was chosen; None where the field is empty. Raises UserError that names the field for what is no day,
    and for a year that no day of ours is in: with such a day deadlines cannot be counted."""
    cleaned = text.strip()
    if not cleaned:
        return None
    try:
        day = read_day(cleaned)
    except ValueError as error:
        raise UserError(_("«%(text)s» is not a day.") % {"text": cleaned[:20]}, _how_to_write_a_day(), field) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("The year must be between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise UserError(message, _how_to_write_a_day(), field)
    return day


def _how_to_write_a_day() -> str:
    return _("Choose a day, or write it like 31.01.2026.")


def time_from_form(text: str, field: str) -> time | None:
    """The time of day that was typed; None where the field is empty. Raises UserError that names the field."""
    cleaned = text.strip()
    if not cleaned:
        return None
    try:
        found = time.fromisoformat(cleaned.replace(".", ":"))
    except ValueError as error:
        message = _("«%(text)s» is not a time of day.") % {"text": cleaned[:20]}
        raise UserError(message, _("Write it like 10.00."), field) from error
    return found.replace(tzinfo=None, second=0, microsecond=0)


def link_from_form(text: str, field: str) -> str:
    """The address of a page that was typed, or ''. Raises UserError that names the field for what is none."""
    link = text.strip()
    try:
        if link:
            _LINK(link)
    except ValidationError as error:
        message = _("«%(text)s» is not an address of a page.") % {"text": link[:40]}
        raise UserError(message, _("Copy the whole link, with https:// first."), field) from error
    return link


def require_fits(text: str, most: int, field: str) -> None:
    """Raises UserError that names the field, if the text has more characters than there is room for."""
    if len(text) > most:
        message = _("This is too long: %(length)s characters.") % {"length": len(text)}
        raise UserError(message, _("There is room for %(most)s.") % {"most": most}, field)


def fitting(text: str, most: int, field: str) -> str:
    """The text, whole. Raises UserError that names the field, if there is no room for it: nothing that people write is
    ever cut."""
    require_fits(text, most, field)
    return text


def require_address(text: str, field: str, fix: str = "") -> None:
    """Raises UserError that names the field, for what is no e-mail address; `fix` says more of what to write."""
    try:
        validate_email(text)
    except ValidationError as error:
        how = fix or _("Write it like name@example.org.")
        raise UserError(_("This is not an e-mail address."), how, field) from error


def name_and_address(line: str) -> tuple[str, str] | None:
    """A name, whole, and the e-mail address at the end of the line, in small letters; the address for a name that
    is missing. None if the line does not end with an address."""
    name, _space, address = line.replace(",", " ").replace(";", " ").replace("\t", " ").rpartition(" ")
    address = address.strip("<>").lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return " ".join(name.split()) or address, address


def require_name_fits(name: str, most: int, field: str) -> None:
    """Raises UserError that names the field and begins to quote the name of a line, if there is no room for it."""
    if len(name) > most:
        message = _("The name «%(name)s…» is too long: %(length)s characters.")
        shown = {"name": name[:40], "length": len(name)}
        raise UserError(message % shown, _("There is room for %(most)s.") % {"most": most}, field)


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
