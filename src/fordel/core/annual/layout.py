"""What a scheme says of the yearly report on it (`[annual_report]` of its TOML), as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fordel.core.figures import BREAKDOWNS, CATALOGUE, KRONER
from fordel.core.form.definition import Texts
from fordel.core.scheme.model import SchemeError

TABLE: Final = "annual_report"
ROLES: Final = ("case_officer", "approver")
HANDS: Final = 2
OF_YEAR: Final[Mapping[str, str]] = {"frame": KRONER, "held_back": KRONER}
"""The figures of a year that no catalogue entry counts from reports: code -> unit."""
UNITS: Final[Mapping[str, str]] = {**OF_YEAR, **{each.code: each.unit for each in CATALOGUE}}
"""Every figure that a layout can name: code -> unit."""
MOST_CHARACTERS: Final = 10_000
_FIX: Final = "Compare another scheme."


@dataclass(frozen=True)
class Section:
    """A part of the report: figures of the year by code, each also for the parts of a breakdown (`by`, empty for none),
    how far the signs were reached if `shows_signs`, and a comment of at most `most` characters to the `prompt`."""

    code: str
    title: Texts
    figures: tuple[str, ...]
    by: str
    shows_signs: bool
    prompt: Texts
    most: int
    is_needed: bool


@dataclass(frozen=True)
class Layout:
    """The report of a scheme.

    It can be written from the day `opens`, and is sent by `last_day`; `reminders` are days before it, the earliest
    first. `signatures` are the roles that sign it, in that order: the last signature is the control. `overview` are the
    figures by which offices are compared.
    """

    opens: date
    last_day: date
    reminders: tuple[int, ...]
    signatures: tuple[str, ...]
    overview: tuple[str, ...]
    sections: tuple[Section, ...]

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.code == code), None)


def read_layout(scheme: Mapping[str, Any], file: str = "scheme") -> Layout | None:
    """The layout in a scheme's definition; None for a scheme without such a report. Raises SchemeError with the file,
    the key and what to write instead."""
    if TABLE not in scheme:
        return None
    try:
        return _Reader(file).layout(scheme[TABLE])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SchemeError(file, TABLE, f"something is missing or misspelt: {error!r}.", _FIX) from error


@dataclass(frozen=True)
class _Reader:
    file: str

    def layout(self, table: Mapping[str, Any]) -> Layout:
        opens, last_day = _day(table["opens"]), _day(table["last_day"])
        if opens >= last_day:
            raise self._error("last_day", f"{last_day} is not after {opens}.", "Choose a last day after «opens».")
        sections = tuple(self._section(place, each) for place, each in enumerate(table["sections"]))
        codes = [each.code for each in sections]
        if not sections or len(set(codes)) != len(codes):
            raise self._error("sections", "there is none, or two have the same code.", "Give each its own.")
        overview = tuple(table["overview"])
        self._require_figures("overview", overview)
        return Layout(opens, last_day, self._reminders(table), self._signatures(table), overview, sections)

    def _reminders(self, table: Mapping[str, Any]) -> tuple[int, ...]:
        days = table["reminders"]
        if any(isinstance(day, bool) or not isinstance(day, int) or not 0 < day < 100 for day in days):
            raise self._error("reminders", f"{days!r} cannot be used.", "Write whole numbers of days from 1 to 99.")
        return tuple(sorted(set(days), reverse=True))

    def _signatures(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        roles = tuple(table["signatures"])
        if len(roles) != HANDS or not set(roles) <= set(ROLES):
            raise self._error("signatures", f"{list(roles)} cannot be used.", f"Name two of {', '.join(ROLES)}.")
        return roles

    def _section(self, place: int, table: Mapping[str, Any]) -> Section:
        key, by = f"sections.{place}", table.get("by", "")
        figures = tuple(table.get("figures", ()))
        self._require_figures(f"{key}.figures", figures)
        if by and by not in BREAKDOWNS:
            raise self._error(f"{key}.by", f"there is no breakdown {by!r}.", f"Choose among {', '.join(BREAKDOWNS)}.")
        if by and (whole := [code for code in figures if code in OF_YEAR]):
            problem = f"{whole[0]} is of the whole year and has no parts."
            raise self._error(f"{key}.figures", problem, "Name it in a section without «by».")
        comment = table["comment"]
        most = comment["most"]
        if isinstance(most, bool) or not isinstance(most, int) or not 0 < most <= MOST_CHARACTERS:
            fix = f"Write a whole number from 1 to {MOST_CHARACTERS}."
            raise self._error(f"{key}.comment.most", f"{most!r} cannot be used.", fix)
        return Section(
            code=_code(table["code"]),
            title=_texts(table["title"]),
            figures=figures,
            by=by,
            shows_signs=bool(table.get("signs", False)),
            prompt=_texts(comment["prompt"]),
            most=most,
            is_needed=bool(comment.get("needed", False)),
        )

    def _require_figures(self, key: str, codes: tuple[str, ...]) -> None:
        for code in codes:
            if code not in UNITS:
                raise self._error(key, f"there is no figure {code!r}.", f"Choose among {', '.join(UNITS)}.")

    def _error(self, key: str, problem: str, fix: str) -> SchemeError:
        return SchemeError(self.file, f"{TABLE}.{key}", problem, fix)


def _day(value: object) -> date:
    return value if type(value) is date else date.fromisoformat(str(value))


def _code(value: str) -> str:
    if not value.replace("_", "a").isalnum() or value != value.lower():
        raise ValueError(f"{value!r} is no code")
    return value


def _texts(table: Mapping[str, str]) -> Texts:
    return {language: table[language] for language in ("nb", "nn", "en")}
