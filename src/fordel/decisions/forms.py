"""The form of an award."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from fordel.shared.pages.forms import KronerField, PageForm, TextField

_LINE = "line-"


class AwardForm(PageForm):
    """The kroner of each line that may pay the report, and the grounds. `lines` are codes and names."""

    anchor: ClassVar[str] = "amount"
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
