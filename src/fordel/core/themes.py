"""The themes of a long-term plan (tematiske områder) as a year follows them: what owners choose between and what the
figures are counted by. A year keeps its own list, so a new plan changes nothing in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fordel.core.form.definition import Choice, Texts, text_in
from fordel.core.needs_import.values import folded


@dataclass(frozen=True)
class Theme:
    """`goal` is what the plan wants with it. `before` are the codes of the earlier themes that it continues, the
    nearest first, and `also` what reports have called the same: they are counted under it, and keep their words."""

    code: str
    name: Texts
    goal: Texts = field(default_factory=dict)
    before: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What a round keeps of it; `themes_from` reads it back."""
        return {
            "code": self.code,
            "name": dict(self.name),
            "goal": dict(self.goal),
            "before": list(self.before),
            "also": list(self.also),
        }

    @property
    def choice(self) -> Choice:
        """The theme as a choice in a form, with its goal as help."""
        return Choice(self.code, self.name, self.goal, self.before)


@dataclass(frozen=True)
class Themes:
    """The themes of a year, in the order of the plan."""

    listed: tuple[Theme, ...] = ()

    def named(self, text: str) -> Theme | None:
        """The theme that the text names, in any language or by what reports have called it; None if there is none."""
        return self._by_name.get(folded(text))

    def shown(self, text: str, language: str) -> str:
        """What is written in a report, in the reader's language if it names a theme of the year."""
        theme = self.named(text) if text else None
        is_called_so = theme is not None and any(folded(name) == folded(text) for name in theme.name.values())
        return text_in(theme.name, language) if theme is not None and is_called_so else text

    def unnamed(self, texts: Iterable[str]) -> tuple[Theme, ...]:
        """The themes that none of the texts names, in the order of the plan."""
        named = {theme.code for text in texts if (theme := self.named(text)) is not None}
        return tuple(theme for theme in self.listed if theme.code not in named)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(theme.choice for theme in self.listed)

    @cached_property
    def _by_name(self) -> dict[str, Theme]:
        return {folded(name): theme for theme in self.listed for name in (*theme.also, *theme.name.values())}


def themes_from(kept: Iterable[Mapping[str, Any]]) -> Themes:
    """The themes that a round keeps (`Theme.as_json`)."""
    return Themes(
        tuple(
            Theme(each["code"], each["name"], each["goal"], tuple(each["before"]), tuple(each["also"])) for each in kept
        )
    )
