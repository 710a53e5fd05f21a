"""What an office types about reports and deadlines, and what an owner asks and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from fordel.parties.selectors.people import PersonRow
from fordel.reports.casework.selectors.owners import OwnerHit
from fordel.shared.clock import OSLO
from fordel.shared.fields import day_from_form
from fordel.shared.file_check import ACCEPTED
from fordel.shared.pages.forms import (
    ChoiceField,
    DayField,
    FileField,
    HiddenField,
    HiddenKeysField,
    KeyField,
    LineField,
    PageForm,
    TextField,
)

MOST_REPORTS = 5_000
"""How many reports can be ticked at once."""


def end_of(day: date | None) -> datetime | None:
    """The first instant after the day; None for none."""
    return datetime.combine(day + timedelta(days=1), time(), OSLO) if day else None


def end_of_day(text: str, field: str) -> datetime | None:
    """The first instant after the day that was typed; None for none. Raises UserError that names the field."""
    return end_of(day_from_form(text, field))


class ViewForm(PageForm):
    """What a view of the list is called."""

    name = LineField(_("What is this view to be called?"), maxlength=80)


class RenameForm(PageForm):
    """Another name for a view."""

    name = LineField(_("Name"), maxlength=80)


_SEARCH = "q"  # where errors of a form below the hits lead: without hits the form is not there


class RegisterForm(PageForm):
    """A report that came by e-mail or on paper: whose it is, and the file."""

    anchor = _SEARCH
    q = HiddenField()
    owner = KeyField(_("Owner"), radio=True, is_open=True)
    file = FileField(_("The report as it came"), accept=ACCEPTED)

    def __init__(self, data: Any, files: Any, hits: Sequence[OwnerHit], search: str, limit: str) -> None:
        super().__init__(data, files, initial={"q": search, "owner": str(hits[0].id) if len(hits) == 1 else ""})
        self.fields["file"].help_text = limit
        self.offer("owner", [(str(hit.id), _hit(hit)) for hit in hits])


def _hit(hit: OwnerHit) -> str:
    about = f"{hit.number} {hit.municipality}".strip() if hit.municipality else hit.number
    return format_html('{} <span class="muted">{}</span>', hit.name, about)


class ExtensionForm(PageForm):
    """A later deadline of an owner that has one, or has asked for one. `key` tells the forms of a page apart."""

    owner = HiddenField()
    asked = HiddenField()
    until = DayField(_("Last day"), size="field-short")
    reason = TextField(_("Reason"), hint=_("The owner reads it."), rows=2)

    def __init__(self, data: Any = None, *, key: str, initial: dict[str, Any] | None = None) -> None:
        self.key = key
        super().__init__(data, auto_id=f"{key}-%s", initial=initial)


class NewExtensionForm(PageForm):
    """A later deadline of an owner that is searched for."""

    key = "new"
    anchor = _SEARCH
    q = HiddenField()
    owner = KeyField(_("Owner"), is_open=True)
    until = DayField(_("Last day"), size="field-short")
    reason = TextField(_("Reason"), hint=_("The owner reads it."), rows=2)

    def __init__(self, data: Any, hits: Sequence[OwnerHit], search: str) -> None:
        super().__init__(data, auto_id="new-%s", initial={"q": search})
        self.offer("owner", [(str(hit.id), hit.name) for hit in hits])


class RefuseExtensionForm(PageForm):
    """Why an owner does not get a later deadline."""

    answer = TextField(_("Why not"), rows=2)

    def __init__(self, data: Any = None, *, key: str) -> None:
        self.key = key
        super().__init__(data, auto_id=f"{key}-%s")


class AskExtensionForm(PageForm):
    """Why an owner needs more time."""

    reason = TextField(
        _("Why do you need more time, and until when?"),
        hint=_("The county governor decides. What you have written is kept in the meantime."),
        rows=4,
    )


class AnswerForm(PageForm):
    """What an owner writes to the office."""

    answer = TextField(
        _("Write to the county governor"), hint=_("Do not write about single children or pupils."), rows=4
    )

    def ask_for_answer(self) -> None:
        """For a report about which the office has asked something."""
        self.fields["answer"].label = _("Your answer")


class SeenForm(PageForm):
    """A form of the page of a report: `seen` is the report as the page showed it, `first` the earliest day."""

    seen = HiddenField()

    def __init__(
        self, data: Any = None, *, seen: str = "", auto_id: str = "%s", first: date | None = None, **known: Any
    ) -> None:
        super().__init__(data, auto_id=auto_id, initial={"seen": seen, **known})
        for field in self.fields.values():
            if isinstance(field, DayField) and first:
                field.widget.attrs["min"] = first.isoformat()


class ReturnForm(SeenForm):
    """What the owner must change, and by when."""

    reason = TextField(_("What must be corrected"), rows=3)
    reply_by = DayField(_("Last day to correct it"))


class RefuseForm(SeenForm):
    """Why a report is not eligible."""

    reason = TextField(
        _("Why it is not eligible"),
        hint=_("The owner reads it. You can open the report again until the year is decided."),
        rows=3,
    )


class MessageForm(SeenForm):
    """A question to the owner with a day to answer by, or a message that asks nothing."""

    message = TextField(_("Write to the owner"), hint=_("The owner gets mail with the text, and answers here."), rows=4)
    answer_by = DayField(
        _("Answer by"), hint=_("Clear it if the message needs no answer."), is_optional=True, size="field-short"
    )


class NoteForm(PageForm):
    """An internal note."""

    note = TextField(_("New note"), rows=2)


class AssignForm(PageForm):
    """The case officer who is to have a report."""

    to = ChoiceField(_("Case officer"))

    def __init__(self, data: Any, officers: Sequence[PersonRow], assigned_to: int | None = None) -> None:
        super().__init__(data, initial={"to": str(assigned_to or "")})
        self.offer("to", [(str(each.id), each.name) for each in officers])


class BulkForm(PageForm):
    """The reports that are ticked, and what is done with them. Only who is to have them is typed."""

    action = HiddenField()
    query = HiddenField()
    report = HiddenKeysField(most=MOST_REPORTS)
    to = ChoiceField(_("Who is to have them?"), empty=_("Choose"))

    def ask(self, officers: Sequence[PersonRow], me: int) -> None:
        """Asks who is to have them."""
        others = [(str(each.id), each.name) for each in officers if each.id != me]
        self.offer("to", [("me", _("Me")), *others, ("nobody", _("Nobody"))])

    def ask_nothing(self) -> None:
        del self.fields["to"]


class ExemptForm(PageForm):
    """Why a measure is exempt from public access. The reason is for the office."""

    basis = ChoiceField(_("Legal basis"), empty=_("Choose"))
    reason = TextField(
        _("Why it applies here"), hint=_("Only the office and the auditor see it."), rows=3, maxlength=1000
    )

    def __init__(self, bases: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.offer("basis", bases)
