"""Reports as rows of a spreadsheet: the same columns as the files that come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.needs_import.fields import Field
from fordel.needs.messages import FIELD_NAMES
from fordel.needs.selectors.reports import ReportRow
from fordel.shared.spreadsheets import Cell
from fordel.shared.templatetags.fordel import group_name

_ORDER: Final = (
    Field.NUMBER,
    Field.SUBMITTED,
    Field.OWNER,
    Field.OWNER_NUMBER,
    Field.MUNICIPALITY,
    Field.TARGET_GROUP,
    Field.TITLE,
    Field.THEME,
    Field.NETWORK,
    Field.PARTICIPATING,
    Field.PARTNER,
    Field.SAMI,
    Field.DURATION,
    Field.AMOUNT,
    Field.PARTNER_AMOUNT,
    Field.EMPLOYEES,
    Field.CHILDREN,
    Field.TOOK_PART,
)
HEADINGS: Final = tuple(FIELD_NAMES[field] for field in _ORDER)


def export_rows(rows: Iterable[ReportRow]) -> Iterator[list[Cell]]:
    """A row of cells for each report, in the order of HEADINGS; amounts as numbers."""
    for row in rows:
        amounts = [partner.amount for partner in row.partners]
        yield [
            row.number,
            row.submitted_on,
            row.owner_name,
            row.owner_number,
            row.municipality_number,
            group_name(row.target_group),
            row.title,
            row.theme,
            row.network_name,
            ", ".join(row.participating),
            "; ".join(partner.name for partner in row.partners),
            yes_no(row.sami_perspective),
            row.duration_years,
            row.amount,
            amounts[0] if len(amounts) == 1 else "; ".join(str(amount) for amount in amounts) or None,
            row.employees,
            row.children,
            yes_no(row.employees_took_part),
        ]


def yes_no(value: bool | None) -> str | None:
    """Yes or no in the active language, None where it was not given."""
    return None if value is None else (_("Yes") if value else _("No"))
