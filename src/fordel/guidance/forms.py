"""The forms of guidance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.guidance.services.articles import FollowUp
from fordel.guidance.services.questions import Asked
from fordel.shared.fields import id_from_form
from fordel.shared.pages.forms import (
    ChoiceField,
    Choices,
    ChoicesField,
    DayField,
    HiddenField,
    KeyField,
    LineField,
    PageForm,
    TextField,
    TickField,
)


class WithdrawForm(PageForm):
    """Why an article is withdrawn."""

    reason = TextField(_("Why is it withdrawn?"), hint=_("Readers with the link see what you write."), rows=3)


class PublishForm(PageForm):
    """Publishes an article; one that names somebody or a place asks to be read first."""

    seen = TickField(_("I have read what is listed. Nobody can be recognised."))

    def __init__(self, data: Any, *, has_traces: bool) -> None:
        super().__init__(data)
        if not has_traces:
            del self.fields["seen"]


class AskForm(PageForm):
    """A question to an office. The page that it is asked from is sent along."""

    office = KeyField(_("Which county governor do you ask?"), empty=_("Choose an office"))
    title = LineField(_("What is it about?"), hint=_("A few words, as the heading of an e-mail."), maxlength=120)
    text = TextField(
        _("Your question"), rows=8, hint=_("Do not write names of children, or anything else that is confidential.")
    )
    scheme = ChoiceField(_("Which scheme is it about?"), empty=_("All of them, or not sure"), is_optional=True)
    page = HiddenField()

    def __init__(self, data: Any, offices: Choices, schemes: Choices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.offer("scheme", schemes)
        if len(offices) > 1:
            self.offer("office", offices)
        else:
            del self.fields["office"]

    def asked(self) -> Asked:
        """What was typed."""
        typed = self.cleaned_data
        return Asked(typed["title"], typed["text"], typed["scheme"], typed["page"])


class MessageForm(PageForm):
    """One more message in the thread of a question."""

    text = TextField(_("Write here"), rows=6)


class CloseForm(PageForm):
    """Why a question is closed without an answer."""

    reason = TextField(_("Why is it closed?"), hint=_("Whoever asked gets what you write by e-mail."), rows=3)


class FeedbackForm(PageForm):
    """Whether an article was useful."""

    useful = ChoiceField(_("Was this useful?"), [("yes", _("Yes")), ("no", _("No"))], radio=True)
    comment = TextField(_("What is missing, or what is good?"), is_optional=True, rows=3)


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
