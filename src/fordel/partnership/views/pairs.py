"""A partnership: its agreements, what both sides say of each year, and what they are to do."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.partnership.forms import ActionForm, StatusForm
from fordel.partnership.models import SIGNED_STATES, Partnership
from fordel.partnership.permissions import reads_partnership, takes_part
from fordel.partnership.presentation.agreement_view import state_tag, state_word
from fordel.partnership.presentation.status_list import actions, years
from fordel.partnership.selectors.statuses import actions_of, agreements_of, partnership_from_url, year_lines
from fordel.partnership.services.status import add_action, finish_action, give_status, years_to_report
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.row_actions import RowActions


@access(reads_partnership, target=partnership_from_url)
def partnership(request: PageRequest[Partnership], partnership_id: int) -> HttpResponse:
    """All of it, with forms for the two sides."""
    return _page(request, request.target)


def _page(request: PageRequest[Partnership], between: Partnership, wrong: PageForm | None = None) -> HttpResponse:
    """`wrong` is a form that was refused."""
    is_part = takes_part(request.actor, between).allowed
    agreements = [each for each in agreements_of(between) if is_part or each.state in SIGNED_STATES]
    reported, buttons = years_to_report(between), RowActions(get_token(request)) if is_part else None
    lines, to_do = year_lines(between.statuses.all()), list(actions_of(between))
    context = {
        "between": between,
        "agreements": [(each, state_word(each), state_tag(each)) for each in agreements],
        "lines": lines,
        "years": years(between).table(lines, _("Each year as both sides see it, the newest first"), css="stacked"),
        "to_do": to_do,
        "actions": actions(between, buttons).table(
            to_do, _("What is to be done, the most urgent first"), css="stacked"
        ),
        "is_part": is_part,
        "may_report": is_part and bool(reported),
        "status_form": wrong if isinstance(wrong, StatusForm) else StatusForm(reported),
        "action_form": wrong if isinstance(wrong, ActionForm) else ActionForm(between),
        "form": wrong,
    }
    return render_or_error(request, "partnership/partnership.html", context, wrong)


def _done(between: Partnership, words: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("pairs:partnership", kwargs={"partnership_id": between.pk}) + words)


@require_POST
@access(takes_part, target=partnership_from_url)
def status(request: PageRequest[Partnership], partnership_id: int) -> HttpResponse:
    """How the actor's side sees a year."""
    between, actor = request.target, request.actor
    form = StatusForm(years_to_report(between), sent(request))

    def save() -> HttpResponse:
        give_status(partnership_id, between.side_of(actor.organisation_id), form.facts(), actor.person_or_refuse)
        messages.success(request, _("The status is saved. The other side is notified."))
        return _done(between, "#years")

    return save_or_show(request, form, save, lambda: _page(request, between, form))


@require_POST
@access(takes_part, target=partnership_from_url)
def action(request: PageRequest[Partnership], partnership_id: int) -> HttpResponse:
    """Something that one side is to do."""
    between, actor = request.target, request.actor
    form = ActionForm(between, sent(request))

    def save() -> HttpResponse:
        add_action(partnership_id, between.side_of(actor.organisation_id), form.facts(), actor.person_or_refuse)
        messages.success(request, _("It is written down."))
        return _done(between, "#actions")

    return save_or_show(request, form, save, lambda: _page(request, between, form))


@require_POST
@access(takes_part, target=partnership_from_url)
def done(request: PageRequest[Partnership], partnership_id: int, step_id: int) -> HttpResponse:
    """Marks something as done."""
    if not request.target.actions.filter(pk=step_id).exists():
        raise Http404
    finish_action(step_id, request.actor.person_or_refuse)
    messages.success(request, _("It is marked as done."))
    return _done(request.target, "#actions")
