"""How the log names needs reports, drafts, spreadsheets and deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.parties.presentation.log_words import ORGANISATION, PERSON
from fordel.reports.models import (
    DeadlineExtension,
    ExtensionRequest,
    InternalNote,
    NeedsReport,
    PartyRole,
    PartyState,
    ReportDraft,
    ReportMessage,
    ReportState,
    SpreadsheetImport,
)
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, choice, count, flag, kroner, until
from fordel.writing.models import ScanState

REPORT: Final = "reports.needsreport"
_IMPORT: Final = "reports.spreadsheetimport"


def named_report(report: NeedsReport) -> Named:
    """Number and title, with the address of its page. Needs the round with office and scheme."""
    where = {**report.round.where, "number": report.number}
    return Named(f"{report.number} {report.title}", reverse("reports:report", kwargs=where))


def _reports(ids: Sequence[int]) -> Mapping[int, Named]:
    reports = NeedsReport.objects.filter(pk__in=ids).select_related("round__scheme", "round__office").defer("search")
    return {report.pk: named_report(report) for report in reports}


def _drafts(ids: Sequence[int]) -> Mapping[int, Named]:
    """By the owner alone: what is in a draft is the owner's until it is sent."""
    return {pk: Named(name) for pk, name in ReportDraft.objects.filter(pk__in=ids).values_list("pk", "owner__name")}


def _unsent() -> QuerySet[Any, Any]:
    """Drafts that are their owners' alone: that one was begun is known, what is in it is not."""
    return ReportDraft.objects.filter(report__isnull=True, by_office=False).values("pk")


def _imports(ids: Sequence[int]) -> Mapping[int, Named]:
    found = SpreadsheetImport.objects.filter(pk__in=ids).select_related("file", "round__office", "round__scheme")
    return {
        each.pk: Named(each.file.name, reverse("reports:import", kwargs={**each.round.where, "import_id": each.pk}))
        for each in found
    }


def _by_owner(model: type[ExtensionRequest] | type[DeadlineExtension], ids: Sequence[int]) -> Mapping[int, Named]:
    found = model.objects.filter(pk__in=ids).select_related("owner", "round__office", "round__scheme")
    return {
        each.pk: Named(each.owner.name, reverse("reports:extensions", kwargs={**each.round.where})) for each in found
    }


def _by_report(model: type[InternalNote] | type[ReportMessage], ids: Sequence[int]) -> Mapping[int, Named]:
    found = model.objects.filter(pk__in=ids).select_related("report__round__office", "report__round__scheme")
    return {each.pk: named_report(each.report) for each in found}


LOG_SUBJECTS: Final = (
    Subject(REPORT, _("Needs report"), _reports),
    Subject("reports.reportdraft", _("Draft of a needs report"), _drafts, private=_unsent, open_noun="reports.draft"),
    Subject(_IMPORT, _("Spreadsheet"), _imports),
    Subject(
        "reports.extensionrequest", _("Request for a later deadline"), lambda ids: _by_owner(ExtensionRequest, ids)
    ),
    Subject("reports.deadlineextension", _("Later deadline"), lambda ids: _by_owner(DeadlineExtension, ids)),
    Subject("reports.internalnote", _("Internal note"), lambda ids: _by_report(InternalNote, ids)),
    Subject("reports.reportmessage", _("Message about a needs report"), lambda ids: _by_report(ReportMessage, ids)),
)
_OWNER: Final = Detail(_("Owner"), of=ORGANISATION)
_FILE: Final = {"attachment": UNSAID, "sha256": UNSAID, "size": UNSAID, "scan": choice(_("Virus check"), ScanState)}
_ABOUT: Final = {"report": Detail(_("Needs report"), of=REPORT), "length": UNSAID}
LOG_DETAILS: Final[Details] = {
    "reports.file": {"sha256": UNSAID, "bytes": UNSAID, "size": UNSAID},
    "reports.mapping": {},
    "reports.import": {
        "total": kroner(_("Needs in all")),
        "accepted": count(_("New reports")),
        "updated": count(_("Updated")),
        "changed": UNSAID,
        "rejected": count(_("Rejected rows")),
        "duplicates": count(_("Rows that were there already")),
        "removed": count(_("Reports taken back")),
        "put_back": count(_("Reports put back as they were")),
    },
    "reports.draft": {"owner": _OWNER, "by_office": flag(_("By the office")), **_ABOUT},
    "reports.report": {
        "amount": kroner(_("Need")),
        "before": kroner(_("Before")),
        "version": UNSAID,
        "sequence": UNSAID,
        "sha256": UNSAID,
        "import": Detail(_("From"), of=_IMPORT),
        "from": choice(_("Was"), ReportState),
        "reason_length": UNSAID,
    },
    "reports.party": {
        "party": UNSAID,
        "organisation": Detail(_("Who"), of=ORGANISATION),
        "role": choice(_("As"), PartyRole),
        "state": choice(_("Was"), PartyState),
    },
    "reports.report.assigned": {
        "from": Detail(_("From"), of=PERSON),
        "to": Detail(_("To"), of=PERSON, none=_("nobody")),
    },
    "reports.attachment": _FILE,
    "reports.message": {**_ABOUT, "is_question": flag(_("Asks for an answer")), "messages": count(_("Answers"))},
    "reports.note": _ABOUT,
    "reports.exemption": {"basis": UNSAID, "length": UNSAID},
    "reports.extension": {"owner": _OWNER, "until": until(_("Deadline")), "from": until(_("Was"))},
    "reports.reminder": {"owners": count(_("Owners"))},
}
