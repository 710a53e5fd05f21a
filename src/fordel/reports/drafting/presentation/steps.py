"""What is said before an owner withdraws a report or discards a draft."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.form.window import Window
from fordel.core.money import format_kroner
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.presentation.window_texts import why_closed
from fordel.shared.dates import deadline
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Step


def withdraw_step(report: NeedsReport, draft: ReportDraft, window: Window) -> Step:
    """Before a report is withdrawn: until when it can be sent again."""
    refusal = _why_not_withdrawn(report, window)
    amount = {"title": report.title, "amount": format_kroner(report.amount)}
    not_considered = _("«%(title)s» with a need of %(amount)s kroner is not considered.") % amount
    notified = _("Partners that know of it are notified.")
    again = _("Nothing you wrote is lost, and you can send it again.")
    if window.closes:
        until = _("Nothing you wrote is lost, and you can send it again until %(when)s.")
        again = until % {"when": deadline(window.closes)}
    question = _("Withdraw the needs report?")
    if refusal is not None:
        question = _("The report is withdrawn") if report.state == "withdrawn" else _("The report cannot be withdrawn")
    return Step(
        question=question,
        button=_("Withdraw the report"),
        happens="" if refusal else f"{not_considered} {notified}",
        way_back=again,
        back=_draft_page(draft),
        trail=_trail(draft, report.title),
        refusal=refusal,
    )


def _why_not_withdrawn(report: NeedsReport, window: Window) -> UserError | None:
    if report.state == "withdrawn":
        return UserError(_("The report is withdrawn"), _("Nothing more needs to be done."))
    if window.is_open and not window.only_partners and report.state in ("submitted", "returned"):
        return None
    return UserError(*why_closed(window))


def discard_step(draft: ReportDraft) -> Step:
    """Before a draft that was never sent is discarded: how many who were asked are notified."""
    title = draft.document.fields.filter(key="title").values_list("value", flat=True).first()
    name = title or _("a measure without a title yet")
    asked = draft.parties.exclude(state__in=("not_asked", "declined")).count()
    goes = _(
        "«%(title)s» disappears for everybody at your place, with attachments. It was never sent, so nobody else has"
        " lost anything."
    ) % {"title": name}
    notified = ngettext(
        "%(count)s organisation that was asked is notified.",
        "%(count)s organisations that were asked are notified.",
        asked,
    ) % {"count": asked}
    return Step(
        question=_("Discard the draft?"),
        button=_("Discard the draft"),
        happens=f"{goes} {notified}" if asked else goes,
        way_back=_("There is none. This cannot be undone."),
        back=_draft_page(draft),
        trail=_trail(draft, str(name)),
    )


def _draft_page(draft: ReportDraft) -> str:
    return reverse("own_needs:draft", kwargs={"draft_id": draft.pk})


def _trail(draft: ReportDraft, title: str) -> list[Link]:
    return [Link(_("Needs reports"), reverse("own_needs:list")), Link(title, _draft_page(draft))]
