"""Where members are or may be partial: the member declares, the secretariat decides."""

from __future__ import annotations

from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.core.lifecycle import CONFLICT
from fordel.forum.models import ConflictOfInterest
from fordel.forum.permissions import acts_as_member, keeps_members, reads_members
from fordel.forum.seats.forms import DecideForm, DeclareForm
from fordel.forum.seats.presentation.conflict_list import ConflictRow, conflict_table
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.forum.seats.selectors.members import conflict_from_url, conflicts_of, open_reports, own_conflicts, own_seats
from fordel.forum.seats.services.conflicts import decide_conflict, declare_conflict, find_conflicted
from fordel.parties.actors import Actor, actor_in
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import reports_of_round
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, ticked
from fordel.shared.pages.forms import PageForm


@access(reads_members, target=round_from_url)
def conflicts(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _page(request, request.target)


def _page(
    request: HttpRequest, round_: Round, form: PageForm | None = None, error: UserError | None = None
) -> HttpResponse:
    """The page; `form` is the declaration or decision that was refused, and `error` what no form is to blame for."""
    actor = actor_in(request)
    is_member = actor.is_in(Role.FORUM_MEMBER)
    may_decide = keeps_members(actor, round_).allowed
    listed = conflicts_of(round_, actor)
    own = own_conflicts(listed, actor.person_id or 0) if may_decide else frozenset()
    refused = form.conflict_id if isinstance(form, DecideForm) else 0
    token = get_token(request)
    rows = [
        ConflictRow(
            each,
            _verbs(each) if may_decide and each.pk not in own else [],
            form if form is not None and each.pk == refused else DecideForm(None, each.pk),
            round_.where,
            token,
        )
        for each in listed
    ]
    if refused and form is not None and not any(row.conflict.pk == refused and row.verbs for row in rows):
        wrong = next(form.mistakes)  # its form is not on the page
        form, error = None, UserError(wrong.message, wrong.fix)
    context: dict[str, Any] = {
        "round": round_,
        "office": round_.office,
        "rows": rows,
        "table": conflict_table(rows, is_member=is_member, may_decide=may_decide) if rows else None,
        "waiting": sum(each.decided_at is None for each in listed),
        "is_member": is_member,
        "may_decide": may_decide,
        "form": form,
        "error": error,
    }
    if is_member:
        context["declare"] = form if isinstance(form, DeclareForm) else _declaration(None, round_, actor)
    return render_or_error(request, "forum/seats/conflicts.html", context, form or error)


def _declaration(data: QueryDict | None, round_: Round, actor: Actor) -> DeclareForm:
    return DeclareForm(data, open_reports(round_, conflicted_reports(actor)))


def _verbs(conflict: ConflictOfInterest) -> list[str]:
    return [verb for verb in ("find_conflicted", "find_impartial") if CONFLICT.allows(conflict.state, verb)]


@require_POST
@access(acts_as_member, target=round_from_url)
def declare(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The member's own word that they are not, or may not be, impartial in a report."""
    round_, actor = request.target, request.actor
    form = _declaration(request.POST, round_, actor)

    def save() -> HttpResponse:
        report = reports_of_round(round_).filter(number=form.cleaned_data["report"]).first()
        if report is None:
            raise UserError(_("Choose a report."), "", "report")
        for seat in own_seats(actor):
            declare_conflict(seat, report, form.cleaned_data["words"], actor.person_or_refuse)
        messages.success(request, _("It is noted. The report is closed to you until the secretariat has decided."))
        return redirect("forum_work:conflicts", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, form))


@require_POST
@access(keeps_members, target=conflict_from_url)
def decide(request: PageRequest[ConflictOfInterest], conflict_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The secretariat's decision on impartiality."""
    form = DecideForm(request.POST, conflict_id)

    def save() -> HttpResponse:
        verb, words = pressed(request, "verb"), form.cleaned_data["words"]
        decide_conflict(conflict_id, verb, words, request.actor.person_or_refuse)
        messages.success(request, _("The decision is noted."))
        return redirect("forum_work:conflicts", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_from_url(**keys), form))


@require_POST
@access(keeps_members, target=round_from_url)
def decide_chosen(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The ticked ones are not impartial; the other decision needs a reason for each."""
    round_ = request.target
    chosen = ticked(request, "chosen")
    try:
        count = find_conflicted(chosen, round_, request.actor.person_or_refuse)
    except UserError as error:
        return _page(request, round_, error=error)
    text = ngettext("%(count)s decision is noted.", "%(count)s decisions are noted.", count)
    messages.success(request, text % {"count": count})
    return redirect("forum_work:conflicts", **keys)
