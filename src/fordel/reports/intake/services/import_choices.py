"""What the user chose for an import: the sheet, the column of each field, and who unknown partners are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fordel.core.needs_import.fields import Columns
from fordel.parties.names import name_key


@dataclass(frozen=True)
class PartnerAnswer:
    """Who a name in the file is: an organisation we know (`organisation`, its id), or a new one of a `kind`."""

    name: str
    organisation: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Choices:
    """`sheet` and `columns` are None where they are to be found; `partners` are by `name_key` of the file's name.

    `is_sheet_named`: the sheet was named with the file (`--sheet`), and was not found by us.
    """

    sheet: str | None = None
    columns: Columns | None = None
    partners: Mapping[str, PartnerAnswer] = field(default_factory=dict)
    is_sheet_named: bool = False

    @property
    def answers(self) -> dict[str, int | str]:
        """By folded name: the organisation's id, or the kind to register."""
        return {key: answer.organisation or answer.kind for key, answer in self.partners.items()}

    def as_json(self) -> dict[str, Any]:
        """The form that `SpreadsheetImport.mapping` keeps."""
        return {
            "sheet": self.sheet,
            "columns": {str(code): column for code, column in (self.columns or {}).items()},
            "partners": [
                {"name": answer.name, "organisation": answer.organisation, "kind": answer.kind}
                for answer in self.partners.values()
            ],
            **({"is_sheet_named": True} if self.is_sheet_named else {}),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Choices:
        """The choices of a kept import."""
        answers = [PartnerAnswer(**answer) for answer in value.get("partners", [])]
        return cls(
            sheet=value.get("sheet"),
            columns={code: int(column) for code, column in value.get("columns", {}).items()},
            partners={name_key(answer.name): answer for answer in answers},
            is_sheet_named=value.get("is_sheet_named", False),
        )
