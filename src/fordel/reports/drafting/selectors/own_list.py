"""An owner's own list: drafts, what is sent, what must be corrected, and what to do next about each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.amounts import AmountError, parse_kroner
from fordel.core.form.definition import text_in
from fordel.core.form.window import Window
from fordel.parties.models import Organisation, Role
from fordel.parties.plugs.tasks import OwnVisit
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.drafting.selectors.open_rounds import asks_owner
from fordel.reports.drafting.selectors.own_deadline import OwnDeadline, own_deadline
from fordel.reports.models import DeadlineExtension, DraftParty, NeedsReport, PartyState, ReportDraft, ReportState
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.selectors.draft_facts import window_with
from fordel.reports.selectors.reports import questions_to_owner
from fordel.shared.dates import deadline, last_day, short_date
from fordel.writing.models import Field

_READ: Final = ("sent", "accepted", "asked")
"""States in which the report is opened, and not its draft."""
_ORDER: Final = {"returned": 0, "asked": 0, "declined": 1, "draft": 2, "unsent": 3, "waiting": 4}


@dataclass(frozen=True)
class OwnRow:
    """A draft or report of the owner. `amount` is kroner for the year (None while it cannot be read); `next` says what
    to do, or where it is; `order` sorts what must be done first; `due` is the last day to do it, if there is one;
    `scheme` is the short name of its scheme if the owner has to do with several."""

    url: str
    year: int
    number: int | None
    title: str
    office: str
    amount: int | None
    state: str
    state_word: str
    tone: str
    next: str
    parties: str
    order: int
    due: date | None = None
    scheme: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether the office waits for the owner: it has sent the report back, or asks about it."""
        return self.state in ("returned", "asked")

    @property
    def waits(self) -> bool:
        """Whether the owner must do something about it."""
        return self.order < _ORDER["waiting"]


class OwnList(NamedTuple):
    """The rows, what must be done first on top, and the deadline the owner looks towards (None where no year of its
    area asks for reports)."""

    rows: list[OwnRow]
    due: OwnDeadline | None


def own_reports(visit: OwnVisit) -> OwnList:
    """The owner's reports; none for a partner."""
    if visit.actor.role != Role.OWNER:
        return OwnList([], None)
    return own_list(visit.actor.organisation_id or 0, visit.instant)


def own_list(owner_id: int, instant: datetime) -> OwnList:
    """Five queries whatever the number, and those of the locks of the rounds that are open or waited for."""
    questions = questions_to_owner().filter(report=OuterRef("pk")).order_by("reply_by")
    rows = NeedsReport.objects.filter(owner=owner_id, round__is_history=False).order_by("number")
    reports = list(rows.annotate(answer_by=Subquery(questions.values("reply_by")[:1])))
    drafts = list(own_drafts(owner_id).select_related("document").order_by("document__created_at"))
    rounds = _rounds(owner_id, {*(each.round_id for each in reports), *(each.round_id for each in drafts)})
    fields = _fields(drafts)
    parties = _parties(drafts)
    extensions = {round_.pk: until for round_ in rounds.values() if (until := _extension(round_))}
    by_report = {draft.report_id: draft for draft in drafts if draft.report_id is not None}
    by_id = {report.pk: report for report in reports}
    for report in reports:
        report.round = rounds[report.round_id]
    is_decided = cache(lambda round_id: bool(why_not_change(rounds[round_id])))
    windows = {}
    for draft in drafts:
        draft.round = rounds[draft.round_id]
        draft.report = by_id.get(draft.report_id or 0)
        windows[draft.pk] = _window(draft, instant, extensions.get(draft.round_id), is_decided)
    found = [_sent(report, by_report.get(report.pk), windows, parties, is_decided) for report in reports]
    found += [_unsent(draft, fields[draft.pk], windows[draft.pk], parties) for draft in drafts if draft.report is None]
    found = _with_schemes(found, [*reports, *(draft for draft in drafts if draft.report is None)], rounds)
    found.sort(key=lambda row: (row.order, -row.year, row.number or 0))
    return OwnList(found, own_deadline(owner_id, rounds.values(), extensions, instant, is_decided))


