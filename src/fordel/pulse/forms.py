"""Forms of the pulse: opening one, finding a code, and the questions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import text_in
from fordel.core.pulse.rules import HIGHEST, LOWEST, PulseRules
from fordel.parties.selectors.language import language_of_page
from fordel.shared.pages.forms import ChoiceField, DayField, LineField, NumberField, PageForm


class OpenForm(PageForm):
    """How many cards are printed, and how long people can answer."""

    codes = NumberField(
        _("How many codes do you need?"),
        most=9_999,
        hint=_("One for each employee who takes part. You can add more as long as people can answer."),
    )
    last_day = DayField(_("Last day to answer"))


class CodeForm(PageForm):
    """The code of a card."""

    code = LineField(_("Code"), hint=_("It is on the card that you got at work, like K7QF-3M2P-4T8X."), maxlength=40)


class PulseForm(PageForm):
    """The questions as they were asked, and where the person works."""

    def __init__(self, rules: PulseRules, data: Any = None) -> None:
        super().__init__(data)
        self.rules, language = rules, language_of_page()
        ends = {LOWEST: text_in(rules.low, language), HIGHEST: text_in(rules.high, language)}
        scale = [(str(each), f"{each} – {ends[each]}" if each in ends else str(each)) for each in range(1, HIGHEST + 1)]
        for question in rules.questions:
            self.fields[question.code] = ChoiceField(text_in(question.texts, language), scale, radio=True)
        places = [(code, text_in(texts, language)) for code, texts in rules.places.items()]
        words = _("Where do you work?")
        hint = _("A place with fewer than five answers is left out of every figure.")
        empty = _("I would rather not say")
        self.fields["place"] = ChoiceField(words, places, empty=empty, hint=hint, is_optional=True)

    def values(self) -> dict[str, int | None]:
        """Question -> 1 to 5, or None if it is not answered."""
        found = {each.code: str(self.cleaned_data.get(each.code, "")) for each in self.rules.questions}
        return {code: int(text) if text in {"1", "2", "3", "4", "5"} else None for code, text in found.items()}
