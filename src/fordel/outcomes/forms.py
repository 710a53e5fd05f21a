"""What an office types about outcome reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.selectors.people import PersonRow
from fordel.shared.pages.forms import ChoiceField, DayField, HiddenKeysField, PageForm, TextField

MOST_REPORTS = 1_000
"""How many reports can be ticked at once."""


class OutcomeReturnForm(PageForm):
    """What the owner must correct, and by when."""

    reason = TextField(_("What must be corrected"), rows=3, maxlength=4000)
    reply_by = DayField(_("Last day to correct it"), size="field-short")


class OutcomeApproveForm(PageForm):
    """The office's short answer to the owner."""

    answer = TextField(
        _("Short answer to the owner"),
        hint=_("The owner and its partners get it by mail, and it is shown with the report."),
        rows=3,
        maxlength=1000,
    )


class OutcomeExtendForm(PageForm):
    """A later deadline."""

    until = DayField(_("New last day"), size="field-short")


class OutcomeAssignForm(PageForm):
    """Who is to have the reports that are ticked."""

    chosen = HiddenKeysField(most=MOST_REPORTS)
    to = ChoiceField(_("Who is to have the ticked reports?"), empty=_("Choose"))

    def __init__(self, officers: Sequence[PersonRow], me: int, data: Any = None) -> None:
        super().__init__(data)
        others = [(str(each.id), each.name) for each in officers if each.id != me]
        self.offer("to", [("me", _("Me")), *others, ("nobody", _("Nobody"))])
