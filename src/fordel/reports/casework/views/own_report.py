"""An owner's or partner's own list, and one report in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fordel.parties.models import Role
from fordel.reports.casework.forms import AnswerForm
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import takes_part
from fordel.reports.presentation.short_tables import share_table
from fordel.reports.selectors.log import log_of
from fordel.reports.selectors.report_page import own_report_from_url, participating_names
from fordel.reports.selectors.reports import partners_of
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error


def _yes_no_words() -> str:
    """The words of the `yesno` filter: yes, no, not given."""
    return ",".join((_("Yes"), _("No"), _("not given")))


@access(takes_part, target=own_report_from_url)
def own_report(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """The report as its owner sees it, or as a partner does: without the other partners' amounts."""
    return own_report_page(request)


def own_report_page(request: PageRequest[NeedsReport], form: AnswerForm | None = None) -> HttpResponse:
    """The page of `request.target`; `form` is the answer that was refused, if one was."""
    actor = request.actor
    found = request.target
    partners = partners_of([found.pk]).get(found.pk, [])
    is_partner = actor.is_in(Role.PARTNER)
    log = None if is_partner else log_of(found, for_owner=True)
    form = form or AnswerForm()
    if log is not None and log.questions:
        form.ask_for_answer()
    context = {
        "report": found,
        "is_partner": is_partner,
        "organisation_id": actor.organisation_id,
        "partners": partners,
        "shares": share_table(found, partners),
        "own_share": sum(partner.amount for partner in partners if partner.organisation_id == actor.organisation_id),
        "participating": participating_names(found),
        "yes_no_words": _yes_no_words(),
        "log": log,
        "form": form,
    }
    return render_or_error(request, "reports/received/own_report.html", context, form)
