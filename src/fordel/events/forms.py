"""The forms of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fordel.core.events.door import opens_at
from fordel.core.events.programme import ProgrammeItem, written
from fordel.events.models import Audience, Evaluation, Event, EventMail, Participant, PlaceState, Presence, Series
from fordel.events.presentation.evaluation import said, scale_choices
from fordel.events.services.mails import MailFacts
from fordel.events.services.people import FILE_LIMITS, require_readable, rows_in_file
from fordel.events.services.plan_event import MOST_DAYS, MOST_DAYS_BEFORE, MOST_HOURS, MOST_PLACES, EventFacts
from fordel.events.services.register import Asked
from fordel.events.services.series import SeriesFacts
from fordel.events.services.walk_in import WalkIn
from fordel.parties.models import Person
from fordel.shared.clock import OSLO, now
from fordel.shared.dates import last_day
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
    LinkField,
    NumberField,
    PageForm,
    TextField,
    TickField,
    TimeField,
)
from fordel.shared.spreadsheet_words import require_small

_PROGRAMME = _("One item a line, like: 09.00–09.45 Welcome; Kari Nordmann")


class SeriesForm(PageForm):
    """What a series is called, what it is about, and whom it is for."""

    title_nb = LineField(_("Name in bokmål"), maxlength=120)
    text_nb = TextField(_("Text in bokmål"), rows=5, hint=_("An empty line begins a new paragraph."))
    title_nn = LineField(_("Name in nynorsk"), maxlength=120, may_be_empty=True)
    text_nn = TextField(_("Text in nynorsk"), rows=5, may_be_empty=True)
    audience = ChoicesField(_("Whom is it for?"), Audience.choices)

    def facts(self) -> SeriesFacts:
        typed = dict(self.cleaned_data)
        return SeriesFacts(**typed | {"audience": tuple(typed["audience"])})


def series_values(series: Series) -> dict[str, Any]:
    """What the form begins with."""
    return {each.name: getattr(series, each.name) for each in fields(SeriesFacts)}


class EventForm(PageForm):
    """A place and a date."""

    place = LineField(_("Place"), hint=_("The town, or «Teams»."), maxlength=80)
    venue = LineField(_("Venue"), hint=_("Name and street"), may_be_empty=True, maxlength=200)
    link = LinkField(
        _("Link"), hint=_("To the meeting on Teams. Only those who have a place get it."), is_optional=True
    )
    day = DayField(_("Date"))
    confirm_last_day = DayField(
        _("Last day to confirm again"),
        hint=_(
            "If you choose another day or town, everybody who has registered gets an e-mail, and must confirm by this"
            " day that they still come. Places that are not confirmed go to others."
        ),
        is_optional=True,
    )
    starts = TimeField(_("From"))
    ends = TimeField(_("To"))
    opens_on = DayField(_("First day to register"))
    last_day = DayField(_("Last day to register"))
    capacity = NumberField(_("Number of places"), most=MOST_PLACES)
    kept_last_day = DayField(
        _("Last day on which places are kept"),
        hint=_("If you keep places for somebody: from the next day they are free for all."),
        is_optional=True,
    )
    offer_hours = NumberField(
        _("Hours to accept an offered place"),
        most=MOST_HOURS,
        hint=_("When a place becomes free, it is held for the next on the waiting list for so long."),
    )
    asks_access = TickField(_("Ask about access needs"))
    asks_food = TickField(_("Ask about food"))
    needs_days = NumberField(
        _("Days after the event until these answers are erased"), most=MOST_DAYS, hint=_("Those who register see it.")
    )
    programme_nb = TextField(_("Programme in bokmål"), hint=_PROGRAMME, is_optional=True, rows=8)
    programme_nn = TextField(_("Programme in nynorsk"), hint=_PROGRAMME, is_optional=True, rows=8)
    contact_name = LineField(_("Contact person"), is_optional=True, maxlength=120)
    contact_email = EmailField(_("E-mail of the contact person"), is_optional=True)
    remind_days = NumberField(
        _("Days before the event to remind those who have a place"), most=MOST_DAYS_BEFORE, hint=_("0 reminds nobody.")
    )

    def __init__(self, *args: Any, asks_again: bool = False, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not asks_again:
            del self.fields["confirm_last_day"]

    def facts(self) -> EventFacts:
        return EventFacts(**self.cleaned_data)


def event_values(event: Event) -> dict[str, Any]:
    """What the form begins with: the event as it was typed."""
    same = (
        "place",
        "venue",
        "link",
        "capacity",
        "offer_hours",
        "needs_days",
        "remind_days",
        "asks_access",
        "asks_food",
    )
    found = {name: getattr(event, name) for name in (*same, "contact_name", "contact_email")}
    starts, ends = event.starts_at.astimezone(OSLO), event.ends_at.astimezone(OSLO)
    for name in ("programme_nb", "programme_nn"):
        found[name] = written([ProgrammeItem(*each) for each in getattr(event, name)])
    return found | {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "opens_on": event.opens_at.astimezone(OSLO).date(),
        "last_day": _last_day(event.closes_at),
        "kept_last_day": last_day(event.kept_until) if event.kept_until else None,
    }


def _last_day(closes_at: datetime) -> date:
    return (closes_at.astimezone(OSLO) - timedelta(microseconds=1)).date()


class KeepForm(PageForm):
    """For whom places are kept."""

    organisation = KeyField(_("Organisation"), empty=_("None"), may_be_empty=True)
    audience = ChoiceField(_("Or an audience"), Audience.choices, empty=_("None"), may_be_empty=True)
    count = NumberField(_("Number of places"), most=MOST_PLACES, hint=_("0 keeps none."))

    def __init__(self, organisations: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.offer("organisation", organisations)


class DocumentForm(PageForm):
    """A document of the event."""

    file = FileField(_("Document"), hint=_("PDF, Word, Excel, picture or text, up to 10 MB."), accept=ACCEPTED)
    title = LineField(
        _("What readers see"), hint=_("The name of the file if you leave it empty."), is_optional=True, maxlength=160
    )
    is_after = TickField(_("It is from after the event"))


class CancelForm(PageForm):
    """Why an event is cancelled."""

    reason = TextField(_("Why"), hint=_("Everybody can read it."), rows=3, maxlength=300)


class RegisterForm(PageForm):
    """Who registers, and whom. Whoever is signed in is known already."""

    name = LineField(_("Your name"), autocomplete="name", maxlength=120)
    email = EmailField(_("Your e-mail"), hint=_("We send a code there."), autocomplete="email")
    takes_part = TickField(_("I take part myself"), initial=True)
    colleagues = TextField(
        _("Colleagues who take part"),
        hint=_("One a line: name, and the e-mail address last. You can paste a list. Each of them gets an e-mail."),
        is_optional=True,
        rows=4,
    )
    file = FileField(
        _("Or a spreadsheet with colleagues"),
        hint=_(
            "Excel, OpenDocument or CSV, with names in one column and e-mail addresses in another. If you like, also"
            " columns called «Tilrettelegging» and «Mat». Everybody in it is added to the list above."
        ),
        accept=".xlsx,.ods,.csv",
        is_optional=True,
    )
    organisation = KeyField(_("Organisation"), empty=_("Another one, or none"), is_optional=True)
    audience = ChoiceField(_("Which of these are you?"), empty=_("None of them"), is_optional=True)
    agrees = TickField("")

    def __init__(
        self,
        organisations: Choices,
        audience: Sequence[str],
        person: Person | None,
        consent: str,
        data: Any = None,
        files: Any = None,
        *,
        initial: Any = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.consent = consent
        self.fields["agrees"].label = consent
        self.offer("audience", [(code, words) for code, words in Audience.choices if code in audience])
        if organisations:
            self.offer("organisation", organisations)
        else:
            del self.fields["organisation"]
        if person is not None:
            for name in ("name", "email"):
                del self.fields[name]

    def take_file(self) -> None:
        """Puts everybody in the file on the list, also those whose rows are wrong, so that they can be corrected there.
        Raises UserError that names the field and every wrong row."""
        file = self.cleaned_data["file"]
        if file is None:
            return
        require_small(file.size or 0, FILE_LIMITS)
        name = file.name or ""
        rows = rows_in_file(name, file.read())
        listed = "\n".join(filter(None, (self.cleaned_data["colleagues"].strip(), *(row.line for row in rows))))
        self.cleaned_data["colleagues"] = listed
        self.data = {**self.data.dict(), "colleagues": listed} if isinstance(self.data, QueryDict) else self.data
        require_readable(name, rows)

    def asked(self) -> Asked:
        typed = self.cleaned_data
        return Asked(
            name=typed.get("name", ""),
            email=typed.get("email", ""),
            takes_part=typed["takes_part"],
            colleagues=typed["colleagues"],
            organisation_id=typed.get("organisation", 0),
            audience=typed["audience"],
            consent=self.consent if typed["agrees"] else "",
        )


class MailForm(PageForm):
    """A mail to participants, and who gets it."""

    states = ChoicesField(_("Who is to get it?"), PlaceState.choices)
    organisation = KeyField(_("Only those from this organisation"), empty=_("All of them"), is_optional=True)
    audience = ChoiceField(_("Only those in this audience"), empty=_("All of them"), is_optional=True)
    is_unanswered = TickField(_("Only those who have not confirmed the new day"))
    presence = ChoiceField(_("Only those who came, or who did not"), empty=_("All of them"), is_optional=True)
    subject_nb = LineField(_("Subject in bokmål"), maxlength=120)
    text_nb = TextField(_("Text in bokmål"), rows=8, hint=_("The time, the place and their own link are added below."))
    subject_nn = LineField(_("Subject in nynorsk"), maxlength=120, is_optional=True)
    text_nn = TextField(
        _("Text in nynorsk"), rows=8, is_optional=True, hint=_("Those who read nynorsk get bokmål if you leave it out.")
    )

    def __init__(self, organisations: Choices, event: Event, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("organisation", organisations)
        self.offer("audience", [each for each in Audience.choices if each[0] in event.series.audience])
        if event.moved_at is None:
            del self.fields["is_unanswered"]
        self.offer("presence", Presence.choices)
        if now() < opens_at(event.starts_at):
            del self.fields["presence"]

    def facts(self) -> MailFacts:
        typed = dict(self.cleaned_data)
        return MailFacts(
            **{name: typed[name] for name in ("subject_nb", "text_nb", "subject_nn", "text_nn", "audience")},
            states=tuple(typed["states"]),
            organisation_id=typed["organisation"],
            is_unanswered=typed.get("is_unanswered", False),
            presence=typed.get("presence", ""),
        )


def mail_values(mail: EventMail) -> dict[str, Any]:
    """What the form begins with."""
    names = ("states", "audience", "is_unanswered", "presence", "subject_nb", "text_nb", "subject_nn", "text_nn")
    found = {name: getattr(mail, name) for name in names}
    return found | {"organisation": str(mail.organisation_id or "")}


class AskForm(PageForm):
    """How long people can answer."""

    days = NumberField(_("Days to answer"), most=60, initial=14)


class LessonsForm(PageForm):
    """What the office learned."""

    lessons = TextField(
        _("What did we learn?"),
        hint=_("A copy of the event to the next year begins with it. Only the office reads it."),
        is_optional=True,
        rows=5,
    )


class EvaluationForm(PageForm):
    """The questions of an evaluation, as they were asked."""

    def __init__(self, evaluation: Evaluation, data: Any = None) -> None:
        super().__init__(data)
        self.codes = [each["code"] for each in evaluation.questions]
        for question in evaluation.questions:
            words = said(question)
            if question["kind"] == "scale":
                self.fields[question["code"]] = ChoiceField(
                    words, scale_choices(question), radio=True, is_optional=True
                )
            else:
                self.fields[question["code"]] = TextField(words, is_optional=True, rows=3)

    def values(self) -> dict[str, int | None]:
        found = {code: str(self.cleaned_data.get(code, "")) for code in self.codes}
        return {code: int(text) if text.isdecimal() and len(text) == 1 else None for code, text in found.items()}

    def texts(self) -> dict[str, str]:
        return {code: str(self.cleaned_data.get(code, "")) for code in self.codes}


class CodeForm(PageForm):
    """The code that was sent by e-mail."""

    code = LineField(
        _("Code from the e-mail"), autocomplete="one-time-code", inputmode="numeric", maxlength=8, size="field-short"
    )


class NeedsForm(PageForm):
    """What a participant needs, as far as the event asks."""

    access = LineField(_("Access needs"), is_optional=True, maxlength=300)
    food = LineField(_("Food: allergies and the like"), is_optional=True, maxlength=300)

    def __init__(self, participant: Participant, data: Any = None) -> None:
        super().__init__(data, initial={"access": participant.access, "food": participant.food})
        event = participant.event
        for name, asks in (("access", event.asks_access), ("food", event.asks_food)):
            if not asks:
                del self.fields[name]


class WalkInForm(PageForm):
    """Somebody who has not registered."""

    name = LineField(_("Name"), maxlength=200)
    email = EmailField(_("E-mail"), hint=_("They get their certificate there."), is_optional=True)
    organisation = KeyField(_("Organisation"), empty=_("Another one, or none"), is_optional=True)

    def __init__(self, organisations: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.offer("organisation", organisations)

    def asked(self) -> WalkIn:
        typed = self.cleaned_data
        return WalkIn(typed["name"], typed["email"], typed["organisation"])
