"""The rounds that a person may choose between in the header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from fordel.core.form.definition import Texts, text_in
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.programme.models import Round
from fordel.programme.where import RoundKeys


@dataclass(frozen=True)
class YearChoice:
    """A round of the actor's office. `names` are the scheme's, by language; `short_names` are None if it has no shorter
    one; `notes` is what the pages of the round say of it. `counts`: what is counted beside the entries of the menu, by
    the names of their addresses."""

    round_id: int
    year: int
    office: str
    scheme: str
    names: Texts
    short_names: Texts | None
    notes: Texts | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def where(self) -> RoundKeys:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office, "scheme": self.scheme, "year": self.year}

    @property
    def scheme_name(self) -> str:
        """The scheme's whole name in the reader's language."""
        return text_in(self.names, (get_language() or "nb")[:2])

    @property
    def note(self) -> str:
        """What every page of the round says of it, in the reader's language; '' for most schemes."""
        return text_in(self.notes or {}, (get_language() or "nb")[:2])

    @property
    def short_name(self) -> str:
        """The scheme's short name in the reader's language."""
        return text_in(self.short_names or self.names, (get_language() or "nb")[:2])


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def years_of_actor(actor: Actor, visited: str = "") -> list[YearChoice]:
    """The running rounds at the actor's office, the newest first and of one year the office's main scheme first; for an
    auditor of the whole country at the office that is visited (its slug). None for everybody else. At most one query.
    """
    if actor.office_id is not None:
        where: dict[str, Any] = {"office": actor.office_id}
    elif actor.role == Role.AUDITOR and visited:
        where = {"office__slug": visited}
    else:
        return []
    counted = tuple(entry for entry in MENU if entry.rows is not None)
    names = [entry.url_name for entry in counted]
    return [
        YearChoice(pk, year, office, scheme, texts, short, note, dict(zip(names, numbers, strict=True)))
        for pk, year, office, scheme, texts, short, note, *numbers in _running_rounds(counted).filter(**where)
    ]


@cache
def _running_rounds(counted: tuple[MenuEntry, ...]) -> QuerySet[Round, tuple[Any, ...]]:
    """The running rounds with what each entry counts in them. Built once: every page asks for some of them."""
    return (
        Round.objects.filter(is_history=False)
        .annotate(
            is_other=Case(When(scheme__code=F("office__main_scheme"), then=Value(0)), default=Value(1)),
            **{f"count{at}": _count(entry.rows()) for at, entry in enumerate(counted) if entry.rows},
        )
        .order_by("-year", "is_other", "scheme_slug")
        .values_list(
            "pk",
            "year",
            "office__slug",
            "scheme_slug",
            "scheme__definition__name",
            "scheme__definition__short_name",
            "scheme__definition__note",
            *(f"count{at}" for at in range(len(counted))),
        )
    )
