"""The forms of a hearing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.hearing.models import Outcome
from fordel.hearing.services.answers import PointAnswer
from fordel.hearing.services.hearings import HearingFacts
from fordel.hearing.services.write_input import Giver, Said
from fordel.parties.actors import Actor
from fordel.parties.models import Organisation
from fordel.shared.file_check import ACCEPTED
from fordel.shared.pages.forms import (
    ChoiceField,
    Choices,
    ChoicesField,
    DayField,
    EmailField,
    FileField,
    KeyField,
    LineField,
    PageForm,
    TextField,
    TickField,
)

_CHAPTER = _("What is it about?")
_ALL = _("The whole plan")


class OpenForm(PageForm):
    """The days of a hearing, and what becomes of what is said."""

    opens_on = DayField(_("First day"), hint=_("From then on everybody can read the plan and give input."))
    closes_on = DayField(_("Last day for input"), hint=_("Input is in time when it is received by 23.59 that day."))
    remind_on = DayField(
        _("Remind those who have not answered on"),
        hint=_("You can also remind them yourself, whenever you like."),
        is_optional=True,
    )
    publishes_input = ChoiceField(
        _("Is the input published?"),
        (("yes", _("Yes, with the answers")), ("no", _("No, only the office reads it"))),
        hint=_("Names of private persons are shown only if they agree."),
        radio=True,
    )
    erase_on = DayField(
        _("Contact details of private persons are erased on"),
        hint=_("What they said is kept. The day is shown to those who give input."),
    )

    def facts(self) -> HearingFacts:
        sent = self.cleaned_data
        days = {name: sent[name] for name in ("opens_on", "closes_on", "erase_on", "remind_on")}
        return HearingFacts(publishes_input=sent["publishes_input"] == "yes", **days)


class ExtendForm(PageForm):
    """A later last day."""

    closes_on = DayField(_("New last day for input"))


class InviteForm(PageForm):
    """Whom the office asks."""

    groups = ChoicesField(
        _("Add at once"),
        (
            ("owners", _("Every municipality, county authority and private owner of the county")),
            ("universities", _("Every university and university college")),
        ),
        is_optional=True,
    )
    organisation = KeyField(_("Add an organisation"), empty=_("Choose one"), is_optional=True)
    others = TextField(
        _("Add others by e-mail"),
        hint=_("One a line: name, and the address last. For example unions and Sametinget."),
        is_optional=True,
        rows=5,
    )

    def __init__(self, organisations: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.offer("organisation", organisations)


class PointForm(PageForm):
    """A point: what it is about, and what is said."""

    chapter = ChoiceField(_CHAPTER, empty=_ALL, may_be_empty=True)
    text = TextField(_("Your input"), rows=8, maxlength=200_000)  # the service says how to divide it

    def __init__(self, chapters: Choices, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.offer("chapter", chapters)

    def said(self) -> Said:
        return Said(self.cleaned_data["chapter"], self.cleaned_data["text"])


class InputForm(PointForm):
    """The first point, and who gives it. Whoever acts for an organisation in Fordel is known already."""

    name = LineField(_("Your name"), autocomplete="name", maxlength=120)
    email = EmailField(_("Your e-mail"), hint=_("We send a code there, and later the answer."), autocomplete="email")
    on_behalf_of = LineField(
        _("You write for"),
        hint=_("The name of an organisation. Leave it empty if you write for yourself."),
        is_optional=True,
        autocomplete="organization",
        maxlength=160,
    )
    shows_name = TickField(
        _("My name may be shown"), hint=_("For private persons. Without it we show «Private person».")
    )

    def __init__(self, chapters: Choices, organisation: Organisation | None, data: Any = None, **rest: Any) -> None:
        super().__init__(chapters, data, **rest)
        self.organisation = organisation
        if organisation is not None:
            for name in ("name", "email", "on_behalf_of", "shows_name"):
                del self.fields[name]

    def giver(self, actor: Actor) -> Giver:
        if self.organisation is not None:
            return Giver(actor.person, self.organisation)
        sent = self.cleaned_data
        names = {name: sent[name] for name in ("name", "email", "on_behalf_of", "shows_name")}
        return Giver(None, None, **names)


class FileForm(PageForm):
    """A file that goes with the input."""

    file = FileField(
        _("Attachment"), hint=_("PDF, Word, Excel, picture or text, up to 10 MB."), is_optional=True, accept=ACCEPTED
    )


class CodeForm(PageForm):
    """The code that was sent by e-mail."""

    code = LineField(
        _("Code from the e-mail"), autocomplete="one-time-code", inputmode="numeric", maxlength=8, size="field-short"
    )


class AnswerForm(PageForm):
    """What became of a point."""

    outcome = ChoiceField(_("What became of it?"), Outcome.choices, radio=True)
    answer = TextField(
        _("Answer"), hint=_("Whoever said it reads your answer. If it is not taken in, say why."), rows=5
    )
    chapter = ChoiceField(_CHAPTER, empty=_ALL, may_be_empty=True)
    changed_chapter = ChoiceField(_("Chapter that was changed because of it"), empty=_("None"), is_optional=True)
    is_withheld = TickField(
        _("Do not show the text to others"), hint=_("If it says something personal or confidential.")
    )

    def __init__(self, heard: Choices, now: Choices, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("chapter", heard)
        self.offer("changed_chapter", now)

    def given(self) -> PointAnswer:
        sent = self.cleaned_data
        names = ("outcome", "answer", "chapter", "changed_chapter", "is_withheld")
        return PointAnswer(**{name: sent[name] for name in names})
