"""Registers a report that came by e-mail or on paper: find the owner, add the original, and fill in the form."""

from __future__ import annotations

from typing import Unpack

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import RegisterForm
from fordel.reports.casework.selectors.owners import find_owners
from fordel.reports.casework.services.register_on_behalf import register_on_behalf
from fordel.reports.permissions import changes_reports
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.selectors.draft_facts import form_of
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(changes_reports, target=round_from_url)
def register(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    typed = sent(request)
    search = (typed or request.GET).get("q", "").strip()[:100]
    hits = find_owners(round_, search)
    most = scheme_of(round_.scheme).limits.attachment_megabytes
    limit = _("The letter, the scan or the e-mail (.eml), up to %(limit)s MB.") % {"limit": most}
    form = RegisterForm(typed, request.FILES if typed is not None else None, hits, search, limit)

    def save() -> HttpResponse:
        owner, upload = form.cleaned_data["owner"], form.cleaned_data["file"]
        name, content = (upload.name or "", upload.read()) if upload else ("", b"")
        draft = register_on_behalf(round_, owner, name, content, request.actor.person_or_refuse)
        return redirect("own_needs:draft-part", draft_id=draft.pk, part=form_of(round_).parts[0].code)

    context = {"round": round_, "search": search, "hits": hits, "form": form, "why_locked": why_not_change(round_)}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "reports/casework/register.html", context, form)
    )
