"""The forms of the import pages: a file, its sheet, the columns, and who unknown partners are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.core.needs_import.fields import Columns
from fordel.parties.models import PARTNER_KINDS, OrganisationKind
from fordel.parties.names import name_key
from fordel.reports.intake.services.import_choices import Choices, PartnerAnswer
from fordel.reports.selectors.report_fields import ReportField
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form, number_from_form
from fordel.shared.pages.forms import ChoiceField, FileField, PageForm, TickField
from fordel.shared.spreadsheet_words import require_small


def uploaded_bytes(upload: UploadedFile[Any] | None) -> tuple[str, bytes]:
    """The name and bytes of the file that was sent. Raises UserError when there is none or it is too large."""
    if upload is None or not upload.name:
        raise UserError(_("No file was chosen."), _("Choose the spreadsheet with the needs reports."), field="file")
    require_small(upload.size or 0)
    return upload.name, upload.read()


def column_choices(data: Mapping[str, str], width: int, fields: Sequence[ReportField]) -> dict[str, int]:
    """`column-<code of a field>` -> the column. Raises UserError when one column is given to two fields."""
    chosen: dict[str, int] = {}
    for code in (str(field.code) for field in fields):
        text = data.get(f"column-{code}", "")
        column = number_from_form(text, most=width - 1)
        if column is not None:
            chosen[code] = column
    twice = next((code for code in chosen if list(chosen.values()).count(chosen[code]) > 1), None)
    if twice is not None:
        raise UserError(
            _("One column is chosen for two fields."),
            _("Choose another column for one of them, or «not in the file»."),
            field=f"column-{twice}",
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


def choices_from(form: ColumnsForm, sheet: str, names: Sequence[str], known: Mapping[int, str]) -> Choices:
    """Everything the column page asks. Raises UserError."""
    data, width = form.cleaned_data, len(form.headings)
    partners = {name_key(answer.name): answer for answer in partner_choices(data, names, known)}
    return Choices(sheet=sheet, columns=column_choices(data, width, form.asked_fields), partners=partners)


class UploadForm(PageForm):
    """A spreadsheet with needs reports."""

    file = FileField(
        gettext_lazy("Spreadsheet"),
        hint=gettext_lazy(
            ".xlsx, .ods or .csv, up to 20 MB. Headings in bokmål, nynorsk or English, in any order. Titles above and "
            "sums below are fine."
        ),
        accept=".xlsx,.ods,.csv",
    )


class ColumnsForm(PageForm):
    """Which column holds what, and who unknown partners are.

    `headings` are those of the file, `asked_fields` what a report can say, `columns` what is chosen so far for each
    field, `questions` the names that nobody knows with the answers so far, `known` the organisations that a name can
    be another name of.
    """

    def __init__(
        self,
        data: Any,
        *,
        headings: Sequence[str],
        asked_fields: Sequence[ReportField],
        columns: Columns,
        questions: Sequence[tuple[str, str]],
        known: Mapping[int, str],
    ) -> None:
        super().__init__(data)
        self.headings, self.asked_fields = headings, asked_fields
        answers: Any = [
            (gettext_lazy("Register as new"), _NEW_KINDS),
            (gettext_lazy("Another name of"), [(str(pk), name) for pk, name in known.items()]),
        ]
        nothing = gettext_lazy("Not answered: these rows are not imported")
        for position, (name, answer) in enumerate(questions):
            self.fields[f"partner-{position}"] = ChoiceField(
                name, answers, empty=nothing, may_be_empty=True, initial=answer
            )
        choices = [(str(position), heading) for position, heading in enumerate(headings)]
        for field in asked_fields:
            self.fields[f"column-{field.code}"] = ChoiceField(
                field.name,
                choices,
                empty=gettext_lazy("not in the file"),
                may_be_empty=True,
                initial=str(columns.get(field.code, "")),
            )

    @property
    def partners(self) -> list[Any]:
        """The fields of the names that nobody knows, as the page draws them."""
        return [self[name] for name in self.fields if name.startswith("partner-")]


_NEW_KINDS: Final = (
    (f"new:{OrganisationKind.UNIVERSITY.value}", gettext_lazy("New university or university college")),
    (f"new:{OrganisationKind.VOCATIONAL_COLLEGE.value}", gettext_lazy("New vocational college")),
    (f"new:{OrganisationKind.OTHER_PROVIDER.value}", gettext_lazy("New other provider")),
)


class SheetForm(PageForm):
    """Which sheet of the file is read. A name that the file does not have is refused by the service."""

    sheet = ChoiceField(
        gettext_lazy("Sheet"),
        hint=gettext_lazy(
            "Several sheets look like reports. One is imported at a time; upload the file again for the next."
        ),
    )

    def __init__(self, data: Any = None, *, sheets: Sequence[str]) -> None:
        super().__init__(data, initial={"sheet": sheets[0] if sheets else ""})
        self.offer("sheet", [(name, name) for name in sheets])


class UpdateForm(PageForm):
    """Whether reports that are here with other content, `changed` of them, become as the file says."""

    update = TickField("")

    def __init__(self, data: Any = None, *, changed: int) -> None:
        super().__init__(data)
        self.fields["update"].label = ngettext(
            "Update the report that is here with other content",
            "Update the %(counter)s reports that are here with other content",
            changed,
        ) % {"counter": changed}