def _window(
    draft: ReportDraft, instant: datetime, extension: datetime | None, is_decided: Callable[[int], bool]
) -> Window:
    """When the draft can be written in: asked of the locks only if the deadlines let it."""
    found = window_with(draft, instant, extension, is_decided=False)
    closed = found.is_open and is_decided(draft.round_id)
    return window_with(draft, instant, extension, is_decided=True) if closed else found


def _with_schemes(
    rows: list[OwnRow], about: Sequence[NeedsReport | ReportDraft], rounds: Mapping[int, Round]
) -> list[OwnRow]:
    """The rows with the names of their schemes if there are several; `about` is what each is about."""
    if len({round_.scheme_slug for round_ in rounds.values() if not round_.is_history}) < 2:
        return rows
    language = get_language() or "nb"
    names = {pk: text_in(scheme_of(round_.scheme).short_name, language) for pk, round_ in rounds.items()}
    return [replace(row, scheme=names[each.round_id]) for row, each in zip(rows, about, strict=True)]


def own_drafts(owner_id: int) -> QuerySet[ReportDraft]:
    """The owner's drafts; one that the office registers for them is theirs when it is sent."""
    unsent_by_office = Q(by_office=True, report__isnull=True)
    return ReportDraft.objects.filter(owner=owner_id, discarded_at__isnull=True).exclude(unsent_by_office)


def _extension(round_: Round) -> datetime | None:
    found: datetime | None = round_.own_extension  # type: ignore[attr-defined]  # annotated
    return found


def _rounds(owner_id: int, ids: set[int]) -> dict[int, Round]:
    """Those of the list, and the running ones at the office of the owner's municipality that take its reports; each
    with `own_extension`, the first instant that is too late for the owner if it has been given more time."""
    owner = Organisation.objects.filter(pk=owner_id)
    wanted = Q(pk__in=ids) | Q(office__in=owner.values("municipality__office"), is_history=False)
    extension = DeadlineExtension.objects.filter(owner=owner_id, round=OuterRef("pk"))
    rounds = Round.objects.filter(wanted).select_related("office", "scheme")
    return {
        round_.pk: round_
        for round_ in rounds.annotate(
            owner_kind=Subquery(owner.values("kind")[:1]), own_extension=Subquery(extension.values("until")[:1])
        )
        if round_.pk in ids or asks_owner(round_, round_.owner_kind)
    }


def _fields(drafts: list[ReportDraft]) -> defaultdict[int, dict[str, Any]]:
    found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    unsent = [draft.pk for draft in drafts if draft.report_id is None]
    wanted = Q(key="title") | Q(key__startswith="need.")
    rows = Field.objects.filter(wanted, document__in=unsent).values_list("document", "key", "value")
    for draft_id, key, value in rows:
        found[draft_id][key] = value
    return found


