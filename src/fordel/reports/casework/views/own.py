"""What an owner answers the office about a report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.reports.casework.forms import AnswerForm
from fordel.reports.casework.services.messages import answer_office
from fordel.reports.casework.views.own_report import own_report_page
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import owns_report
from fordel.reports.selectors.report_page import own_report_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import save_or_show, sent


@require_POST
@access(owns_report, target=own_report_from_url)
def answer(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """Sends what was written; it stays on the page when something is wrong."""
    form = AnswerForm(sent(request))

    def save() -> HttpResponse:
        answer_office(report_id, form.cleaned_data["answer"], request.actor.person_or_refuse)
        messages.success(request, _("The message is sent to the county governor."))
        return redirect("own_needs:report", report_id=report_id)

    return save_or_show(request, form, save, lambda: own_report_page(request, form))
