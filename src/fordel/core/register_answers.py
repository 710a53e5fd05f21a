"""What the public registers answer, read: Enhetsregisteret.

Shapes follow the register's own documentation. What is unlike is None, never guessed.
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


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""
