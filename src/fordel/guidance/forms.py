"""The forms of guidance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.guidance.services.articles import FollowUp
from fordel.shared.fields import id_from_form
from fordel.shared.pages.forms import ChoicesField, DayField, KeyField, PageForm, TextField


class WithdrawForm(PageForm):
    """Why an article is withdrawn."""

    reason = TextField(_("Why is it withdrawn?"), hint=_("Readers with the link see what you write."), rows=3)


class FollowUpForm(PageForm):
    """Who answers for an article, when it is read again, and what goes with it."""

    responsible = KeyField(_("Who answers for the article?"), empty=_("Nobody"))
    review_on = DayField(_("When is it to be read again?"), hint=_("It is a task for whoever answers for it."))
    related = ChoicesField(_("Related articles"), hint=_("Readers see those that they may read, below the article."))

    def __init__(self, data: Any, people: list[tuple[str, str]], others: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.offer("responsible", people)
        if others:
            self.offer("related", others)
        else:
            del self.fields["related"]

    def plan(self) -> FollowUp:
        """What was typed."""
        day: date | None = self.cleaned_data["review_on"]
        keys = [id_from_form(key) for key in self.cleaned_data.get("related", ())]
        return FollowUp(self.cleaned_data["responsible"], day, keys)
