"""What people write about partnerships beside the text of an agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.partnership.models import (
    AgreementLanguage,
    Level,
    MeasureKind,
    OfferLanguage,
    Partnership,
    ProviderOffer,
    Side,
)
from fordel.partnership.selectors.agreement_form import TEXTS
from fordel.partnership.selectors.offers import half_year_words
from fordel.partnership.selectors.templates import Beginning
from fordel.partnership.services.offers import OfferFacts
from fordel.partnership.services.status import ActionFacts, StatusFacts
from fordel.shared.pages.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    EmailField,
    HiddenField,
    KeyField,
    LineField,
    NumberField,
    PageForm,
    TextField,
)


class BeginForm(PageForm):
    """With whom an agreement is, and its form of Norwegian."""

    other = KeyField(_("With whom?"), empty=_("Choose"))
    language = ChoiceField(_("The agreement is written in"), AgreementLanguage.choices, radio=True)

    def __init__(self, others: Sequence[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("other", list(others))


class SignForm(PageForm):
    """The checksum of what the page shows: nobody signs what they have not read."""

    seen = HiddenField()


class EndForm(PageForm):
    """Why an agreement is ended."""

    reason = TextField(_("Reason"), rows=3, maxlength=1000)


def _text(label: Any) -> TextField:
    return TextField(label, hint=_("An empty line divides paragraphs. Begin a line with - for a list."), rows=8)


class TemplateForm(PageForm):
    """The text that agreements begin with, in both forms of Norwegian."""

    roles_nb = _text(_("Roles, in bokmål"))
    roles_nn = _text(_("Roles, in nynorsk"))
    expectations_nb = _text(_("Expectations, in bokmål"))
    expectations_nn = _text(_("Expectations, in nynorsk"))
    terms_nb = _text(_("Terms, in bokmål"))
    terms_nn = _text(_("Terms, in nynorsk"))

    def shown(self, found: Beginning) -> list[tuple[str, str]]:
        """(label, text) of each text of a version, to read."""
        values = values_of_template(found)
        return [(str(field.label), values[name]) for name, field in self.fields.items()]

    def texts(self) -> dict[str, dict[str, str]]:
        """Question -> language -> text."""
        return {
            code: {language: self.cleaned_data[f"{code}_{language}"] for language in AgreementLanguage.values}
            for code in TEXTS
        }


def values_of_template(found: Beginning) -> Mapping[str, str]:
    """What the form begins with."""
    return {f"{code}_{each}": found.text(code, each) for code in TEXTS for each in AgreementLanguage.values}


class StatusForm(PageForm):
    """How one side sees a year."""

    year = ChoiceField(_("Year"))
    level = ChoiceField(_("How is the partnership going?"), radio=True)
    sentence = LineField(
        _("In a sentence"), hint=_("The other side and the county governor can read it."), maxlength=300
    )

    def __init__(self, years: Sequence[int], data: Any = None) -> None:
        super().__init__(data)
        self.offer("year", [(str(year), str(year)) for year in years])
        self.offer("level", [(level.value, LEVEL_WORDS[level]) for level in Level])

    def facts(self) -> StatusFacts:
        sent = self.cleaned_data
        return StatusFacts(int(sent["year"]) if sent["year"] else None, sent["level"], sent["sentence"])


LEVEL_WORDS: Final = {
    Level.GREEN: _("Green: it goes as agreed"),
    Level.YELLOW: _("Yellow: something must get better"),
    Level.RED: _("Red: it does not go as agreed"),
}


class ActionForm(PageForm):
    """Something that one side is to do by a day."""

    what = LineField(_("What is to be done?"), maxlength=300)
    who = ChoiceField(_("Who is to do it?"), radio=True)
    due = DayField(_("Last day"))

    def __init__(self, between: Partnership, data: Any = None) -> None:
        super().__init__(data)
        self.offer("who", [(side.value, between.organisation(side).name) for side in Side])

    def facts(self) -> ActionFacts:
        sent = self.cleaned_data
        return ActionFacts(sent["what"], sent["who"], sent["due"])


MOST_MEASURES: Final = 500


class OfferForm(PageForm):
    """What a provider offers. The fields of capacity are those of the half-years that are given."""

    text = TextField(_("What we offer"), is_optional=True, rows=5, maxlength=2000)
    themes = ChoicesField(_("Themes"), is_optional=True)
    kinds = ChoicesField(_("Kinds of measure"), MeasureKind.choices)
    languages = ChoicesField(_("Languages we can work in"), OfferLanguage.choices, is_optional=True)
    contact = LineField(_("Contact"), hint=_("The unit that answers, not a person."), is_optional=True, maxlength=120)
    email = EmailField(_("E-mail"), is_optional=True)

    def __init__(self, themes: Mapping[str, str], halves: Sequence[str], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.halves = halves
        self.offer("themes", list(themes.items()))
        if not themes:
            del self.fields["themes"]
        for half in halves:
            label = capacity_label(half)
            self.fields[f"room_{half}"] = NumberField(label, most=MOST_MEASURES, is_optional=True)

    def facts(self) -> OfferFacts:
        sent = self.cleaned_data
        rooms = {half: sent[f"room_{half}"] for half in self.halves}
        return OfferFacts(
            text=sent["text"],
            themes=tuple(sent.get("themes", ())),
            kinds=tuple(sent["kinds"]),
            languages=tuple(sent["languages"]),
            capacity={half: room for half, room in rooms.items() if room is not None},
            contact=sent["contact"],
            email=sent["email"],
        )


def capacity_label(half: str) -> str:
    """`Room for measures, autumn 2026`."""
    return gettext("Room for measures, %(half)s") % {"half": half_year_words(half)}


def values_of_offer(offer: ProviderOffer | None) -> dict[str, Any]:
    """What the form begins with."""
    if offer is None:
        return {}
    rooms = {f"room_{half}": room for half, room in offer.capacity.items()}
    names = ("text", "themes", "kinds", "languages", "contact", "email")
    return {name: getattr(offer, name) for name in names} | rooms
