"""The forum adopts its recommendation in a meeting: it is locked, kept with its hash, and goes to the governor."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.core.allocation.receipt import canonical_hash
from fordel.forum.models import Recommendation, Scenario
from fordel.forum.recommendation import events
from fordel.forum.recommendation.documents.files import recommendation_pdf
from fordel.forum.recommendation.notices import RecommendationAdopted
from fordel.forum.recommendation.selectors.content import Content, state_of_draft
from fordel.forum.recommendation.selectors.recommendation import MEETS, RecommendationView, view_of
from fordel.forum.recommendation.services.recommendation_rules import RECOMMENDATIONS
from fordel.forum.recommendation.services.write_recommendation import open_for_change
from fordel.forum.seats.selectors.report_subject import subject_of_report
from fordel.meetings.models import Meeting
from fordel.meetings.selectors.meetings import day_of
from fordel.meetings.services.minutes import write_line
from fordel.notices.recipient import to_office
from fordel.notices.services.notify import notify
from fordel.parties.models import Person, Role
from fordel.parties.selectors.language import language_of_office
from fordel.programme.selectors.running import name_among, running_rounds
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.events import emit
from fordel.shared.fields import fitting
from fordel.shared.files import store_file
from fordel.shared.lifecycles import advance


@transaction.atomic
def adopt_recommendation(recommendation_id: int, seen: int, meeting: Meeting | None, actor: Person) -> Recommendation:
    """The recommendation, locked: what it says is kept with its SHA-256 and as PDF, the minutes tell of it, and the
    approvers of the office get mail. Raises UserError for what is missing, and while a vote is open."""
    found = open_for_change(recommendation_id, seen, actor)
    if meeting is None or meeting.office_id != found.office_id or meeting.state not in MEETS:
        raise UserError(
            _("Choose the meeting in which the forum agreed."),
            _("It must have started, and its minutes be open."),
            "meeting",
        )
    Scenario.objects.select_for_update().get(pk=found.scenario_id)  # what is adopted is what it holds
    language = language_of_office(found.round.office)
    with override(language):
        state = state_of_draft(found)
    advance(RECOMMENDATIONS, found, "adopt", actor, state=state, meeting=meeting)
    found.adopted_at, found.adopted_in = now(), meeting
    found.content = state.content | {
        "adopted_at": found.adopted_at.isoformat(),
        "meeting": {
            "title": meeting.title,
            "date": day_of(meeting).isoformat() if meeting.starts_at else "",
        },
    }
    found.sha256, found.revision = canonical_hash(found.content), found.revision + 1
    view = view_of(found, frozenset())
    with override(language):
        name = _("Recommendation %(year)s") % {"year": found.round.year}
        found.pdf = store_file(f"{name}.pdf", recommendation_pdf(found, view), "application/pdf", None)
        line = _minute_words(view, name_among(found.round_id, running_rounds(found.office_id)))
        dissents = [(_dissent_words(each), _subject_of(each)) for each in view.content["dissents"]]
    found.save()
    write_line(meeting, line, kind="decision", by=actor)
    for words, subject in dissents:
        write_line(meeting, words, kind="decision", by=actor, subject=subject)
    notice = RecommendationAdopted(found.round, view.count, view.given, view.reserve)
    notify(to_office(found.round.office, (Role.APPROVER,)), notice)
    details = {"sha256": found.sha256, "measures": view.count, "kroner": view.given, "meeting": meeting.pk}
    record("forum.recommendation.adopted", actor=actor, subject=found, office=found.office_id, details=details)
    emit(events.RecommendationAdopted(found.pk, found.round_id))
    return found


def _minute_words(view: RecommendationView, round_name: str) -> str:
    """Without sums and measures: the minutes are also read by those to whom a report is closed."""
    what = round_name or view.content["year"]
    return _("The forum adopted its recommendation for %(year)s. It is locked.") % {"year": what}


def _dissent_words(dissent: Content) -> str:
    """Who does not stand behind the recommendation, and why in their own words."""
    about = {"seat": dissent["seat"], "text": dissent["text"], "number": dissent["report"]}
    if dissent["report"] is None:
        return _("Dissent from %(seat)s: «%(text)s»") % about
    return _("Dissent from %(seat)s about report %(number)s: «%(text)s»") % about


def _subject_of(dissent: Content) -> str:
    return subject_of_report(dissent["report_id"]) if dissent["report_id"] is not None else ""


@transaction.atomic
def reopen_recommendation(recommendation_id: int, because: str, actor: Person) -> Recommendation:
    """A draft again; what was adopted is kept beside it. Raises UserError without a reason, and while a proposal or a
    decision builds on it."""
    query = Recommendation.objects.select_for_update(of=("self",)).select_related("round__office")
    found = query.get(pk=recommendation_id)
    advance(RECOMMENDATIONS, found, "reopen", actor, because=because)
    before = {
        "adopted_at": found.adopted_at.isoformat() if found.adopted_at else "",
        "sha256": found.sha256,
        "because": fitting(because.strip(), 300, "because"),
        "content": found.content,
    }
    found.earlier = [*found.earlier, before]
    found.adopted_at, found.adopted_in, found.content, found.sha256, found.pdf = None, None, {}, "", None
    found.revision += 1
    found.save()
    details = {"sha256": before["sha256"]}
    record("forum.recommendation.reopened", actor=actor, subject=found, office=found.office_id, details=details)
    return found
