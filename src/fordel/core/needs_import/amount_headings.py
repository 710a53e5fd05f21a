"""Which headings name an amount that is the reported need in whole kroner, and which may name another amount.

A heading is taken for the need only if every word of it is known to say nothing else. «Beløp i fjor», «Beløp (EUR)»
and «Beløp pr. deltaker» hold a word that is not on the list, so the user is asked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from fordel.core.needs_import.fields import Field

_TOKEN: Final = re.compile(r"[^\W\d_]+|[0-9]+|[%‰€$£¥]")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_SMALL_WORDS: Final = (
    "i om for det den dei de dem vi er blir som av på til og eller inn samt året år "
    "kr kroner krone nok norske hele heile of the in to for we is applied"
)
_WORDS: Final = {
    Field.AMOUNT: (
        "meld melde meldt meldte innmeldt innmelde behov behovet behova beløp beløpet beløpa belaup belaupet "
        "sum summen søknadssum søknadssummen søknadsbeløp søknadsbeløpet søknad søknaden søkesum søkjesum "
        "søk søkt søkte søkes søker søke søkjer søkje søkast søkjast omsøkt omsøkte ønsket ønskt ønska "
        "ønskes ønskast totalt total totalsum totalbeløp totalbeløpet samlet samla samlede alt sammen saman "
        "støtte tilskudd tilskuddet tilskot tilskotet tilskuddsbeløp tilskotsbeløp tilskuddsbehov "
        "tilskotsbehov tilskotssum tilskuddssum midler midlar amount need needs reported requested request "
        "sum total grant"
    ),
    Field.PARTNER_AMOUNT: (
        "herav derav dette andel andelen del delen beløp beløpet sum summen uh partner partneren partnere partnar "
        "partnaren partnarar samarbeidspartner samarbeidspartnere samarbeidspartnar samarbeidspartnarar universitet "
        "universitetet høgskole høgskolen høyskole høgskule høgskulen institusjon kompetansemiljø tilbyder tilbydar "
        "meldt behov behovet amount which partner partners"
    ),
}
_KNOWN: Final = {code: frozenset(words.split()) | frozenset(_SMALL_WORDS.split()) for code, words in _WORDS.items()}
_OTHER_UNIT: Final = re.compile(
    r"[%‰€$£¥]|\b(?:tusen\w*|t\.? ?kr|k ?nok|t ?nok|m ?kr|m ?nok|mill\w*|mrd|milliard\w*|eur|euro|usd|gbp|sek|dkk|"
    r"prosent\w*|pst|timer?|timar|time|dagar|dager|dagsverk|årsverk)\b|\b1[ .\u00a0\u2009\u202f]?0{3}\b",
)
_UNIT_OF_ALL: Final = re.compile(
    r"\b(?:i|in)\s+(?:hele?\s+|heile\s+)?(?:tusen\w*|1[ .\u00a0\u2009\u202f]?000|mill\w*|milliard\w*|euro?|tkr|mkr|"
    r"mnok|thousands?|millions?)\b|\b(?:tkr|knok|tnok|mkr|mnok)\b",
)
_OTHER_MEASURE: Final[dict[Field, re.Pattern[str]]] = {
    Field.DURATION: re.compile(r"måned|månad|\bmnd\b|\buker?\b|\bveker?\b|\bdag|\btim|semester|termin|month|week|day"),
    Field.EMPLOYEES: re.compile(r"[%‰]|prosent|tusen|1 ?000|i fjor|forrige|førre|tidligere|tidlegare|per\b|pr\b"),
    Field.CHILDREN: re.compile(r"[%‰]|prosent|tusen|1 ?000|i fjor|forrige|førre|tidligere|tidlegare|per\b|pr\b"),
}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def is_need_in_kroner(heading: str, code: Field, year: int | None) -> bool:
    """Whether the heading of an amount (AMOUNT or PARTNER_AMOUNT) says that, in kroner, of `year`, and nothing else.

    Any one year will do when `year` is None.
    """
    years = set()
    for token in _TOKEN.findall(_folded(heading)):
        if _YEAR.fullmatch(token):
            years.add(int(token))
        elif len(token) == 2 and token.isdigit() and year is not None and int(token) == year % 100:
            years.add(year)
        elif token not in _KNOWN[code]:
            return False
    return len(years) <= 1 and (year is None or years <= {year})


def names_other_unit(heading: str) -> bool:
    """Whether the heading of an amount says thousands, millions, another currency, a share or hours."""
    return _OTHER_UNIT.search(_folded(heading)) is not None


def says_other_unit_of_all(text: str) -> bool:
    """Whether a text beside the table says that its amounts are in thousands, millions or euro."""
    return _UNIT_OF_ALL.search(_folded(text)) is not None


def names_other_year(text: str, year: int) -> bool:
    """Whether the text names years, and `year` is none of them."""
    named = {int(found) for found in re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)}
    return bool(named) and year not in named


def is_other_measure(heading: str, code: Field) -> bool:
    """Whether the heading of a number names another measure than ours: months, a share, last year's figure."""
    pattern = _OTHER_MEASURE.get(code)
    return pattern is not None and pattern.search(_folded(heading)) is not None
