"""The audit log of an office, for the auditor: who did what and when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from fordel.parties.models import Office, Person
from fordel.parties.permissions import is_auditor
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.audit import words_of
from fordel.shared.models import AuditEntry


@access(is_auditor, target=office_from_url)
def office_history(request: PageRequest[Office], office: str) -> HttpResponse:
    here = request.target
    entries = AuditEntry.objects.filter(office_id=here.pk).order_by("-id")
    page = Paginator(entries, 50).get_page(request.GET.get("side"))
    names = dict(
        Person.objects.filter(pk__in={entry.actor_id for entry in page if entry.actor_id}).values_list("pk", "name")
    )
    rows = [(entry, names.get(entry.actor_id or 0, ""), words_of(entry.action) or entry.action) for entry in page]
    return render(request, "web/history.html", {"page": page, "rows": rows})
