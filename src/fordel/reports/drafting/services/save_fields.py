"""Saves what somebody types, field by field, so that nothing is lost and nobody's text is written over unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition, Kind
from fordel.core.form.draft import is_known_key
from fordel.parties.models import Person
from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.draft_facts import form_of, window_of
from fordel.reports.drafting.selectors.draft_page import OpenConflict, conflict_with
from fordel.reports.models import DraftConflict, DraftField, DraftFieldVersion, ReportDraft
from fordel.reports.partners.services.notice_changes import notice_changes
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.plain_text import one_line

SAME_SITTING: Final = timedelta(minutes=10)
LONGEST_VALUE: Final = 60_000
MOST_EDITS: Final = 300


@dataclass(frozen=True)
class Edit:
    """A field as somebody left it. `base_version` is the version they had seen (0: an empty field nobody had filled).
    `chooses`: the person has seen the other text and this is what is to stand."""

    key: str
    value: Any
    base_version: int
    chooses: bool = False


@dataclass(frozen=True)
class SaveResult:
    """`versions`: key -> version of every field that is stored as it was sent. `at` is when, `revision` the draft's."""

    at: datetime
    revision: int
    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[OpenConflict] = field(default_factory=list)


class ClosedError(UserError):
    """The draft cannot be written in; what was sent is not stored."""


@transaction.atomic
def save_fields(draft_id: int, person: Person, edits: Sequence[Edit], received_at: datetime) -> SaveResult:
    """Stores each field, or keeps the text as a conflict where somebody else has changed the field since.

    Raises ClosedError where the draft was not open when the server received the request, and UserError for fields the
    form does not know or texts out of all proportion. The same request twice gives the same answer.
    """
    draft = lock_draft(draft_id)
    window = window_of(draft, received_at)
    if not window.is_open:
        raise ClosedError(*why_closed(window))
    _refuse_strange(draft, edits)
    if window.only_partners:
        _refuse_other_parts(draft, edits)
    form = form_of(draft.round.scheme)
    wanted = {edit.key: _on_one_line(form, edit) for edit in edits}
    current = {
        each.key: each for each in DraftField.objects.filter(draft=draft, key__in=wanted).select_related("changed_by")
    }
    result = SaveResult(now(), draft.revision)
    changed: list[DraftField] = []
    apart: set[str] = set()
    for key, edit in wanted.items():
        known = current.get(key)
        version = known.version if known else 0
        if (known is not None and known.value == edit.value) or (known is None and edit.value in ("", [], None)):
            result.versions[key] = version
        elif known is not None and _is_conflict(known, edit, person):
            result.conflicts.append(conflict_with(known, edit.value))
        else:
            if edit.base_version != version:
                apart.add(key)
            changed.append(_next(draft, key, edit.value, version + 1, person, result.at))
            result.versions[key] = version + 1
    _write(draft, changed, person, result.at, apart)
    _keep_conflicts(draft, result, wanted, person)
    if changed:
        notice_changes(draft, [each.key for each in changed])
    return replace(result, revision=draft.revision + 1) if changed else result


def lock_draft(draft_id: int) -> ReportDraft:
    """The draft with its round, scheme, owner and report, held until the transaction ends."""
    return (
        ReportDraft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round__scheme", "owner", "report")
        .defer("round__scheme__definition")  # the form is kept in memory
        .get(pk=draft_id, discarded_at__isnull=True)
    )


def _refuse_strange(draft: ReportDraft, edits: Sequence[Edit]) -> None:
    form = form_of(draft.round.scheme)
    if len(edits) > MOST_EDITS or any(not is_known_key(form, edit.key) for edit in edits):
        raise UserError(_("The page is out of date."), _("Open it again. What you have typed is kept in the browser."))
    if any(len(str(edit.value)) > LONGEST_VALUE for edit in edits):
        raise UserError(
            _("The text is far too long to be kept."),
            _("Shorten it, or add it as an attachment. It is not deleted here."),
        )


