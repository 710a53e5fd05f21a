"""The yearly report of a round: what it says, its comments, and its files."""

from __future__ import annotations

from typing import Any, Unpack

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.annual.forms import AnnualCommentForm
from fordel.annual.models import AnnualState
from fordel.annual.permissions import reads_annual, writes_annual
from fordel.annual.presentation.annual_page import AnnualPage, annual_page, former_links
from fordel.annual.presentation.files import file_of
from fordel.annual.presentation.steps import address_of
from fordel.annual.presentation.words import here
from fordel.annual.selectors.layouts import layout_of, needed_layout, reporting_round_from_url
from fordel.annual.selectors.reports import Written, comments_of, versions_of
from fordel.annual.services.write import CommentChangedError, save_comment
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import number_from_form
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent

_MOST_VERSIONS = 1_000_000


@access(reads_annual, target=round_from_url)
def report(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What is written or sent, and what can be done with it now."""
    round_ = request.target
    if layout_of(round_.scheme) is None:
        return render(request, "annual/none.html", {"round": round_})
    page: AnnualPage = annual_page(round_, request.actor)
    context = {"round": round_, "page": page, "former": former_links(round_)}
    return render(request, "annual/report.html", context)


@access(reads_annual, target=reporting_round_from_url)
def report_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The same as a file; marked as a draft as long as it is not sent."""
    return file_of(annual_page(request.target, request.actor).filed, kind).answer()


@access(writes_annual, target=reporting_round_from_url)
def comment(request: PageRequest[Round], topic: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """One comment. If two have written at the same time, both texts are shown."""
    round_ = request.target
    section = needed_layout(round_.scheme).section(topic)
    if section is None:
        raise Http404
    current = versions_of(round_).current
    now = comments_of(current).get(topic, Written())
    form = AnnualCommentForm(section, sent(request), initial={"text": now.text})
    context: dict[str, Any] = {
        "round": round_,
        "section_title": here(section.title),
        "form": form,
        "seen": now.version,
        "is_sent": current is not None and current.is_sent,
        "is_frozen": current is not None and current.state in (AnnualState.READY, AnnualState.HALF_SIGNED),
    }

    def save() -> HttpResponse:
        seen = number_from_form(pressed(request, "seen"), _MOST_VERSIONS) or 0
        try:
            save_comment(round_, section, seen, form.cleaned_data["text"], request.actor.person_or_refuse)
        except CommentChangedError as error:
            context["saved"] = error.saved
            raise
        messages.success(request, _("The comment is saved."))
        return HttpResponseRedirect(f"{address_of(round_)}#{topic}")

    return save_or_show(request, form, save, lambda: render_or_error(request, "annual/comment.html", context, form))
