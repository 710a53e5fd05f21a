"""A decided round with one object of every kind, and people in every role, for the walk through all addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.test import Client
from django.urls import reverse

from fordel.core.form.content import content_of, sent_hash
from fordel.decisions.models import Award, Letter, Proposal
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, create_proposal, submit_proposal
from fordel.events.models import Evaluation, EvaluationCode, EventFile, EventMail, Participant
from fordel.events.selectors.evaluation import hash_of
from fordel.events.selectors.registrations import place_path
from fordel.events.services.evaluation import usual_questions
from fordel.events.services.register import confirm_booking
from fordel.forum.computing.specification import Specification
from fordel.forum.models import ConflictOfInterest, ForumMember, Scenario, Vote
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation, note_dissent
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.scenarios.services.show_scenarios import show_scenarios
from fordel.forum.seats.selectors.report_subject import subject_of_report
from fordel.guidance.services.questions import Asked, ask_question
from fordel.hearing.models import HearingFile
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import open_item
from fordel.meetings.services.minutes import add_action, write_line
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.news.models import FeedItem
from fordel.news.services.feeds import FeedFacts, follow_feed
from fordel.outcomes.services.casework import register_report
from fordel.outcomes.services.outcome_document import OFFICE_WRITES
from fordel.parties.models import Office, Organisation, Person, RoleAssignment
from fordel.parties.services.invite_person import invite_person
from fordel.parties.services.joining import ask_to_join
from fordel.partnership.services import status
from fordel.partnership.services.agreements import partnership_of
from fordel.partnership.services.offers import OfferFacts, save_offer
from fordel.plan.models import PlanCorrection
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.plan.services.themes import ThemeFacts, add_theme
from fordel.pulse.selectors.codes import codes_of
from fordel.reports.drafting.services.drafts import begin_draft
from fordel.reports.models import (
    DeadlineExtension,
    DraftParty,
    ExtensionRequest,
    NeedsReport,
    ReportDraft,
    SavedView,
    SpreadsheetImport,
)
from fordel.reports.selectors.draft_facts import facts_of
from fordel.shared.clock import now, today
from fordel.shared.files import store_file
from fordel.writing.models import Attachment, Comment, Submission
from fordel.writing.selectors.attachments import attachments_of
from fordel.writing.services.send import send_document
from tests.annual.reports import corrected
from tests.clients import client_of
from tests.decisions.conftest import know_forms
from tests.events.events import booking_for, published_event, series_of
from tests.guidance.articles import published
from tests.hearing.hearings import hearing_of, plan_to_hear, received
from tests.meetings.conftest import start
from tests.news.announcements import announced
from tests.notices.notified import notified
from tests.outcomes.reports import answers, open_one, write
from tests.partnership.agreements import in_force
from tests.pulse.pulses import opened
from tests.support.access_table import MEMBERS, OFFICE_ROLES, ROUTES
from tests.support.prepared import prepared
from tests.support.seats import seat_for
from tests.support.where import WHERE

Make = Callable[..., Any]
SECRET: Final = "fjelltjern"
"""A word in the title of everything that a meeting has: whoever may not read the meeting finds it nowhere."""


@dataclass
class World:
    """A decided round, one object of every kind in it, and a signed-in client for every role."""

    arguments: dict[str, Any]
    clients: dict[str, Client]
    people: dict[str, Person] = field(default_factory=dict)

    def url(self, name: str) -> str:
        return reverse(name, kwargs={key: self.arguments[key] for key in ROUTES[name]})


def people_of_the_world(report: NeedsReport, person_as: Make) -> dict[str, Person]:
    """Somebody in every role, at the office of the report and elsewhere."""
    partner = report.partners.get().organisation
    strangers = Organisation.objects.exclude(pk__in=[report.owner_id, partner.pk])
    people = {role: person_as(role) for role in ("case_officer", "approver", "national_reader", "auditor")}
    people |= {
        "owner": person_as("owner", organisation=report.owner),
        "partner": person_as("partner", organisation=partner),
        "other_owner": person_as("owner", organisation=strangers.filter(kind="municipality").first()),
        "other_partner": person_as("partner", organisation=strangers.filter(kind="university").first()),
    }
    people |= {role: person_as("forum_member") for role in sorted(MEMBERS)}
    people |= {f"other_{role}": person_as(role, office="trondelag") for role in sorted(OFFICE_ROLES)}
    people["other_auditor"] = person_as("auditor")
    elsewhere = RoleAssignment.objects.get(person=people["other_case_officer"]).office
    RoleAssignment.objects.filter(person=people["other_auditor"]).update(office=elsewhere)
    RoleAssignment.objects.create(person=people["member_elsewhere"], role="forum_member", office=elsewhere)
    administrators = [people["owner"].pk, people["case_officer"].pk]
    RoleAssignment.objects.filter(person__in=administrators).update(is_administrator=True)
    return people


def _seats(people: dict[str, Person]) -> ForumMember:
    """The members' seats; returns the one of `forum_member`."""
    seat = seat_for(people["forum_member"], deputy=people["member_deputy"])
    seat_for(people["member_ended"], begins=-400, ends=-1)
    seat_for(people["member_tomorrow"], begins=1)
    for role in ("member_elsewhere", "other_forum_member"):
        seat_for(people[role], office="trondelag")
    return seat


