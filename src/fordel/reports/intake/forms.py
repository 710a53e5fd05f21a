"""What the import pages send in: a file, the columns, and who unknown partners are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from fordel.core.needs_import.fields import Field
from fordel.parties.models import PARTNER_KINDS
from fordel.parties.names import name_key
from fordel.reports.intake.services.import_choices import Choices, PartnerAnswer
from fordel.reports.presentation.words import file_error
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form, number_from_form
from fordel.shared.spreadsheets import LIMITS


def uploaded_bytes(upload: UploadedFile[Any] | None) -> tuple[str, bytes]:
    """The name and bytes of the file that was sent. Raises UserError when there is none or it is too large."""
    if upload is None or not upload.name:
        raise UserError(_("No file was chosen."), _("Choose the spreadsheet with the needs reports."), field="file")
    if (upload.size or 0) > LIMITS.file_size:
        message, fix = file_error("too_large_file", {"size": upload.size, "limit": LIMITS.file_size})
        raise UserError(message, fix, field="file")
    return upload.name, upload.read()


def column_choices(data: Mapping[str, str], width: int) -> dict[Field, int]:
    """`column-<field>` -> the column. Raises UserError when one column is given to two fields."""
    chosen: dict[Field, int] = {}
    for code in Field:
        text = data.get(f"column-{code.value}", "")
        column = number_from_form(text, most=width - 1)
        if column is not None:
            chosen[code] = column
    twice = next((code for code in chosen if list(chosen.values()).count(chosen[code]) > 1), None)
    if twice is not None:
        raise UserError(
            _("One column is chosen for two fields."),
            _("Choose another column for one of them, or «not in the file»."),
            field=f"column-{twice.value}",
        )
    return chosen


def partner_choices(data: Mapping[str, str], names: Sequence[str], known: Mapping[int, str]) -> list[PartnerAnswer]:
    """`partner-<n>` -> an organisation's id or `new:<kind>`; names without an answer are left out."""
    answers = []
    kinds = {kind.value for kind in PARTNER_KINDS}
    for position, name in enumerate(names):
        text = data.get(f"partner-{position}", "")
        if text.removeprefix("new:") in kinds and text.startswith("new:"):
            answers.append(PartnerAnswer(name, kind=text.removeprefix("new:")))
        elif id_from_form(text) in known:
            answers.append(PartnerAnswer(name, organisation=id_from_form(text)))
    return answers


def choices_from(
    data: Mapping[str, str], sheet: str, width: int, names: Sequence[str], known: Mapping[int, str]
) -> Choices:
    """Everything the column page asks. Raises UserError."""
    partners = {name_key(answer.name): answer for answer in partner_choices(data, names, known)}
    return Choices(sheet=sheet, columns=column_choices(data, width), partners=partners)
