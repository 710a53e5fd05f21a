"""How somebody wants mail."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.sending import HOURS, When
from fordel.notices.models import MailChoices
from fordel.notices.services.choices import CHOSEN, MailWishes
from fordel.shared.fields import number_from_form
from fordel.shared.notice import NEVER_OFF, Category
from fordel.shared.pages.forms import ChoiceField, PageForm

_HOURS: Final = [(str(hour), f"{hour:02}.00") for hour in HOURS]
_WHEN: Final = (
    (When.AT_ONCE.value, gettext_lazy("At once")),
    (When.DAILY.value, gettext_lazy("Once a day, in one mail")),
    (When.OFF.value, gettext_lazy("Not by e-mail")),
)


class MailForm(PageForm):
    """When mail of each kind comes, and the hours without mail."""

    daily_hour = ChoiceField(gettext_lazy("When do you want the daily mail?"), _HOURS)
    quiet_from = ChoiceField(
        gettext_lazy("Quiet from"),
        _HOURS,
        hint=gettext_lazy("No mail comes in quiet hours. Choose the same hour twice to have none."),
    )
    quiet_to = ChoiceField(gettext_lazy("Quiet until"), _HOURS)

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        asked = {category.value: _field(category) for category in CHOSEN}
        self.fields = {**asked, **self.fields}

    def wishes(self) -> MailWishes:
        """What was chosen."""
        typed = self.cleaned_data
        hours = {name: number_from_form(typed[name], 23) for name in ("daily_hour", "quiet_from", "quiet_to")}
        return MailWishes({category.value: typed[category.value] for category in CHOSEN}, **hours)


def _field(category: Category) -> ChoiceField:
    offered = [(code, words) for code, words in _WHEN if code != When.OFF or category not in NEVER_OFF]
    hint = _("It cannot be turned off: you must hear of it.") if category in NEVER_OFF else ""
    return ChoiceField(category.label, offered, radio=True, hint=hint)


def values_of(choices: MailChoices) -> dict[str, Any]:
    """What the form shows of what is chosen."""
    hours = {name: str(getattr(choices, name)) for name in ("daily_hour", "quiet_from", "quiet_to")}
    return {category.value: choices.when(category).value for category in CHOSEN} | hours
