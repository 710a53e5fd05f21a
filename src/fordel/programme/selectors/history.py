"""Who set what, and when: the programme's part of the audit log, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.parties.models import Person
from fordel.programme.models import FrameLine, Round
from fordel.shared.models import AuditEntry


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    who: str
    what: str


def setup_history(rounds: list[Round]) -> list[HistoryLine]:
    """The changes of the rounds and their frames, the newest first. Two queries."""
    language = get_language() or "nb"
    line_names = {line.pk: f"{line.name(language)}" for round_ in rounds for line in round_.frame_lines.all()}
    entries = list(
        AuditEntry.objects.filter(subject_type="programme.round", subject_id__in=[r.pk for r in rounds])
        | AuditEntry.objects.filter(subject_type="programme.frameline", subject_id__in=list(line_names))
    )
    names = dict(Person.objects.filter(pk__in={e.actor_id for e in entries}).values_list("pk", "name"))
    years = {round_.pk: round_.year for round_ in rounds}
    lines_by_code = {line.code: line for round_ in rounds for line in round_.frame_lines.all()}
    return [
        HistoryLine(e.at, names.get(e.actor_id or 0, _("The system")), _sentence(e, line_names, years, lines_by_code))
        for e in sorted(entries, key=lambda entry: -entry.pk)
    ]


def _position(lines: dict[str, FrameLine], code: str) -> int:
    return lines[code].position if code in lines else len(lines)


def _sentence(entry: AuditEntry, line_names: dict[int, str], years: dict[int, int], lines: dict[str, FrameLine]) -> str:
    details: dict[str, Any] = entry.details
    language = get_language() or "nb"
    if entry.action == "programme.round.opened":
        frames = ", ".join(
            f"{lines[code].name(language) if code in lines else code} {format_kroner(amount)}"
            for code, amount in sorted(details["frames"].items(), key=lambda pair: _position(lines, pair[0]))
        )
        return _("Opened %(year)s: %(frames)s") % {"year": years.get(entry.subject_id or 0, ""), "frames": frames}
    if entry.action == "programme.frame.changed":
        return _("Changed the frame for %(line)s from %(before)s to %(after)s kroner") % {
            "line": line_names.get(entry.subject_id or 0, details["line"]),
            "before": format_kroner(details["from"]),
            "after": format_kroner(details["to"]),
        }
    if "note_length" in details:
        return _("Changed the note for %(year)s") % {"year": years.get(entry.subject_id or 0, "")}
    return _("Changed the deadlines")
