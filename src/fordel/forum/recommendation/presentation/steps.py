"""What is said before the recommendation is adopted or opened again, and before a dissent is taken away."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.core.votes import AGAIN, NO_MAJORITY, NO_QUORUM, TIE
from fordel.forum.models import Dissent, Prioritising, Recommendation, Vote
from fordel.forum.recommendation.selectors.content import state_of_draft
from fordel.forum.recommendation.selectors.recommendation import shown_to
from fordel.forum.recommendation.selectors.where_adopted import Candidate, most_likely
from fordel.forum.recommendation.services.recommendation_rules import RECOMMENDATIONS
from fordel.forum.seats.presentation.open_conflicts import remarks_on_conflicts
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.reports.presentation.readiness import remarks_on
from fordel.reports.selectors.readiness import not_ready
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def adopt_step(found: Recommendation, seen: int, candidates: list[Candidate], by: Person) -> Step:
    """Before it is adopted: what is not ready, undecided or not treated. `seen` is the revision that was read."""
    round_, state = found.round, state_of_draft(found)
    view = shown_to(state.content, frozenset())
    reports = NeedsReport.objects.filter(pk__in=[each["report_id"] for each in view.measures])
    what = ngettext(
        "The forum recommends %(count)s measure for %(kroner)s kroner, and holds back %(reserve)s.",
        "The forum recommends %(count)s measures for %(kroner)s kroner, and holds back %(reserve)s.",
        view.count,
    ) % {"count": view.count, "kroner": format_kroner(view.given), "reserve": format_kroner(view.reserve)}
    then = _("It is locked, the minutes of the meeting say so, and the approvers get a mail.")
    refused = why_not(RECOMMENDATIONS, found, "adopt", by, without=("no_vote",), state=state)
    return Step(
        question=_("Has the forum adopted the recommendation for %(year)s?") % {"year": round_.year},
        button=_("The forum has adopted it"),
        happens=f"{what} {then}",
        way_back=_("You can open it again, with a reason that all can read, until a proposal builds on it."),
        back=_page(round_),
        trail=_trail(round_),
        remarks=[
            *_untreated(candidates),
            *remarks_on(not_ready(reports), round_),
            *remarks_on_conflicts(round_),
            *_undecided(round_),
        ],
        hidden={"seen": str(seen)},
        is_danger=False,
        refusal=refused or _if_unread(found, seen) or _no_meeting(candidates),
    )


def reopen_step(found: Recommendation, by: Person) -> Step:
    return Step(
        question=_("Open the recommendation for %(year)s again?") % {"year": found.round.year},
        button=_("Open it again"),
        happens=_("It becomes a draft, and the forum must adopt it again. What was adopted is kept."),
        way_back=_("There is none but to adopt it again in a meeting."),
        back=_page(found.round),
        trail=_trail(found.round),
        refusal=why_not(RECOMMENDATIONS, found, "reopen", by, without=("reason",)),
    )


def remove_dissent_step(found: Recommendation, dissent: Dissent, seen: int, by: Person) -> Step:
    return Step(
        question=_("Take away the dissent of %(seat)s?") % {"seat": dissent.member.label},
        button=_("Take it away"),
        happens=_("These words go away: «%(text)s»") % {"text": dissent.text},
        way_back=_("There is none. If the member still disagrees, the dissent must be written again."),
        back=_page(found.round, "dissents"),
        trail=_trail(found.round),
        hidden={"seen": str(seen)},
        refusal=why_not(RECOMMENDATIONS, found, "change", by) or _if_unread(found, seen),
    )


def _page(round_: Round, anchor: str = "step") -> str:
    return f"{reverse('recommendation:recommendation', kwargs={**round_.where})}#{anchor}"


def _trail(round_: Round) -> list[Link]:
    return [Link(_("Recommendation"), reverse("recommendation:recommendation", kwargs={**round_.where}))]


def _if_unread(found: Recommendation, seen: int) -> UserError | None:
    if seen == found.revision:
        return None
    message = _("The recommendation has changed since you read it, or you have not opened it yet.")
    return UserError(message, _("Go back and read it as it is now. Nothing was changed."))


def _untreated(candidates: list[Candidate]) -> list[Remark]:
    if most_likely(candidates):
        return []
    return [Remark(_("No meeting has treated this draft: those that are held ended before it was made."))]


def _undecided(round_: Round) -> list[Remark]:
    """Votes that ended without a result and were not held again, and a prioritising that is still open."""
    undecided = (AGAIN, TIE, NO_MAJORITY, NO_QUORUM)
    votes = Vote.objects.filter(round=round_, result__outcome__in=undecided, followed_by=None)
    found = [
        Remark(_("The vote «%(question)s» ended without a result.") % {"question": question})
        for question in votes.order_by("pk").values_list("question", flat=True)
    ]
    if Prioritising.objects.filter(round=round_, closed_at=None).exists():
        address = reverse("forum_work:prioritising", kwargs={**round_.where})
        found.append(Remark(_("The members' prioritising is still open:"), [Link(_("Prioritising"), address)]))
    return found


def _no_meeting(candidates: list[Candidate]) -> UserError | None:
    if candidates:
        return None
    return UserError(_("It is adopted in a meeting."), _("Start the meeting first."))