def make_world(round_: Any, person_as: Make) -> World:
    """The world; `round_` is Nordland's with the reports of the demo."""
    return prepared("world of every kind", lambda: _make_world(round_, person_as))


def _make_world(round_: Any, person_as: Make) -> World:
    report = NeedsReport.objects.get(round=round_, number=41)
    people = people_of_the_world(report, person_as)
    officer = people["case_officer"]
    scenario = create_scenario(round_, f"Ingen kutt {SECRET}", Specification(), officer)
    proposal = _decided(scenario, officer, people["approver"])
    clients = {"visitor": Client()} | {role: client_of(person) for role, person in people.items()}
    seat = _seats(people)
    begun = begin_recommendation(scenario, officer)
    note_dissent(begun.pk, begun.revision, seat.pk, f"Uenig {SECRET}", officer)
    arguments: dict[str, Any] = {
        "seat_id": seat.pk,
        "dissent_id": begun.dissents.get().pk,
        "conflict_id": _conflict(seat.office, NeedsReport.objects.get(round=round_, number=1)).pk,
        "round_id": round_.pk,
        **WHERE,
        "number": report.number,
        "report_id": report.pk,
        "import_id": SpreadsheetImport.objects.get(round=round_).pk,
        "scenario_id": scenario.pk,
        "proposal_id": proposal.pk,
        "award_id": Award.objects.get(proposal=proposal, report=report).pk,
        "letter_id": Letter.objects.get(award__proposal=proposal, award__report=report, recipient=report.owner).pk,
        "person_id": officer.pk,
        "pk": 1,
        "provider_id": "none",
        "organisation_id": report.owner_id,
        "invitation_id": invite_person("kari@example.org", actor=officer, organisation=report.owner).pk,
        "request_id": ask_to_join(people["other_owner"], report.owner, "").pk,
        "assignment_id": RoleAssignment.objects.get(person=people["owner"]).pk,
        "token": "none",
        "kind": "xlsx",
        "tail": "status/",
        "language": "nn",
        "rest": "",
        "key": "partners",
        "question": "pengene",
        "figure": "flow-2026",
        "table": "over-years",
    }
    arguments |= _written(report, officer) | _asked(report, officer) | _met(round_, people, report, scenario)
    arguments |= _planned(seat.office, officer) | _heard(seat.office, officer)
    arguments |= _held(seat.office, officer)
    arguments |= _reported(report, proposal, officer)
    arguments["article_id"] = published(officer, audience=["forum_member"]).pk
    secret = {"title_nb": f"Nytt {SECRET}", "text_nb": f"Om {SECRET}", "audience": ("forum_member",)}
    arguments["notification_id"] = notified(officer, f"Varsel {SECRET}").pk
    arguments["announcement_id"] = announced(officer, **secret).pk
    feed = follow_feed(round_.office, FeedFacts(f"Kilde {SECRET}", "https://example.org/feed.xml"), officer)
    item = {"state": "waiting", "key": "1", "link": "https://example.org/1", "title": f"Sak {SECRET}"}
    times = {"published_at": now(), "read_at": now()}
    found = FeedItem.objects.create(feed=feed, office=feed.office, **item, **times)
    arguments |= {"feed_id": feed.pk, "feed_item_id": found.pk}
    arguments |= _agreed(report, people, officer)
    pulse = opened(report, people["owner"])
    arguments |= {"moment": pulse.moment, "card": codes_of(pulse)[0]}
    arguments |= {"annual_id": corrected(round_, f"Om {SECRET}").pk, "topic": "year"}
    asked = Asked(f"Om {SECRET}", "Hva gjelder?")
    arguments["question_id"] = ask_question(round_.office, asked, people["owner"], report.owner_id).pk
    return World(arguments, clients, people)


