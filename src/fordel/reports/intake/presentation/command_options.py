"""What `fordel import` was asked in words, as the choices of an import. Wrong words are a UserError."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.needs_import.fields import Columns, Field
from fordel.core.organisation_number import normalise_organisation_number
from fordel.parties.models import PARTNER_KINDS, Organisation
from fordel.programme.models import Round
from fordel.reports.intake.services.import_choices import PartnerAnswer
from fordel.reports.intake.services.open_table import open_table
from fordel.shared.errors import UserError
from fordel.shared.spreadsheets import LIMITS

_PARTNER_KINDS: Final = tuple(kind.value for kind in PARTNER_KINDS)


def read_file(path: Path) -> bytes:
    """The file, at most one byte more than the limit. Raises UserError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LIMITS.file_size + 1)
    except OSError as error:
        raise UserError(
            _("The file %(name)s cannot be read: %(reason)s.") % {"name": path, "reason": error.strerror or error},
            _("Check the name and the folder."),
        ) from error


def _pair(text: str, option: str) -> tuple[str, str]:
    name, divider, value = text.rpartition("=")
    if not divider or not name.strip() or not value.strip():
        raise UserError(
            _("%(option)s needs a name and a value with = between them.") % {"option": option},
            _("You wrote «%(text)s».") % {"text": text},
        )
    return name.strip(), value.strip()


def new_partners(options: Sequence[str]) -> dict[str, PartnerAnswer]:
    """`NAME=KIND` -> partners to register. Raises UserError."""
    found = {}
    for option in options:
        name, kind = _pair(option, "--partner")
        if kind not in _PARTNER_KINDS:
            raise UserError(
                _("«%(kind)s» is not a kind of partner.") % {"kind": kind},
                _("Use one of: %(kinds)s.") % {"kinds": ", ".join(_PARTNER_KINDS)},
            )
        found[name] = PartnerAnswer(name, kind=kind)
    return found


def partner_aliases(options: Sequence[str]) -> dict[str, PartnerAnswer]:
    """`NAME=ORGNR` -> names to remember. Raises UserError."""
    found = {}
    for option in options:
        name, number = _pair(option, "--partner-alias")
        number = normalise_organisation_number(number)
        known = Organisation.objects.filter(organisation_number=number, kind__in=PARTNER_KINDS).first()
        if known is None:
            raise UserError(
                _("No partner has organisation number %(number)s.") % {"number": number},
                _("Check the number, or register the partner with --partner."),
            )
        found[name] = PartnerAnswer(name, organisation=known.pk)
    return found


def chosen_columns(
    round_: Round, name: str, content: bytes, options: Sequence[str], sheet: str | None
) -> Columns | None:
    """The suggested columns with those that were named; None where none was. Raises UserError."""
    if not options:
        return None
    table = open_table(name, content, round_, sheet=sheet)
    columns = {code: column for code, column in table.columns.items() if code not in table.suggestion.guessed}
    known = (*Field, *(question.key for question in table.asked))
    for option in options:
        field, _divider, heading = option.partition("=")
        width = range(len(table.header.headings))
        found = [n for n in width if _same(table.heading(n), heading)]
        if field not in known or len(found) != 1:
            raise UserError(
                _("--column %(option)s does not name one field and one column.") % {"option": option},
                _("Fields: %(fields)s. Headings: %(headings)s.")
                % {"fields": ", ".join(known), "headings": ", ".join(table.heading(n) for n in width)},
            )
        columns = {code: column for code, column in columns.items() if column != found[0]}
        columns[field] = found[0]
    return columns


def _same(first: str, second: str) -> bool:
    return re.sub(r"\s+", " ", first).strip().casefold() == re.sub(r"\s+", " ", second).strip().casefold()
