"""The log of an office: who did what and when, for the office's case officers and for auditors."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.parties.models import Office
from fordel.parties.permissions import is_auditor, is_case_officer
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.models import AuditEntry
from fordel.shared.paging import paged_query
from fordel.web.presentation.history_list import HISTORY
from fordel.web.selectors.history import HistoryFilter, about_words, actions, all_rows, history_of, rows_in_words

MOST_IN_FILE: Final = 20_000


@access(is_case_officer | is_auditor, target=office_from_url)
def office_history(request: PageRequest[Office], office: str) -> HttpResponse:
    return _page(request)


def _page(request: PageRequest[Office], refusal: str = "") -> HttpResponse:
    asked = HistoryFilter.from_query(request.GET)
    page = paged_query(_entries(request, asked), request.GET.get("side"))
    context = {
        "office": request.target,
        "asked": asked,
        "page": page,
        "page_query": f"{asked.query}&" if asked.query else "",
        "table": HISTORY.table(rows_in_words(list(page)), _("What was done, the newest first"), css="dense stacked"),
        "actions": actions(),
        "about": about_words(asked),
        "refusal": refusal,
        "is_refused": bool(asked.wrong or refusal),
    }
    return render(request, "web/history.html", context, status=422 if context["is_refused"] else 200)


@access(is_case_officer | is_auditor, target=office_from_url)
def history_file(request: PageRequest[Office], office: str, kind: str) -> HttpResponse:
    """What the page shows, all pages, as a file; the page says what to do if it is too much for one."""
    asked = HistoryFilter.from_query(request.GET)
    entries = _entries(request, asked)
    if asked.wrong or entries[MOST_IN_FILE : MOST_IN_FILE + 1].exists():
        return _page(request, "" if asked.wrong else _("The file would be too long. Choose a shorter period first."))
    return HISTORY.file(kind, f"{_('history')}-{request.target.slug}", _("History"), all_rows(entries))


def _entries(request: PageRequest[Office], asked: HistoryFilter) -> QuerySet[AuditEntry]:
    return history_of(request.target.pk, asked)
