"""What looks personal in a text that is to be published: addresses, numbers, and names that somebody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Personal(StrEnum):
    """What it looks like."""

    ID_NUMBER = "id_number"  # eleven digits, as a national identity number has
    EMAIL = "email"
    PHONE = "phone"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Trace(NamedTuple):
    """Some words of the text, and what they look like."""

    kind: Personal
    words: str


_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ID_NUMBER: Final = re.compile(r"(?<!\d)\d{6}[ \u00a0]?\d{5}(?!\d)")
_GAP: Final = "[ \u00a0]?"
_PHONE: Final = re.compile(
    rf"(?<!\d)(?:\+47{_GAP})?(?:[2-9]\d(?:{_GAP}\d\d){{3}}|[489]\d\d{_GAP}\d\d{_GAP}\d{{3}})(?!\d)"
)
_SHORTEST: Final = 3


def traces_in(text: str, names: Mapping[Personal, Iterable[str]]) -> list[Trace]:
    """Every different trace, in the order of `Personal`. Names are looked for as they are written, so that Os the
    municipality is found and os the word is not; of a person each name of theirs too."""
    found = [Trace(Personal.ID_NUMBER, each) for each in _ID_NUMBER.findall(text)]
    rest = _ID_NUMBER.sub(" ", text)
    found += [Trace(Personal.EMAIL, each) for each in _EMAIL.findall(rest)]
    rest = _EMAIL.sub(" ", rest)
    found += [Trace(Personal.PHONE, each) for each in _PHONE.findall(rest)]
    for kind in (Personal.PERSON, Personal.ORGANISATION, Personal.PLACE):
        for name in sorted(_parts(kind, names.get(kind, ()))):
            if name in rest and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest):
                found.append(Trace(kind, name))
    return list(dict.fromkeys(found))


def _parts(kind: Personal, names: Iterable[str]) -> set[str]:
    whole = {name for name in names if name}
    if kind != Personal.PERSON:
        return whole
    return whole | {part for name in whole for part in name.split() if len(part) >= _SHORTEST}