def _planned(office: Office, officer: Person) -> dict[str, Any]:
    """A plan that is being written, with the chapters that the scheme suggests and one theme."""
    plan = start_plan(office, PlanFacts(f"Plan {SECRET}", ("kollektiv",), 2027, 2030, "nb"), officer)
    names = {"nb": f"Språk {SECRET}", "nn": f"Språk {SECRET}"}
    theme = add_theme(plan, ThemeFacts("sprak", names, first_year=2027), officer)
    correction = PlanCorrection.objects.create(
        plan=plan, place="title:goal", wrong="x", note=SECRET, written_at=now(), written_by=officer
    )
    comment = Comment.objects.create(
        document=plan.document, key="goal", quote="x", text=SECRET, author=officer, written_at=now()
    )
    in_plan = {
        "chapter": plan.outline[0]["code"],
        "theme": theme.code,
        "correction_id": correction.pk,
        "comment_id": comment.pk,
    }
    return {"plan_id": plan.pk, "paper": "pdf", **in_plan}


def _heard(office: Office, officer: Person) -> dict[str, Any]:
    """A hearing that is open, with the input of a private person and an attachment."""
    hearing = hearing_of(plan_to_hear(office, officer), officer)
    given = received(hearing, name="Kari Nordmann", email="kari@example.org")
    point = given.points.get()
    file = store_file("a.txt", b"a", "text/plain", None)
    kept = HearingFile.objects.create(input=given, file=file, scan="not_scanned", added_at=now())
    return {"hearing_id": hearing.pk, "secret": given.secret, "point_id": point.pk, "file_id": kept.pk}


def _held(office: Office, officer: Person) -> dict[str, Any]:
    """An event that everybody can read, with a document, a participant, and a registration that is not sent."""
    event = published_event(series_of(office, officer), officer)
    file = store_file("a.txt", b"a", "text/plain", None)
    kept = EventFile.objects.create(event=event, title="A", file=file, scan="not_scanned", added_at=now())
    confirm_booking(booking_for(event, "gjest@example.org"), "", now())
    participant = Participant.objects.select_related("event__office").get(event=event)
    links: dict[str, Any] = {
        "booking": booking_for(event, "ny@example.org").secret,
        "place": place_path(participant).split("/")[-2],
    }
    mail = EventMail.objects.create(event=event, subject_nb="A", text_nb="B", states=["seated"], written_at=now())
    links |= {"mail_id": mail.pk, "code": "A" * 20}
    evaluation = Evaluation.objects.create(
        event=event, questions=usual_questions(), asked_at=now(), closes_at=now() + timedelta(days=9)
    )
    EvaluationCode.objects.create(evaluation=evaluation, code_hash=hash_of(links["code"]))
    return {"event_id": event.pk, "series_id": event.series_id, "document_id": kept.pk, **links}


def _agreed(report: NeedsReport, people: dict[str, Person], officer: Person) -> dict[str, Any]:
    """An agreement of the owner and its partner, with an attachment, which both have signed."""
    sides = [people["owner"], people["partner"]]
    RoleAssignment.objects.filter(person__in=sides).update(may_sign=True)
    between = partnership_of(report.owner, report.partners.get().organisation)
    agreement = in_force(between, *sides)
    kept = Attachment.objects.create(
        document=agreement.document,
        file=store_file("c.txt", SECRET.encode(), "text/plain", officer),
        scan="not_scanned",
        added_at=now(),
    )
    to_do = status.add_action(
        between.pk, "owner", status.ActionFacts(f"Møtes {SECRET}", "provider", today()), people["owner"]
    )
    offer = OfferFacts("", (), ("course",), (), {}, "", "")
    save_offer(between.provider, offer, people["partner"])
    in_pair = {"offering_id": between.provider_id, "partnership_id": between.pk, "step_id": to_do.pk}
    return {"agreement_id": agreement.pk, "enclosure_id": kept.pk, **in_pair}


def _reported(report: NeedsReport, proposal: Proposal, officer: Person) -> dict[str, Any]:
    """The outcome report of the grant, with an attachment, which the office has registered and sent for its owner."""
    outcome = open_one(Award.objects.get(proposal=proposal, report=report))
    register_report(outcome.pk, officer)
    write(outcome, answers(outcome), officer, None)
    file = store_file("d.txt", SECRET.encode(), "text/plain", officer)
    kept = Attachment.objects.create(document=outcome.document, file=file, scan="not_scanned", added_at=now())
    send_document(OFFICE_WRITES, outcome.pk, officer, now())
    return {"outcome_id": outcome.pk, "annex_id": kept.pk, "section": "about"}


