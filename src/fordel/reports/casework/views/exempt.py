"""Exempting a measure from public access, and the way back."""

from __future__ import annotations

from typing import Unpack

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import ExemptForm
from fordel.reports.casework.presentation.exempt_step import bases_of, exempt_step
from fordel.reports.casework.services.exempt import exempt_report, lift_exemption
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import changes_reports
from fordel.reports.selectors.report_page import report_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import sent
from fordel.shared.pages.steps import ask_first, carrying_out


@access(changes_reports, target=report_from_url)
def exempt(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Asks for the legal basis and the reason; of one that is exempt, whether to make it public."""
    report, person = request.target, request.actor.person_or_refuse
    address = reverse("reports:report", kwargs={**keys, "number": number})
    step = exempt_step(report)
    if getattr(report, "exemption", None):
        said = _("The measure is public again.")
        carry_out = carrying_out(request, lambda: lift_exemption(report.pk, person), said, address)
        return ask_first(request, step, carry_out)
    form = ExemptForm(bases_of(report), sent(request))
    carry_out = carrying_out(
        request,
        lambda: exempt_report(report.pk, form.cleaned_data["basis"], form.cleaned_data["reason"], person),
        _("The measure is exempt from public access."),
        address,
    )
    return ask_first(request, step, carry_out, form)
