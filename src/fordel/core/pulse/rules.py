"""What a scheme says of the employees' pulse (`[pulse]` of its TOML), as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fordel.core.form.definition import Texts
from fordel.core.scheme.model import SchemeError

LOWEST: Final = 1
HIGHEST: Final = 5
QUESTIONS: Final = 5
_LANGUAGES: Final = ("nb", "nn", "en")


@dataclass(frozen=True)
class PulseQuestion:
    """A statement that is answered from 1 to 5, and the sign of goal attainment (forskrift § 5) that it is about."""

    code: str
    sign: str
    texts: Texts


@dataclass(frozen=True)
class PulseRules:
    """The questions, the words at both ends of the scale, where people may say that they work, how many codes one pulse
    may have, and how many days it may be open."""

    questions: tuple[PulseQuestion, ...]
    low: Texts
    high: Texts
    places: Mapping[str, Texts]
    most_codes: int
    most_days: int


def read_pulse(scheme: Mapping[str, Any], file: str = "scheme") -> PulseRules:
    """The rules of a scheme's definition. Raises SchemeError."""
    try:
        return _read(scheme)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"something is missing or misspelt: {error}."
        raise SchemeError(file, "pulse", problem, "Compare another scheme.") from error


def _read(scheme: Mapping[str, Any]) -> PulseRules:
    table = scheme["pulse"]
    signs = {each["code"] for each in scheme["signs"]}
    questions = tuple(PulseQuestion(each["code"], each["sign"], _texts(each)) for each in table["questions"])
    if len({each.code for each in questions}) != QUESTIONS or len(questions) != QUESTIONS:
        raise ValueError(f"there must be {QUESTIONS} questions with codes of their own")
    if unknown := {each.sign for each in questions} - signs:
        raise ValueError(f"the scheme has no sign {sorted(unknown)}")
    places = {each["code"]: _texts(each) for each in table["places"]}
    most_codes, most_days = int(table["most_codes"]), int(table["most_days"])
    if most_codes < 1 or most_days < 1:
        raise ValueError("most_codes and most_days must be above zero")
    return PulseRules(questions, _texts(table["low"]), _texts(table["high"]), places, most_codes, most_days)


def _texts(table: Mapping[str, str]) -> Texts:
    return {language: table[language] for language in _LANGUAGES}
