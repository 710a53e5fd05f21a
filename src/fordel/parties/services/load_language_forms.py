"""Loads which form of Norwegian municipalities have adopted, with where it is from.

All of a file is loaded, or nothing. A form that somebody has chosen by hand, or that a newer source says, stays unless
it is asked to be replaced; whoever loads the file reads which ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.language_forms import MUNICIPALITY, FormMistake, FormRow, read_forms
from fordel.parties.models import LanguageForm, Office, Organisation, OrganisationKind, Person
from fordel.shared.audit import Event, record_many
from fordel.shared.errors import UserError

LARGEST: Final = 1_000_000
"""Bytes: a row for each municipality is less than a tenth of it."""


class FormsFileError(UserError):
    """A file that cannot be used; `lines` say what is wrong, each with its line in the file."""

    def __init__(self, lines: Sequence[str]) -> None:
        count = len(lines)
        message = ngettext("%(count)s line of the file is wrong.", "%(count)s things are wrong in the file.", count)
        super().__init__(message % {"count": count}, _("Nothing is loaded. Correct the file, and try again."), "forms")
        self.lines = tuple(lines)


class KeptForm(NamedTuple):
    """An organisation whose form is another than the file says, and was not changed. `is_by_hand`: somebody has chosen
    it; otherwise a newer source says it."""

    line: int
    organisation: Organisation
    said: str
    is_by_hand: bool


@dataclass
class FormsLoaded:
    """What became of the rows: organisations with the form they had before, how many were as the file says already,
    those that were kept, and how many belong to other offices and were left out."""

    changed: list[tuple[Organisation, str]] = field(default_factory=list)
    same: int = 0
    kept: list[KeptForm] = field(default_factory=list)
    elsewhere: int = 0


@transaction.atomic
def load_language_forms(
    content: bytes, actor: Person | None, *, office: Office | None = None, replace: bool = False, dry_run: bool = False
) -> FormsLoaded:
    """What became of each row; with `dry_run` what would. `office` leaves out what is not in its municipalities, and
    `replace` takes the file's word over what somebody has chosen. Raises FormsFileError with every mistake, and then
    nothing has changed.

    The log gets a line for each organisation in the chain of its office. The chains are locked in the order of their
    ids, after the rows, and no other transaction takes several.
    """
    rows = _read(content)
    found = {
        each.pk: each
        for each in Organisation.objects.select_for_update(of=("self",))
        .filter(pk__in=[organisation.pk for organisation in rows.values()])
        .select_related("municipality")
        .order_by("pk")
    }
    outcome = FormsLoaded()
    for row, known in rows.items():
        organisation = found[known.pk]
        place = organisation.municipality
        if office is not None and (place is None or place.office_id != office.pk):
            outcome.elsewhere += 1
        else:
            _take(row, organisation, outcome, replace=replace)
    if not dry_run:
        _save(outcome, actor)
    return outcome


def _read(content: bytes) -> dict[FormRow, Organisation]:
    """Each row with its organisation. Two queries."""
    if len(content) > LARGEST:
        raise FormsFileError([_("The file is larger than %(size)s MB.") % {"size": LARGEST // 1_000_000}])
    rows, mistakes = read_forms(content)
    numbers = [row.number for row in rows]
    municipal = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, municipality__number__in=numbers)
    known = {each.municipality.number: each for each in municipal.select_related("municipality") if each.municipality}
    listed = Organisation.objects.filter(organisation_number__in=numbers)
    known |= {each.organisation_number: each for each in listed if each.organisation_number}
    said = {row: known[row.number] for row in rows if row.number in known}
    lines = [(each.line, _words(each)) for each in mistakes]
    lines += [(row.line, _unknown(row)) for row in rows if row.number not in known]
    lines += _same_organisation(said)
    if lines:
        at = _("Line %(line)s: %(words)s")
        raise FormsFileError([at % {"line": line, "words": words} for line, words in sorted(lines)])
    return said


def _same_organisation(said: dict[FormRow, Organisation]) -> list[tuple[int, str]]:
    """A municipality that is there by both of its numbers."""
    first: dict[int, int] = {}
    found = []
    for row, organisation in said.items():
        if organisation.pk in first:
            found.append((row.line, _twice(str(first[organisation.pk]))))
        first.setdefault(organisation.pk, row.line)
    return found


def _take(row: FormRow, organisation: Organisation, outcome: FormsLoaded, *, replace: bool) -> None:
    """Puts what the row says on the organisation, unsaved, or keeps what is there."""
    before, is_by_hand = organisation.language_form, not organisation.language_form_source
    on = organisation.language_form_on
    is_newer = on is not None and not is_by_hand and on > row.on
    as_it_is = (before, organisation.language_form_source, on) == (row.form, row.source, row.on)
    if as_it_is or (before == row.form and is_newer):
        outcome.same += 1
    elif before and before != row.form and (is_by_hand or is_newer) and not replace:
        outcome.kept.append(KeptForm(row.line, organisation, row.form, is_by_hand))
    else:
        organisation.language_form, organisation.language_form_source = row.form, row.source
        organisation.language_form_on = row.on
        outcome.changed.append((organisation, before))


def _save(outcome: FormsLoaded, actor: Person | None) -> None:
    organisations = [organisation for organisation, _before in outcome.changed]
    Organisation.objects.bulk_update(
        organisations, ["language_form", "language_form_source", "language_form_on"], batch_size=500
    )
    events: defaultdict[int, list[Event]] = defaultdict(list)
    for organisation, before in outcome.changed:
        place = organisation.municipality
        details = {"form": organisation.language_form, "former": before, "from_file": True}
        event = Event("parties.organisation.language_form_set", organisation, details)
        events[place.office_id if place else 0].append(event)
    for office_id in sorted(events):
        record_many(events[office_id], actor=actor, office=office_id or None)


def form_name(form: str) -> str:
    """The form in words."""
    return str(LanguageForm(form).label)


def _unknown(row: FormRow) -> str:
    if len(row.number) == MUNICIPALITY:
        return _("no municipality has the number %(number)s.") % {"number": row.number}
    return _("no organisation here has the number %(number)s.") % {"number": row.number}


def _twice(line: str) -> str:
    return _("the same municipality or organisation is on line %(line)s too.") % {"line": line}


def _words(mistake: FormMistake) -> str:
    if mistake.code == "twice":
        return _twice(mistake.value)
    said = {
        "encoding": _("the file is not text in UTF-8. Save it as CSV UTF-8."),
        "empty": _("the file has no rows."),
        "headings": _("these columns are missing: %(value)s. The first line names number, form, source and date."),
        "quotes": _("a quotation mark has no pair."),
        "number": _("«%(value)s» is no number of a municipality (four digits) or organisation (nine digits)."),
        "form": _("«%(value)s» is no form. Write nb, nn or neutral."),
        "source": _("the source is missing, or longer than 200 signs."),
        "date": _("«%(value)s» is not a day. Write it like 2026-01-31 or 31.01.2026."),
    }
    return said[mistake.code] % {"value": mistake.value[:40]}
