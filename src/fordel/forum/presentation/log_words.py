"""How the log names seats, conflicts of interest, votes, scenarios and the recommendation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.forum.models import (
    ConflictOfInterest,
    ConflictState,
    ForumMember,
    Prioritising,
    Recommendation,
    Scenario,
    Vote,
)
from fordel.forum.scenarios.presentation.choices import methods
from fordel.meetings.presentation.log_words import MEETING
from fordel.parties.presentation.log_words import ORGANISATION, PERSON
from fordel.programme.presentation.log_words import round_words
from fordel.reports.presentation.log_words import REPORT
from fordel.shared.log_words import (
    UNSAID,
    Detail,
    Details,
    Named,
    Subject,
    choice,
    count,
    day,
    instant,
    kroner,
    kroner_in_all,
    words,
)

SCENARIO: Final = "forum.scenario"
_SEAT: Final = "forum.forummember"


def _scenarios(ids: Sequence[int]) -> Mapping[int, Named]:
    found = Scenario.objects.filter(pk__in=ids).select_related("round__office", "round__scheme")
    return {
        each.pk: Named(
            f"{each.number} {each.name}",
            reverse("forum:distribution", kwargs={**each.round.where}) + f"?scenario={each.number}",
        )
        for each in found.defer("problem", "answer")
    }


def _seats(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = ForumMember.objects.filter(pk__in=ids).values_list("pk", "label", "office__slug")
    return {pk: Named(label, reverse("forum_people:members", kwargs={"office": office})) for pk, label, office in rows}


def _conflicts(ids: Sequence[int]) -> Mapping[int, Named]:
    found = ConflictOfInterest.objects.filter(pk__in=ids).select_related(
        "member", "report__round__office", "report__round__scheme"
    )
    return {
        each.pk: Named(
            f"{each.member.label}, {each.report.number} {each.report.title}",
            reverse("forum_work:conflicts", kwargs={**each.report.round.where}),
        )
        for each in found
    }


def _votes(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Vote.objects.filter(pk__in=ids).values_list("pk", "question", "meeting_id", "meeting__office__slug")
    return {
        pk: Named(question, reverse("meetings:meeting", kwargs={"office": office, "meeting_id": meeting}))
        for pk, question, meeting, office in rows
    }


def _recommendations(ids: Sequence[int]) -> Mapping[int, Named]:
    found = Recommendation.objects.filter(pk__in=ids).select_related("round__office", "round__scheme")
    return {
        each.pk: Named(round_words(each.round), reverse("recommendation:recommendation", kwargs={**each.round.where}))
        for each in found.defer("content", "earlier")
    }


def _prioritisings(ids: Sequence[int]) -> Mapping[int, Named]:
    found = Prioritising.objects.filter(pk__in=ids).select_related("round__office", "round__scheme")
    return {
        each.pk: Named(round_words(each.round), reverse("forum_work:prioritising", kwargs={**each.round.where}))
        for each in found
    }


LOG_SUBJECTS: Final = (
    Subject(SCENARIO, _("Scenario"), _scenarios),
    Subject(_SEAT, _("Seat in the forum"), _seats),
    Subject("forum.conflictofinterest", _("Conflict of interest"), _conflicts),
    Subject("forum.vote", _("Vote"), _votes),
    Subject("forum.recommendation", _("Recommendation"), _recommendations),
    Subject("forum.prioritising", _("Prioritising"), _prioritisings),
)
_METHOD: Final = Detail(_("Method"), lambda method: methods()[method][0] if method in methods() else "")
_SCENARIO: Final = {
    "number": UNSAID,
    "method": _METHOD,
    "reserve": kroner_in_all(_("Held back")),
    "input_hash": UNSAID,
    "version": UNSAID,
}
LOG_DETAILS: Final[Details] = {
    "forum.scenario": _SCENARIO,
    "forum.seat": {
        "group": UNSAID,
        "person": Detail(_("Member"), of=PERSON),
        "deputy": Detail(_("Deputy"), of=PERSON),
        "organisation": Detail(_("For"), of=ORGANISATION),
        "starts_on": day(_("From")),
        "ends_on": day(_("Last day")),
    },
    "forum.conflict": {
        "seat": UNSAID,
        "report": UNSAID,
        "state": choice(_("Now"), ConflictState),
    },
    "forum.prioritising": {
        "method": words(_("Assessed by"), {"points": _("points"), "ranks": _("order")}),
        "assessments": count(_("Assessments")),
    },
    "forum.vote": {
        "meeting": Detail(_("In"), of=MEETING),
        "options": count(_("Options")),
        "report": Detail(_("About"), of=REPORT),
        "follows": UNSAID,
        "seats": UNSAID,
        "present": count(_("Present")),
        "entitled": count(_("May vote")),
        "voted": count(_("Voted")),
        "fell_away": UNSAID,
        "outcome": UNSAID,
        "at": instant(_("May be closed")),
        "seat": Detail(_("Seat"), of=_SEAT),
    },
    "forum.recommendation": {
        "scenario": UNSAID,
        "measures": count(_("Measures")),
        "kroner": kroner(_("Recommended in all")),
        "meeting": Detail(_("In"), of=MEETING),
        "sha256": UNSAID,
        "report": UNSAID,
        "text": UNSAID,
        "reserve_text": UNSAID,
        "length": UNSAID,
        "order": count(_("Measures in order")),
        "dissent": Detail(_("Dissent by"), of=_SEAT),
        "dissent_removed": UNSAID,
    },
}
