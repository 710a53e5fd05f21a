"""What the public registers answer, read: Enhetsregisteret, and the registers of schools (NSR) and kindergartens (NBR).

Shapes follow the registers' own documentation (NSR and NBR in version 4). What is unlike is None, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fordel.core.organisation_number import is_organisation_number


@dataclass(frozen=True)
class Unit:
    """An organisation as a register knows it. `closed` says in a word why it can take no part: `deleted`, `bankrupt` or
    `winding_up`; empty where it can."""

    number: str
    name: str
    form: str = ""
    municipality_number: str = ""
    parent_number: str = ""
    language_form: str = ""
    closed: str = ""


@dataclass(frozen=True)
class SchoolUnit:
    """A school or kindergarten, with who owns it (the relation «Eierstruktur»)."""

    number: str
    name: str
    municipality_number: str
    is_active: bool
    owner_number: str = ""
    owner_name: str = ""


OWNERSHIP: Final = "Eierstruktur"
_LANGUAGE_FORMS: Final = {"bokmål": "nb", "nynorsk": "nn"}
_CLOSED: Final = (
    ("konkurs", "bankrupt"),
    ("underAvvikling", "winding_up"),
    ("underTvangsavviklingEllerTvangsopplosning", "winding_up"),
)


def read_unit(answer: object) -> Unit | None:
    """A unit or sub-unit of Enhetsregisteret, deleted ones as well; None where the answer is nothing of the kind."""
    if not isinstance(answer, Mapping):
        return None
    number, name = _text(answer, "organisasjonsnummer"), _text(answer, "navn")
    if not is_organisation_number(number) or not name:
        return None
    places = (answer.get(key) for key in ("forretningsadresse", "beliggenhetsadresse", "postadresse"))
    place = next((place for place in places if isinstance(place, Mapping)), {})
    form = answer.get("organisasjonsform")
    closed = next((word for key, word in _CLOSED if answer.get(key) is True), "")
    return Unit(
        number=number,
        name=name,
        form=_text(form, "kode") if isinstance(form, Mapping) else "",
        municipality_number=_text(place, "kommunenummer"),
        parent_number=_text(answer, "overordnetEnhet"),
        language_form=_LANGUAGE_FORMS.get(_text(answer, "maalform").lower(), ""),
        closed="deleted" if _text(answer, "slettedato") or answer.get("respons_klasse") == "SlettetEnhet" else closed,
    )


def read_search(answer: object) -> list[Unit] | None:
    """The units of a search; `_embedded` is left out of an answer without hits. None for what is no such answer."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("page"), Mapping):
        return None
    embedded = answer.get("_embedded")
    listed = embedded.get("enheter") if isinstance(embedded, Mapping) else []
    units = (read_unit(one) for one in listed) if isinstance(listed, list) else ()
    return [unit for unit in units if unit is not None]


def read_school_unit(answer: object) -> SchoolUnit | None:
    """A unit of NSR or NBR; None for test units («U…») and what is no such answer."""
    if not isinstance(answer, Mapping):
        return None
    number, name = _text(answer, "Organisasjonsnummer"), _text(answer, "FulltNavn") or _text(answer, "Navn")
    if not is_organisation_number(number) or not name:
        return None
    owner = _owner(answer.get("ForeldreRelasjoner"))
    return SchoolUnit(
        number=number,
        name=name,
        municipality_number=_text(answer, "Kommunenummer"),
        is_active=answer.get("ErAktiv") is True and answer.get("ErInaktivIBasil") is not True,
        owner_number=_text(owner, "Organisasjonsnummer"),
        owner_name=_text(owner, "FulltNavn") or _text(owner, "Navn"),
    )


def read_school_list(answer: object) -> tuple[list[SchoolUnit], int] | None:
    """The units on one page of a list, test units left out, and how many pages there are."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("EnhetListe"), list):
        return None
    pages = answer.get("AntallSider")
    units = (read_school_unit(one) for one in answer["EnhetListe"])
    return [unit for unit in units if unit is not None], pages if isinstance(pages, int) else 1


def _owner(relations: object) -> Mapping[str, Any]:
    for relation in relations if isinstance(relations, list) else ():
        if not isinstance(relation, Mapping):
            continue
        kind, unit = relation.get("Relasjonstype"), relation.get("Enhet")
        if isinstance(kind, Mapping) and isinstance(unit, Mapping) and _text(kind, "Navn") == OWNERSHIP:
            return unit if is_organisation_number(_text(unit, "Organisasjonsnummer")) else {}
    return {}


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""
