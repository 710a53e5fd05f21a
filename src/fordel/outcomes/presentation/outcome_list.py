"""The columns of outcome reports: the office's queue, what was not used, and an organisation's own."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.core.money import format_kroner
from fordel.outcomes.models import OutcomeState, Wish
from fordel.outcomes.selectors.outcome_list import LATE, UNUSED, WAITING, OutcomeRow
from fordel.programme.models import Round
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList

STATES: Final = (
    (WAITING, gettext_lazy("Not sent")),
    (LATE, gettext_lazy("Late")),
    (OutcomeState.SUBMITTED.value, OutcomeState.SUBMITTED.label),
    (OutcomeState.RETURNED.value, OutcomeState.RETURNED.label),
    (OutcomeState.APPROVED.value, OutcomeState.APPROVED.label),
    (OutcomeState.CLOSED.value, OutcomeState.CLOSED.label),
    (UNUSED, gettext_lazy("Not all used")),
)
_TAGS: Final = {LATE: "danger", "submitted": "info", "returned": "warning", "approved": "success"}


def _word(row: OutcomeRow) -> str:
    return str(dict(STATES)[row.state])


def state_mark(row: OutcomeRow) -> SafeString:
    """The state as a mark."""
    return format_html('<span class="tag {}">{}</span>', _TAGS.get(row.state, ""), _word(row))


def _kroner(amount: int | None) -> str:
    return "–" if amount is None else format_kroner(amount)


def _wish(row: OutcomeRow) -> str:
    return str(Wish(row.wish).label) if row.wish else "–"


_MONEY: Final[tuple[ListColumn[OutcomeRow], ...]] = (
    ListColumn(
        "granted",
        gettext_lazy("Granted"),
        lambda row: format_kroner(row.granted),
        lambda row: row.granted,
        sorts=True,
        is_numeric=True,
    ),
    ListColumn(
        "used", gettext_lazy("Used"), lambda row: _kroner(row.used), lambda row: row.used, sorts=True, is_numeric=True
    ),
    ListColumn(
        "unused",
        gettext_lazy("Not used"),
        lambda row: _kroner(row.unused),
        lambda row: row.unused,
        sorts=True,
        is_numeric=True,
    ),
)


def _office(round_: Round) -> tuple[ListColumn[OutcomeRow], ...]:
    def measure(row: OutcomeRow) -> SafeString:
        address = reverse("outcome_office:report", kwargs={**round_.where, "outcome_id": row.pk})
        return format_html('<a href="{}">{} {}</a>', address, row.number, row.title)

    return (
        ListColumn("number", gettext_lazy("Number and measure"), measure, sorts=True, is_heading=True),
        ListColumn("nr", gettext_lazy("No."), value=lambda row: row.number),
        ListColumn("title", gettext_lazy("Measure"), value=lambda row: row.title),
        ListColumn("owner", gettext_lazy("Owner"), lambda row: row.owner, lambda row: row.owner, sorts=True),
    )


def queue(round_: Round, *, picks: bool) -> PageList[OutcomeRow]:
    """The office's queue; with `picks` each row begins with a box to tick, of the form `bulk`."""

    def box(row: OutcomeRow) -> SafeString:
        label = _("Choose report %(number)s") % {"number": row.number}
        html = '<input type="checkbox" name="chosen" value="{}" form="bulk" aria-label="{}">'
        return format_html(html, row.pk, label)

    def state(row: OutcomeRow) -> SafeString:
        lines = [state_mark(row)]
        if row.answered:
            lines.append(format_html('<span class="tag info">{}</span>', _("New answer")))
        elif row.asks:
            lines.append(format_html('<span class="muted">{}</span>', _("Waits for an answer")))
        if row.assigned:
            lines.append(format_html('<span class="muted">{}</span>', row.assigned))
        return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))

    def findings(row: OutcomeRow) -> str:
        return ngettext("%(count)s remark", "%(count)s remarks", row.findings) % {"count": row.findings}

    columns = (
        *_office(round_),
        ListColumn("state", gettext_lazy("State"), state, _word, sorts=True),
        ListColumn("assigned", gettext_lazy("Case officer"), value=lambda row: row.assigned),
        ListColumn(
            "findings",
            gettext_lazy("Remarks"),
            lambda row: findings(row) if row.findings else "–",
            lambda row: row.findings,
            sorts=True,
            css="nowrap",
        ),
        ListColumn(
            "last_day",
            gettext_lazy("Last day"),
            lambda row: short_date(row.last_day) if row.kept_state in ("open", "returned") else "–",
            lambda row: row.last_day,
            css="nowrap",
        ),
        *_MONEY,
    )
    pick = ListColumn[OutcomeRow]("pick", "", box, css="pick")
    return PageList((pick, *columns) if picks else columns, first="number")


def unused(round_: Round) -> PageList[OutcomeRow]:
    """What was not used, with what the owners wish."""
    wish = ListColumn[OutcomeRow]("wish", gettext_lazy("The owner's wish"), _wish, _wish)
    state = ListColumn[OutcomeRow]("state", gettext_lazy("State"), state_mark, _word, sorts=True)
    return PageList((*_office(round_), *_MONEY, wish, state), first="number")


def own_columns(organisation_id: int) -> PageList[OutcomeRow]:
    """The reports of an organisation: its own, and those where it answers a part."""

    def title(row: OutcomeRow) -> SafeString:
        address = reverse("outcomes:report", kwargs={"outcome_id": row.pk})
        return format_html('<a href="{}">{}</a>', address, row.title)

    def state(row: OutcomeRow) -> SafeString:
        if row.owner_id == organisation_id:
            return state_mark(row)
        if row.confirmed_at:
            return format_html('<span class="tag success">{}</span>', _("Your part is confirmed"))
        return format_html('<span class="tag warning">{}</span>', _("Your part is not confirmed"))

    def money(row: OutcomeRow) -> str:
        return format_kroner(row.granted) if row.owner_id == organisation_id else "–"

    def answer(row: OutcomeRow) -> str:
        return row.answer or "–"

    return PageList(
        (
            ListColumn("year", gettext_lazy("Year"), lambda row: row.year, is_numeric=True),
            ListColumn("title", gettext_lazy("Measure"), title, is_heading=True),
            ListColumn("owner", gettext_lazy("Owner"), lambda row: row.owner),
            ListColumn("state", gettext_lazy("State"), state),
            ListColumn("last_day", gettext_lazy("Last day"), lambda row: short_date(row.last_day)),
            ListColumn("granted", gettext_lazy("Granted"), money, is_numeric=True),
            ListColumn("answer", gettext_lazy("The county governor's answer"), answer, css="cell-text"),
        )
    )