def _decided(scenario: Scenario, officer: Person, approver: Person) -> Proposal:
    proposal = submit_proposal(create_proposal(scenario, officer).pk, officer)
    proposal = approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    know_forms(proposal, officer)
    proposal, done = issue_decision(proposal.pk, officer)
    assert done
    return proposal


def _conflict(office: Office, report: NeedsReport) -> ConflictOfInterest:
    ks = Person.objects.create_user("ks@example.org", "KS")
    seat = seat_for(ks, begins=0, office=office.slug, group="ks", label="KS")
    return ConflictOfInterest.objects.create(
        member=seat, report=report, state="suggested", cause="owner", noted_at=now()
    )


def _written(report: NeedsReport, officer: Person) -> dict[str, Any]:
    """A draft of the report with a partner who is asked and an attachment, and what was sent."""
    draft = begin_draft(
        report.round,
        report.owner,
        None,
        report=report,
        original=store_file("brev.pdf", b"%PDF-1.7", "application/pdf", officer),
    )
    partner = report.partners.get().organisation
    party = DraftParty.objects.create(draft=draft, organisation=partner, role="partner", state="asked", asked_at=now())
    attachment = Attachment.objects.create(
        document=draft.document, file=store_file("a.txt", b"a", "text/plain", None), scan="not_scanned", added_at=now()
    )
    facts = facts_of(ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk))
    content = content_of(facts, attachments_of(draft.pk))
    submission = Submission.objects.create(
        document=draft.document, sequence=1, content=content, sha256=sent_hash(content), received_at=now()
    )
    return {
        "draft_id": draft.pk,
        "party_id": party.pk,
        "attachment_id": attachment.pk,
        "sequence": submission.sequence,
        "part": "about",
    }


def _asked(report: NeedsReport, officer: Person) -> dict[str, Any]:
    """A later deadline that was given, one that is asked for, and a view that the officer keeps."""
    own = {"round": report.round, "owner": report.owner}
    extension = DeadlineExtension.objects.create(**own, until=now(), reason="Sykdom", granted_at=now())
    asked = ExtensionRequest.objects.create(**own, text="Mer tid", asked_at=now())
    saved = SavedView.objects.create(office=report.round.office, person=officer, name="Mine", query="assigned=me")
    return {"extension_id": extension.pk, "asked_id": asked.pk, "view_id": saved.pk}


def _met(round_: Any, people: dict[str, Person], report: NeedsReport, scenario: Scenario) -> dict[str, Any]:
    """A meeting in progress, which every member was called to: a case about the report with a paper, a line, a vote
    and something to do, and a scenario on the screen."""
    officer, starts_at = people["case_officer"], now() + timedelta(days=7)
    plan = MeetingPlan(f"Forumsmøte {SECRET}", "teams", starts_at, starts_at + timedelta(hours=2))
    meeting = plan_meeting(round_.office, plan, officer)
    item = add_item(meeting, Case(f"Sak {SECRET}", SECRET, subject=subject_of_report(report.pk)), officer)
    paper = add_paper(meeting, f"{SECRET}.txt", SECRET.encode(), officer, item=item)
    called = [Called(people[role], role) for role in sorted(MEMBERS)]
    call_meeting(meeting, [*called, Called(officer, "", is_secretary=True)], officer)
    meeting = start(meeting, officer)
    open_item(item, officer)
    line = write_line(meeting, f"{SECRET} ble drøftet.", item=item, by=officer)
    task = add_action(meeting, f"Sende {SECRET}", officer, today() + timedelta(days=9), officer)
    options = [{"code": "text:1", "label": "Ja"}, {"code": "text:2", "label": SECRET}]
    vote = Vote.objects.create(
        meeting=meeting, round=round_, item=item, report=report, question=SECRET, options=options, opened_at=now()
    )
    show_scenarios(meeting, round_, [scenario.number], officer)
    return {
        "meeting_id": meeting.pk,
        "item_id": item.pk,
        "paper_id": paper.pk,
        "line_id": line.pk,
        "action_id": task.pk,
        "vote_id": vote.pk,
        "option_id": 0,
    }