def _parties(drafts: list[ReportDraft]) -> defaultdict[int, Counter[str]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for draft_id, state in DraftParty.objects.filter(draft__in=drafts).values_list("draft", "state"):
        found[draft_id][state] += 1
    return found


def _answers(counts: Mapping[str, int]) -> str:
    """`1 of 2 have confirmed`; '' where nobody takes part."""
    total = sum(counts.values())
    if not total:
        return ""
    text = ngettext("%(done)s of %(total)d has confirmed", "%(done)s of %(total)d have confirmed", total)
    return text % {"done": counts.get(PartyState.CONFIRMED, 0), "total": total}


def _unsent(
    draft: ReportDraft, fields: Mapping[str, Any], window: Window, parties: Mapping[int, Mapping[str, int]]
) -> OwnRow:
    is_open = window.is_open
    if is_open:
        when = deadline(window.closes) if window.closes else ""
        following = _("Write on, and send it by %(when)s.") % {"when": when} if when else _("Write on, and send it.")
    else:
        following = _("It was not sent in time. You can read it.")
    return OwnRow(
        url=reverse("own_needs:draft", kwargs={"draft_id": draft.pk}),
        year=draft.round.year,
        number=None,
        title=str(fields.get("title") or "").strip() or _("a measure without a title yet"),
        office=draft.round.office.name,
        amount=_kroner(fields.get(f"need.{draft.round.year}")),
        state="draft",
        state_word=_("Draft") if is_open else _("Not sent"),
        tone="info" if is_open else "neutral",
        next=following,
        parties=_answers(parties.get(draft.pk, {})),
        order=_ORDER["draft"] if is_open else 9,
        due=_last_day(window),
    )


def _last_day(window: Window) -> date | None:
    """The last day on which it can be sent; None if it cannot be any more, or always can."""
    return last_day(window.closes) if window.is_open and window.closes else None


def _due(answer_by: datetime | None, window: Window | None) -> date | None:
    """The last day to answer the office if it asks, else to send the report."""
    if answer_by is not None:
        return last_day(answer_by)
    return _last_day(window) if window else None


def _kroner(text: Any) -> int | None:
    try:
        return parse_kroner(str(text), allow_zero=True) if text else None
    except AmountError:
        return None


def _sent(
    report: NeedsReport,
    draft: ReportDraft | None,
    windows: Mapping[int, Window],
    parties: Mapping[int, Mapping[str, int]],
    is_decided: Callable[[int], bool],
) -> OwnRow:
    window = windows.get(draft.pk) if draft else None
    counts = parties.get(draft.pk, {}) if draft else {}
    state, word, tone, following = _standing(report, draft, window, counts, is_decided)
    answer_by: datetime | None = report.answer_by  # type: ignore[attr-defined]  # annotated
    if answer_by is not None and state != "returned":  # whoever corrects it answers with that
        state, word, tone = "asked", _("The office asks"), "warning"
        following = _("Answer by %(when)s.") % {"when": deadline(answer_by)}
    to_draft = draft is not None and window is not None and window.is_open and state not in _READ
    name, key, pk = ("own_needs:report", "report_id", report.pk)
    if to_draft and draft is not None:
        name, key, pk = ("own_needs:draft", "draft_id", draft.pk)
    return OwnRow(
        url=reverse(name, kwargs={key: pk}),
        year=report.round.year,
        number=report.number,
        title=report.title,
        office=report.round.office.name,
        amount=report.amount,
        state=state,
        state_word=word,
        tone=tone,
        next=following,
        parties=_answers(counts),
        order=_ORDER.get(state, 6),
        due=_due(report.reply_by or answer_by, window),
    )


Standing = tuple[str, str, str, str]


def _standing(
    report: NeedsReport,
    draft: ReportDraft | None,
    window: Window | None,
    counts: Mapping[str, int],
    is_decided: Callable[[int], bool],
) -> Standing:
    """(state, word, tone, what to do next or where it is)."""
    is_open = window is not None and window.is_open
    if report.state != ReportState.SUBMITTED:
        return _handled(report, is_open=is_open)
    if counts.get(PartyState.DECLINED) and is_open:
        return "declined", _("Partner has declined"), "danger", _("Change partners and budget, and send it again.")
    if (
        draft is not None
        and is_open
        and report.received_at is not None
        and draft.document.changed_at > report.received_at
    ):
        return "unsent", _("Changes not sent"), "warning", _("Send it again if the changes are to count.")
    waiting = counts.get(PartyState.ASKED, 0) + counts.get(PartyState.CHANGED, 0)
    if waiting and not is_decided(report.round_id):
        text = ngettext("%(count)d has not confirmed yet.", "%(count)d have not confirmed yet.", waiting)
        return "waiting", _("Waits for confirmation"), "info", text % {"count": waiting}
    received = report.received_at or report.submitted_on
    text = _("Received on %(day)s.") % {"day": short_date(received)} if received else ""
    return "sent", _("Received"), "success", text


def _handled(report: NeedsReport, *, is_open: bool) -> Standing:
    """What the office has said, or the owner has taken back."""
    when = deadline(report.reply_by) if report.reply_by else ""
    again = _("You can still send it again.") if is_open else ""
    mend = _("Correct it, and send it again by %(when)s.") % {"when": when}
    return {
        ReportState.RETURNED.value: ("returned", _("Must be corrected"), "warning", mend),
        ReportState.WITHDRAWN.value: ("withdrawn", _("Withdrawn"), "neutral", again),
        ReportState.NOT_ELIGIBLE.value: ("not_eligible", _("Not eligible"), "danger", _("Read why.")),
        ReportState.ACCEPTED.value: ("accepted", _("Ready for the forum"), "success", ""),
    }[report.state]
