"""The forms of the prioritising and of votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.forum.voting.services.open_vote import LONGEST_WAIT, VoteInput
from fordel.reports.casework.forms import end_of_day
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.forms import (
    ChoiceField,
    ChoicesField,
    LineField,
    NumberField,
    PageForm,
    SentField,
    TextField,
)

_REPORT: Final = "report-"


@dataclass(frozen=True)
class VoteChoices:
    """What a vote can be about in the case that is open: (primary key, words) of scenarios and reports. `shown` are the
    scenarios on the screen; the question is the title of the case."""

    question: str
    scenarios: Sequence[tuple[int, str]]
    shown: Sequence[int]
    reports: Sequence[tuple[int, str]]
    is_about_report: bool


class PrioritisingForm(PageForm):
    """What members give each report, and until when."""

    method = ChoiceField(
        gettext_lazy("What members give"),
        [
            ("points", gettext_lazy("Points: 0 to 10 to each report, they become a score")),
            ("ranks", gettext_lazy("Ranks: 1 to the best, they become classes of priority")),
        ],
        radio=True,
        initial="points",
    )
    closes_at = LineField(gettext_lazy("Last day"), kind="date", size="field-short")

    def __init__(self, data: Any, first_day: date) -> None:
        super().__init__(data)
        self.fields["closes_at"].widget.attrs["min"] = first_day.isoformat()

    def until(self) -> datetime:
        """The first instant after the last day. Raises UserError if no day is chosen."""
        found = end_of_day(self.cleaned_data["closes_at"], "closes_at")
        if found is None:
            raise UserError(_("The last day is missing."), _("Choose a later day."), "closes_at")
        return found


class AssessmentForm(PageForm):
    """What a seat gives each report that is open to it: a field for each, in a table."""

    anchor = "reports"

    def __init__(self, data: Any, numbers: Sequence[int], given: Mapping[int, int]) -> None:
        super().__init__(data)
        for number in numbers:
            label = _("Report %(number)s") % {"number": number}
            field = LineField(
                label, inputmode="numeric", aria_label=label, may_be_empty=True, initial=given.get(number, "")
            )
            field.widget.attrs |= {"size": "3", "data-width": "auto", "class": "ds-input numeric"}
            self.fields[f"{_REPORT}{number}"] = field

    def values(self) -> dict[int, str]:
        """What was typed, by the number of the report; a report whose field was not sent is left as it is."""
        sent = {name.removeprefix(_REPORT): text for name, text in self.data.items() if name.startswith(_REPORT)}
        return {int(number): str(text) for number, text in sent.items() if number.isdecimal() and len(number) < 9}


class _SentKeysField(ChoicesField):
    """Primary keys as they were sent: the service says which are gone."""

    def to_python(self, value: Any) -> list[Any]:
        return [id_from_form(text) for text in value or []]


class VoteForm(PageForm):
    """What the forum is to decide, and between what."""

    question = LineField(gettext_lazy("What is the forum to decide?"))
    scenario = _SentKeysField(gettext_lazy("Scenarios to choose between"))
    texts = TextField(
        gettext_lazy("Other choices"),
        hint=gettext_lazy("One on each line, for example Yes and No. There can be from 2 to 6 choices in all."),
        is_optional=True,
        rows=3,
    )
    report = SentField(
        gettext_lazy("Is it about one report?"),
        empty=gettext_lazy("No"),
        hint=gettext_lazy("Those who are, or may be, not impartial in it do not vote, and see nothing of it."),
        is_optional=True,
    )
    minutes = NumberField(
        gettext_lazy("May be closed after so many minutes"),
        hint=gettext_lazy("Without a time it can be closed when all have voted. You can announce a time later too."),
        most=LONGEST_WAIT,
        size="field-number",
        is_optional=True,
    )

    def __init__(self, data: Any, choices: VoteChoices) -> None:
        super().__init__(data, auto_id="f-%s", initial={"question": choices.question, "scenario": choices.shown})
        self.offer("scenario", [(str(pk), words) for pk, words in choices.scenarios])
        self.offer("report", [(str(pk), words) for pk, words in choices.reports])
        if not choices.scenarios:
            self.fields["scenario"].help_text = _("No scenario is saved yet.")
        if choices.is_about_report:
            del self.fields["report"]

    def asked(self) -> VoteInput:
        typed = self.cleaned_data
        return VoteInput(
            question=typed["question"],
            scenarios=typed["scenario"],
            texts=typed["texts"].splitlines(),
            report=id_from_form(typed.get("report")),
            minutes=typed["minutes"],
        )


class AgreedForm(PageForm):
    """What the forum agreed on after all."""

    text = TextField(
        gettext_lazy("What did the forum agree on?"), hint=gettext_lazy("It goes into the minutes as you write it.")
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="f-%s")