def _on_one_line(form: FormDefinition, edit: Edit) -> Edit:
    """The edit without line breaks, unless the question is answered with a text of several lines."""
    if not isinstance(edit.value, str) or form.question(edit.key.split(".")[0]).kind == Kind.TEXT:
        return edit
    return replace(edit, value=one_line(edit.value))


def _refuse_other_parts(draft: ReportDraft, edits: Sequence[Edit]) -> None:
    """After the deadline a refusal opens the part about partners and budget, and nothing else."""
    form = form_of(draft.round.scheme)
    open_part = form.part_with(Kind.PARTNERS)
    if any(form.part_of(edit.key.split(".")[0]) != open_part for edit in edits):
        raise ClosedError(
            _("Only partners and budget can be changed now, since a partner has declined."),
            _("The rest stands as you sent it."),
        )


def _is_conflict(known: DraftField, edit: Edit, person: Person) -> bool:
    """Whether the field holds a text that the writer has not seen. One's own text, from another tab, never collides."""
    return known.version != edit.base_version and known.changed_by_id != person.pk


def _next(draft: ReportDraft, key: str, value: Any, version: int, person: Person, at: datetime) -> DraftField:
    return DraftField(
        draft=draft,
        key=key,
        value=value,
        version=version,
        revision=draft.revision + 1,
        changed_at=at,
        changed_by=person,
    )


def _write(draft: ReportDraft, fields: list[DraftField], person: Person, at: datetime, apart: set[str]) -> None:
    if not fields:
        return
    DraftField.objects.bulk_create(
        fields,
        update_conflicts=True,
        unique_fields=["draft", "key"],
        update_fields=["value", "version", "revision", "changed_at", "changed_by"],
    )
    keys = [each.key for each in fields]
    last = {
        each.key: each
        for each in DraftFieldVersion.objects.filter(draft=draft, key__in=keys)
        .order_by("key", "-version")
        .distinct("key")
    }
    new, renewed = [], []
    for each in fields:
        before = last.get(each.key)
        if before is not None and each.key not in apart and _is_same_sitting(before, person, at):
            before.version, before.value, before.changed_at = each.version, each.value, at
            renewed.append(before)
        else:
            new.append(
                DraftFieldVersion(
                    draft=draft,
                    key=each.key,
                    version=each.version,
                    value=each.value,
                    began_at=at,
                    changed_at=at,
                    changed_by=person,
                )
            )
    DraftFieldVersion.objects.bulk_create(new)
    if renewed:
        DraftFieldVersion.objects.bulk_update(renewed, ["version", "value", "changed_at"])
    ReportDraft.objects.filter(pk=draft.pk).update(changed_at=at, revision=draft.revision + 1)


def _is_same_sitting(before: DraftFieldVersion, person: Person, at: datetime) -> bool:
    return before.changed_by_id == person.pk and at - before.began_at < SAME_SITTING


def _keep_conflicts(draft: ReportDraft, result: SaveResult, wanted: Mapping[str, Edit], person: Person) -> None:
    if result.conflicts:
        open_ones = DraftConflict.objects.filter(
            draft=draft, written_by=person, resolved_at__isnull=True, key__in=[c.key for c in result.conflicts]
        )
        known = {each.key: each for each in open_ones}
        DraftConflict.objects.bulk_create(
            DraftConflict(
                draft=draft,
                key=conflict.key,
                value=conflict.mine,
                base_version=wanted[conflict.key].base_version,
                written_at=result.at,
                written_by=person,
            )
            for conflict in result.conflicts
            if conflict.key not in known
        )
        for conflict in result.conflicts:
            if conflict.key in known:
                open_ones.filter(key=conflict.key).update(value=conflict.mine, written_at=result.at)
    chosen = [key for key in result.versions if wanted[key].chooses]
    if chosen:
        DraftConflict.objects.filter(draft=draft, written_by=person, resolved_at__isnull=True, key__in=chosen).update(
            resolved_at=result.at, resolved_by=person
        )
