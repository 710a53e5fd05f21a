"""The language that is written to an office, an organisation or a person: `neutral` and unknown are resolved here."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils.translation import get_language

from fordel.parties.models import LanguageForm, Office, Organisation

_WRITTEN: Final = (LanguageForm.BOKMAL.value, LanguageForm.NYNORSK.value)
_LANGUAGES: Final = frozenset(dict(settings.LANGUAGES))


def language_of_office(office: Office | None) -> str:
    """`nb` or `nn`: the form that the office writes in; bokmål if it is neutral."""
    return _first_written(office.language_form if office else "")


def language_of_organisation(organisation: Organisation, office: Office | None) -> str:
    """`nb` or `nn`: the organisation's form, or the office's if that is neutral or not known."""
    return _first_written(organisation.language_form, office.language_form if office else "")


def language_of_place(place: Organisation | Office | None) -> str:
    """The same for a place where people have roles. The office of an organisation is its municipality's."""
    if isinstance(place, Organisation):
        return language_of_organisation(place, place.municipality.office if place.municipality else None)
    return language_of_office(place)


def language_of_page() -> str:
    """The language that is active: that of the reader if they asked for the notice themselves."""
    return own_language(get_language() or "", settings.LANGUAGE_CODE)


def own_language(chosen: str, default: str) -> str:
    """The language that a person has chosen, or `default` if that is none that Fordel has."""
    return chosen if chosen in _LANGUAGES else default


def _first_written(*forms: str) -> str:
    return next((form for form in forms if form in _WRITTEN), LanguageForm.BOKMAL.value)
