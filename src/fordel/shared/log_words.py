"""What an entry of the log says, in words: each module names what its entries are about and what their details mean.

The vocabulary is closed: a detail that no module has words for cannot be written, so nothing is ever shown as it is
stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.shared.clock import OSLO
from fordel.shared.dates import deadline, full_date, moment
from fordel.shared.plugs import Plug

Text = str | Promise


@dataclass(frozen=True)
class Named:
    """What people call a row, and the address of its page at the office (empty: it has none)."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Subject:
    """A kind of row that entries are about. `kind` is the model's label in lower case, and `words` what people call the
    kind. `name` returns those of the ids that still exist, with a fixed number of queries. `private` are the ids of
    those that the office may not look into yet: it reads no entry about them but those of `open_noun`."""

    kind: str
    words: Text
    name: Callable[[Sequence[int]], Mapping[int, Named]]
    private: Callable[[], QuerySet[Any]] | None = None
    open_noun: str = ""


@dataclass(frozen=True)
class Detail:
    """A detail with its label. `write` tells the value ('' leaves the detail out); `of` is the kind of row whose ids
    the value holds, instead. `none` is what an empty value says; without it, the detail is left out."""

    label: Text = ""
    write: Callable[[Any], str] | None = None
    of: str = ""
    none: Text = ""

    def ids(self, value: Any) -> tuple[int, ...]:
        """The rows that the value points at."""
        if not self.of or value is None:
            return ()
        return tuple(value) if isinstance(value, list) else (value,)


Details = Mapping[str, Mapping[str, Detail]]
SUBJECTS: Final = Plug[Subject]("shared: what an entry of the log is about, in words and linked")
DETAILS: Final = Plug[Details](
    "shared: what the details of an entry of the log mean, by action or module.noun, and key"
)
UNSAID: Final = Detail()
"""Kept for proof or for the system alone: hashes, sizes, row ids, lengths of texts."""


def details_of(action: str) -> Mapping[str, Detail]:
    """The details that entries of the action may hold."""
    wanted = (action, action.rpartition(".")[0])
    return next((details[key] for key in wanted for details in DETAILS if key in details), {})


def kroner(label: Text) -> Detail:
    return Detail(label, lambda value: "" if value is None else f"{format_kroner(value)}\u00a0{_('kroner')}")


def kroner_in_all(label: Text) -> Detail:
    """The sum of amounts by line."""
    return Detail(label, lambda value: f"{format_kroner(sum(value.values()))}\u00a0{_('kroner')}" if value else "")


def count(label: Text) -> Detail:
    return Detail(label, lambda value: format_kroner(value) if value else "")


def day(label: Text) -> Detail:
    return Detail(label, _day)


def until(label: Text) -> Detail:
    """A deadline, which is kept as the first instant too late: the last minute in time."""
    return Detail(label, _last_minute)


def instant(label: Text) -> Detail:
    return Detail(label, lambda value: moment(datetime.fromisoformat(value).astimezone(OSLO)) if value else "")


def change(label: Text) -> Detail:
    """[before, after] of deadlines: days, or first instants too late."""
    return Detail(label, lambda value: " → ".join(_last_minute(each) or _("not set") for each in value))


def choice(label: Text, choices: type[TextChoices]) -> Detail:
    return Detail(label, lambda value: str(choices(value).label) if value in choices.values else "")


def words(label: Text, known: Mapping[str, Text]) -> Detail:
    return Detail(label, lambda value: str(known.get(value, "")))


def listed(label: Text, known: Mapping[str, Text]) -> Detail:
    return Detail(label, lambda value: ", ".join(str(known[each]) for each in value if each in known))


def flag(label: Text) -> Detail:
    """Said if it is so."""
    return Detail(label, lambda value: _("yes") if value else "")


def _day(value: str | None) -> str:
    return full_date(date.fromisoformat(value)) if value else ""


def _last_minute(value: str | None) -> str:
    if not value:
        return ""
    read = datetime.fromisoformat(value)
    return deadline(read.astimezone(OSLO)) if read.tzinfo else full_date(read.date())


def names_of(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Named]:
    """The names of rows by (kind, id); those that are gone are left out. A fixed number of queries for each kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, pk in wanted:
        by_kind.setdefault(kind, set()).add(pk)
    return {
        (subject.kind, pk): named
        for subject in SUBJECTS
        if subject.kind in by_kind
        for pk, named in subject.name(sorted(by_kind[subject.kind])).items()
    }


def kind_words(kind: str) -> str:
    """What people call the kind of row; '' if no module names it."""
    return next((str(subject.words) for subject in SUBJECTS if subject.kind == kind), "")
