"""The columns of the conflicts of interest of a round, with the form to decide each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.forum.models import ConflictOfInterest, ConflictState
from fordel.shared.dates import moment
from fordel.shared.pages.columns import ListColumn, ListTable, PageList

_NOTHING: Final = mark_safe("")


@dataclass(frozen=True)
class ConflictRow:
    """A conflict as the reader sees it. `verbs` are the decisions that the reader may make now, `form` what they write
    for them, `token` guards against forgery."""

    conflict: ConflictOfInterest
    verbs: Sequence[str]
    form: Any
    where: Mapping[str, Any]
    token: str

    @property
    def waits(self) -> bool:
        return self.conflict.decided_at is None


def conflict_table(rows: Iterable[ConflictRow], *, is_member: bool, may_decide: bool) -> ListTable:
    """The conflicts by report. A member is shown neither titles nor anything to decide."""
    shown = PageList(
        (
            ListColumn[ConflictRow](
                "report", gettext_lazy("Report"), _of_member if is_member else _of_office, is_heading=True
            ),
            ListColumn[ConflictRow]("seat", gettext_lazy("Seat"), _seat),
            ListColumn[ConflictRow]("why", gettext_lazy("Why"), _why),
            ListColumn[ConflictRow]("state", gettext_lazy("State"), _state),
            *((ListColumn[ConflictRow]("decision", gettext_lazy("Decision"), _decision),) if may_decide else ()),
        )
    )
    return shown.table(rows, _("Conflicts of interest, by report"), css="")


def _of_member(row: ConflictRow) -> SafeString:
    report = row.conflict.report
    return format_html('{}<br><span class="muted small">{}</span>', report.number, report.owner.name)


def _of_office(row: ConflictRow) -> SafeString:
    report, box = row.conflict.report, _NOTHING
    if row.verbs and row.waits:
        words = _("Choose report %(number)s, %(seat)s") % {"number": report.number, "seat": row.conflict.member.label}
        box = format_html(
            '<input class="ds-input" type="checkbox" form="chosen" name="chosen" value="{}" aria-label="{}"> ',
            row.conflict.pk,
            words,
        )
    address = reverse("reports:report", kwargs={**row.where, "number": report.number})
    return format_html(
        '{}{} <a href="{}">{}</a><br><span class="muted small">{}</span>',
        box,
        report.number,
        address,
        report.title,
        report.owner.name,
    )


def _seat(row: ConflictRow) -> SafeString:
    member = row.conflict.member
    return format_html('{}<br><span class="muted small">{}</span>', member.label, member.person.name)


def _why(row: ConflictRow) -> SafeString:
    return format_html("{}{}", row.conflict.get_cause_display(), _said(row.conflict.reason))


def _state(row: ConflictRow) -> SafeString:
    conflict = row.conflict
    colour = {ConflictState.CONFLICTED: "danger", ConflictState.IMPARTIAL: "success"}.get(
        ConflictState(conflict.state), "warning"
    )
    when = ""
    if conflict.decided_at:
        by = f", {conflict.decided_by.name}" if conflict.decided_by else ""
        when = format_html('<br><span class="muted small">{}{}</span>', moment(conflict.decided_at), by)
    return format_html(
        '<span class="tag {}">{}</span>{}{}',
        colour,
        conflict.get_state_display(),
        when,
        _said(conflict.decision_text),
    )


def _said(text: str) -> SafeString | str:
    return format_html('<p class="small">{}</p>', linebreaksbr(text)) if text else ""


def _decision(row: ConflictRow) -> SafeString:
    if not row.verbs:
        return format_html('<span class="small">{}</span>', _("Somebody else at the office must decide it."))
    conflict = row.conflict
    words = {"find_conflicted": _("Not impartial"), "find_impartial": _("Impartial")}
    buttons = format_html_join(
        "",
        '<button class="ds-button" data-variant="secondary" name="verb" value="{}">{}</button>',
        ((verb, words[verb]) for verb in row.verbs),
    )
    return format_html(
        '<details{}><summary>{}<span class="ds-sr-only"> {} {}</span></summary>'
        '<form method="post" class="stack-small" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}<div class="row">{}</div></form></details>',
        mark_safe(" open") if row.form.errors else "",
        _("Decide") if row.waits else _("Decide again"),
        conflict.report.number,
        conflict.member.label,
        reverse("forum_work:decide-conflict", kwargs={**row.where, "conflict_id": conflict.pk}),
        row.token,
        row.form.render(),
        buttons,
    )
