"""The forms of a proposal, its awards and its letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.forum.scenarios.selectors.scenarios import ScenarioChoice
from fordel.parties.models import Organisation
from fordel.shared.pages.forms import FileField, KeyField, KronerField, PageForm, SentField, TextField

_LINE = "line-"
_FORM = "form-"
_NORWEGIAN = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("neutral", _("Neutral")))


class ChosenScenarioForm(PageForm):
    """The scenario that a proposal is made from: a radio button in each row of a table."""

    scenario = KeyField(_("Scenario"))  # the page draws it

    def __init__(self, data: Any, choices: Sequence[ScenarioChoice]) -> None:
        super().__init__(data)
        self.offer("scenario", [(str(each.pk), each.name) for each in choices])


class NorwegianForm(PageForm):
    """The form of Norwegian that recipients use: one for all, or one by one."""

    all = SentField(_("For all that you do not choose below"), empty=_("Choose"), may_be_empty=True)

    def __init__(self, data: Any, organisations: Sequence[Organisation]) -> None:
        super().__init__(data, auto_id="form-%s")
        self.organisations = organisations
        self.offer("all", _NORWEGIAN)
        for each in organisations:
            field = SentField(each.name, _NORWEGIAN, empty=_("As above"), may_be_empty=True)
            self.fields[f"{_FORM}{each.pk}"] = field

    @property
    def one_by_one(self) -> list[Any]:
        """The field of each organisation, as the page draws it."""
        return [self[f"{_FORM}{each.pk}"] for each in self.organisations]

    def chosen(self) -> dict[int, str]:
        """The form of each organisation, by its id; empty if none is chosen."""
        typed = self.cleaned_data
        return {each.pk: typed[f"{_FORM}{each.pk}"] or typed["all"] for each in self.organisations}


class FormsFileForm(PageForm):
    """A file with the forms of municipalities."""

    forms = FileField(
        _("Or load them from a file"),
        hint=_("CSV with the columns number, form (nb, nn), source and date. Source and date are kept."),
        accept=".csv",
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="%s-file")


class AwardForm(PageForm):
    """The kroner of each line that may pay the report, and the grounds. `lines` are codes and names."""

    anchor = "amount"
    grounds = TextField(_("Grounds"), may_be_empty=True)

    def __init__(
        self,
        data: Any,
        lines: Sequence[tuple[str, str]],
        amounts: Mapping[str, int],
        *,
        grounds: str,
        is_recommended: bool,
    ) -> None:
        super().__init__(data, initial={"grounds": grounds})
        for code, name in lines:
            self.fields[_LINE + code] = KronerField(name, initial=amounts.get(code, 0))
        self.order_fields([*(name for name in self.fields if name != "grounds"), "grounds"])
        self.fields["grounds"].help_text = (
            _("Needed for a refusal and for a deviation from the recommendation. The owner reads it in the letter.")
            if is_recommended
            else _("Needed for a refusal and for a change from the scenario. The owner reads it in the letter.")
        )

    @property
    def lines(self) -> list[Any]:
        """The fields of the lines, as the page draws them."""
        return [self[name] for name in self.fields if name.startswith(_LINE)]

    def by_line(self) -> dict[str, int]:
        """Kroner for each line's code."""
        sums = self.cleaned_data.items()
        return {name.removeprefix(_LINE): kroner for name, kroner in sums if name.startswith(_LINE)}


class ApprovalForm(PageForm):
    """What an approver says when approving."""

    comment = TextField(_("Comment"), is_optional=True, rows=3)


class ReturnForm(PageForm):
    """What an approver wants changed."""

    comment = TextField(
        _("What should be changed?"), hint=_("The case officer reads it at the top of the proposal."), rows=4
    )
