"""What cannot simply be undone with the recommendation: each step asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.forum.models import Recommendation
from fordel.forum.permissions import keeps_members
from fordel.forum.recommendation.forms import AdoptForm, ReopenForm
from fordel.forum.recommendation.presentation.steps import adopt_step, remove_dissent_step, reopen_step
from fordel.forum.recommendation.selectors.recommendation import recommendation_from_url
from fordel.forum.recommendation.selectors.where_adopted import meetings_to_adopt_in
from fordel.forum.recommendation.services.adopt_recommendation import adopt_recommendation, reopen_recommendation
from fordel.forum.recommendation.services.write_recommendation import remove_dissent
from fordel.meetings.models import Meeting
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import sent, sent_along
from fordel.shared.pages.steps import ask_first, carrying_out


def _seen(request: HttpRequest) -> int:
    """The revision that the person has read: in the link to the step, and then in the form of its page."""
    return id_from_form(sent_along(request, "seen"))


def _then(
    request: HttpRequest, found: Recommendation, act: Callable[[], object], done: str
) -> Callable[[], HttpResponse]:
    address = reverse("recommendation:recommendation", kwargs={**found.round.where})
    return carrying_out(request, act, done, address)


@access(keeps_members, target=recommendation_from_url)
def adopt(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    found, person = request.target, request.actor.person_or_refuse
    candidates, seen = meetings_to_adopt_in(found), _seen(request)
    form = AdoptForm(sent(request), candidates)

    def act() -> None:
        chosen = Meeting.objects.filter(office=found.office_id, pk=form.cleaned_data["meeting"])
        adopt_recommendation(found.pk, seen, chosen.select_related("office").first(), person)

    done = _("The recommendation is adopted and locked. The approver has been notified.")
    return ask_first(request, adopt_step(found, seen, candidates, person), _then(request, found, act, done), form)


@access(keeps_members, target=recommendation_from_url)
def reopen(request: PageRequest[Recommendation], **keys: Unpack[RoundKeys]) -> HttpResponse:
    found, person, form = request.target, request.actor.person_or_refuse, ReopenForm(sent(request))
    done = _("The recommendation is a draft again.")
    carry_out = _then(
        request, found, lambda: reopen_recommendation(found.pk, form.cleaned_data["because"], person), done
    )
    return ask_first(request, reopen_step(found, person), carry_out, form)


@access(keeps_members, target=recommendation_from_url)
def take_dissent_away(request: PageRequest[Recommendation], dissent_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    found, person, seen = request.target, request.actor.person_or_refuse, _seen(request)
    dissent = found.dissents.filter(pk=dissent_id).select_related("member").first()
    if dissent is None:
        raise Http404
    done = _("The dissent is taken away.")
    carry_out = _then(request, found, lambda: remove_dissent(found.pk, seen, dissent_id, person), done)
    return ask_first(request, remove_dissent_step(found, dissent, seen, person), carry_out)
