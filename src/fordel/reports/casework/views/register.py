"""Registers a report that came by e-mail or on paper: find the owner, add the original, and fill in the form."""

from __future__ import annotations

from typing import Unpack

from django.http import HttpResponse
from django.shortcuts import redirect, render

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.where import RoundKeys
from fordel.reports.casework.selectors.owners import find_owners
from fordel.reports.casework.services.register_on_behalf import register_on_behalf
from fordel.reports.drafting.selectors.draft_facts import form_of
from fordel.reports.permissions import changes_reports
from fordel.reports.plugs.report_locks import why_not_change
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.file_check import ACCEPTED


@access(changes_reports, target=round_from_url)
def register(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    error: UserError | None = None
    chosen = id_from_form(request.POST.get("owner"))
    if request.method == "POST":
        upload = request.FILES.get("file")
        name, content = (upload.name or "", upload.read()) if upload else ("", b"")
        try:
            draft = register_on_behalf(round_, chosen, name, content, request.actor.person_or_refuse)
            first = form_of(round_.scheme).parts[0]
            return redirect("own_needs:draft-part", draft_id=draft.pk, part=first.code)
        except UserError as mistake:
            error = mistake
    search = (request.POST or request.GET).get("q", "").strip()[:100]
    hits = find_owners(round_, search)
    if error is not None and error.field == "owner":
        error.field = f"owner-{hits[0].id}" if hits else "q"
    context = {
        "round": round_,
        "search": search,
        "hits": hits,
        "chosen": chosen or (hits[0].id if len(hits) == 1 else 0),
        "accepted": ACCEPTED,
        "megabytes": scheme_of(round_.scheme).limits.attachment_megabytes,
        "error": error,
        "why_locked": why_not_change(round_),
    }
    return render(request, "reports/casework/register.html", context, status=422 if error else 200)
