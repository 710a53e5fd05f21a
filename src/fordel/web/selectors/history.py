"""The log of an office as people read it: who did what, with what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.core.alphabet import norwegian_key
from fordel.core.dates import read_day
from fordel.parties.models import Person
from fordel.parties.presentation.log_words import PERSON
from fordel.programme.models import Round
from fordel.shared.audit import VERBS, chain_of, words_of
from fordel.shared.clock import OSLO, first_instant_too_late
from fordel.shared.fields import id_from_form
from fordel.shared.log_words import SUBJECTS, Named, details_of, kind_words, names_of
from fordel.shared.models import AuditEntry

_CHUNK: Final = 1_000
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class HistoryFilter:
    """What is asked for. `who` is part of a name, `what` an action, `about` the kind and id of a row, and `since` and
    `until` days in Norway, both included. `wrong` holds what could not be read, by field, with what to do."""

    who: str = ""
    what: str = ""
    about: tuple[str, int] | None = None
    since: date | None = None
    until: date | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> HistoryFilter:
        """What the address asks for; what cannot be read is reported and not used."""
        typed = {
            name: query.get(name, "").replace("\0", "").strip()[:100] for name in ("hvem", "hva", "om", "fra", "til")
        }
        wrong: dict[str, str] = {}
        since, until = _day(typed, "fra", wrong), _day(typed, "til", wrong)
        if since and until and since > until:
            wrong["til"] = _("This is before the first day. Choose the same day or a later one.")
            until = None
        kind, _dash, number = typed["om"].rpartition("-")
        about = (kind, id_from_form(number)) if any(kind == each.kind for each in SUBJECTS) else None
        if typed["om"] and (about is None or not about[1]):
            wrong["om"] = _("What the list should be about does not exist. Remove the filters, and choose again.")
        what = typed["hva"] if words_of(typed["hva"]) is not None else ""
        if typed["hva"] and not what:
            wrong["hva"] = _("This is no event that history knows. Choose one in the list.")
        return cls(typed["hvem"], what, about, since, until, typed, wrong)

    @property
    def is_narrowed(self) -> bool:
        return any(self.typed.values())

    @property
    def query(self) -> str:
        """The address's part that asks for the same; '' if everything is asked for."""
        return urlencode({name: value for name, value in self.typed.items() if value})


def _day(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> date | None:
    text = typed[name]
    if not text:
        return None
    try:
        day = read_day(text)
    except ValueError:
        day = None
    if day is None or not _EARLIEST <= day <= _LATEST:
        wrong[name] = _("«%(text)s» is not a date. Choose one, or leave the field empty.") % {"text": text[:20]}
        return None
    return day


@dataclass(frozen=True)
class HistoryRow:
    """An entry in words. `about` says what it is about, `kind` what that is, and `about_key` asks for all about it."""

    at: datetime
    who: str
    what: str
    kind: str
    about: Named
    about_key: str
    details: tuple[tuple[str, str], ...]

    @property
    def details_text(self) -> str:
        return "; ".join(f"{label}: {text}" for label, text in self.details)


def history_of(office_id: int, asked: HistoryFilter) -> QuerySet[AuditEntry]:
    """The entries that fit, the newest first, without what is in rows that are still their owner's alone."""
    entries = AuditEntry.objects.filter(chain=chain_of(office_id)).order_by("-id")
    if asked.who:
        people = Person.objects.filter(name__icontains=asked.who).values("pk")
        entries = entries.filter(actor_id__in=people)
    if asked.what:
        entries = entries.filter(action=asked.what)
    if asked.about:
        entries = entries.filter(subject_type=asked.about[0], subject_id=asked.about[1])
    if asked.since:
        entries = entries.filter(at__gte=datetime.combine(asked.since, time(), OSLO))
    if asked.until:
        entries = entries.filter(at__lt=first_instant_too_late(asked.until))
    for subject in SUBJECTS:
        if subject.private is not None:
            inside = Q(subject_type=subject.kind, subject_id__in=subject.private())
            entries = entries.exclude(inside & ~Q(action__startswith=f"{subject.open_noun}."))
    return entries


def actions() -> list[tuple[str, str]]:
    """Every action with its words, in alphabetical order of the reader's language."""
    every = ((action, str(words)) for verbs in VERBS for action, words in verbs.items())
    return sorted(every, key=lambda pair: norwegian_key(pair[1]))


def about_words(asked: HistoryFilter) -> str:
    """What the list is narrowed to, if it is about one row: its kind and its name. A fixed number of queries."""
    if asked.about is None:
        return ""
    return " ".join(filter(None, (kind_words(asked.about[0]), _named(names_of([asked.about]), *asked.about).words)))


def rows_in_words(entries: Sequence[AuditEntry]) -> list[HistoryRow]:
    """The entries in words. A fixed number of queries for each kind of row that they name."""
    wanted = {pair for entry in entries for pair in _named_by(entry)}
    names = names_of(wanted)
    former = _former_years(entries[0].office_id) if entries else ()
    openable = {key: Named(name.words) if name.url.startswith(former) else name for key, name in names.items()}
    return [_row(entry, openable) for entry in entries]


def _former_years(office_id: int | None) -> tuple[str, ...]:
    """Where the addresses of the office's years under a former regulation begin: they have no pages to open. One
    query."""
    rows = Round.objects.filter(office=office_id, is_history=True)
    return tuple(f"/{'/'.join(map(str, row))}/" for row in rows.values_list("office__slug", "scheme_slug", "year"))


def all_rows(entries: QuerySet[AuditEntry]) -> Iterator[HistoryRow]:
    """Every entry in words, a thousand at a time."""
    every = entries.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(every, _CHUNK)):
        yield from rows_in_words(chunk)


def _named_by(entry: AuditEntry) -> Iterator[tuple[str, int]]:
    if entry.actor_id is not None:
        yield PERSON, entry.actor_id
    if entry.subject_id is not None:
        yield entry.subject_type, entry.subject_id
    known = details_of(entry.action)
    for key, value in entry.details.items():
        if key in known:
            yield from ((known[key].of, pk) for pk in known[key].ids(value))


def _named(names: Mapping[tuple[str, int], Named], kind: str, pk: int | None) -> Named:
    return names.get((kind, pk or 0), Named(_("no longer there")))


def _row(entry: AuditEntry, names: Mapping[tuple[str, int], Named]) -> HistoryRow:
    kind = kind_words(entry.subject_type)
    return HistoryRow(
        at=entry.at.astimezone(OSLO),
        who=_named(names, PERSON, entry.actor_id).words if entry.actor_id else _("The system"),
        what=str(words_of(entry.action) or _("Something that this version has no words for")),
        kind=kind,
        about=_named(names, entry.subject_type, entry.subject_id) if kind else Named(""),
        about_key=f"{entry.subject_type}-{entry.subject_id}" if kind and entry.subject_id else "",
        details=tuple(_details(entry, names)),
    )


def _details(entry: AuditEntry, names: Mapping[tuple[str, int], Named]) -> Iterator[tuple[str, str]]:
    for key, detail in details_of(entry.action).items():
        value = entry.details.get(key)
        if key not in entry.details or (value is None and not detail.none):
            continue
        if value is None:
            text = str(detail.none)
        elif detail.of:
            text = ", ".join(_named(names, detail.of, pk).words for pk in detail.ids(value))
        else:
            text = detail.write(value) if detail.write else ""
        if text:
            yield str(detail.label), text
