"""Who may do what: one written table, held against every address, every role, own objects and those of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fordel.core.needs_form.content import content_of, sent_hash
from fordel.decisions.models import Award, Letter, Proposal
from fordel.decisions.services.create_proposal import create_proposal
from fordel.decisions.services.issue_decision import issue_decision
from fordel.decisions.services.judge_proposal import approve_proposal
from fordel.decisions.services.submit_proposal import submit_proposal
from fordel.decisions.services.write_letter_pdf import write_letter_pdf
from fordel.forum.models import ConflictOfInterest, ForumMember, Scenario, Vote
from fordel.forum.services.save_scenario import create_scenario
from fordel.forum.services.write_recommendation import begin_recommendation
from fordel.forum.specification import Specification
from fordel.meetings.hooks import Called
from fordel.meetings.models import ActionPoint, Meeting, MinuteLine, Paper
from fordel.meetings.services.agree_actions import add_action
from fordel.meetings.services.call_meeting import call_meeting
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.plan_meeting import MeetingPlan, plan_meeting
from fordel.meetings.services.write_minutes import write_line
from fordel.needs.models import (
    DeadlineExtension,
    DraftAttachment,
    DraftParty,
    ExtensionRequest,
    NeedsReport,
    ReportDraft,
    SavedView,
    SpreadsheetImport,
    Submission,
)
from fordel.needs.selectors.draft_facts import facts_of
from fordel.needs.selectors.draft_page import attachments_of
from fordel.parties.models import Invitation, JoinRequest, Organisation, Person, RoleAssignment
from fordel.parties.services.ask_to_join import ask_to_join
from fordel.parties.services.invite_person import invite_person
from fordel.programme.models import SchemeVersion
from fordel.shared.clock import now, today
from fordel.shared.files import store_file
from fordel.shared.models import AuditEntry
from tests.decisions.conftest import know_forms
from tests.meetings.conftest import start

pytestmark = pytest.mark.django_db

OFFICE_ROLES: Final = frozenset({"case_officer", "approver", "forum_member"})
OTHERS: Final = frozenset(
    {"other_case_officer", "other_approver", "other_forum_member", "other_auditor", "other_owner", "other_partner"}
)
EVERYONE: Final = OTHERS | OFFICE_ROLES | {"visitor", "owner", "partner", "national_reader", "auditor"}
SIGNED_IN: Final = EVERYONE - {"visitor"}
NOBODY: Final[frozenset[str]] = frozenset()
OFFICER: Final = frozenset({"case_officer"})
APPROVER: Final = frozenset({"approver"})
OFFICE_READERS: Final = frozenset({"case_officer", "approver", "auditor"})
STATUS_READERS: Final = OFFICE_READERS | {"forum_member", "national_reader"}
FORUM: Final = frozenset({"forum_member"})
FORUM_READERS: Final = OFFICE_READERS | FORUM
MEETING_READERS: Final = OFFICE_READERS | {"forum_member"}
# a member answers for themselves, and is called like the secretary
CALLED: Final = frozenset({"case_officer", "forum_member"})
OWNER: Final = frozenset({"owner"})
OWNERS: Final = frozenset({"owner", "other_owner"})
LETS_IN: Final = frozenset({"case_officer", "owner"})
PARTIES: Final = frozenset({"owner", "partner", "other_owner", "other_partner"})


@dataclass(frozen=True)
class Row:
    """Who may see the page (`see`), and who may change something there (`do`).

    `see` is None where the address takes POST only; `do` is None where a POST changes nothing for anybody.
    """

    see: frozenset[str] | None
    do: frozenset[str] | None = None


def page(see: frozenset[str]) -> Row:
    return Row(see)


def form(see: frozenset[str], do: frozenset[str] | None = None) -> Row:
    return Row(see, see if do is None else do)


def action(do: frozenset[str]) -> Row:
    return Row(None, do)


TABLE: Final[dict[str, Row]] = {
    "home": page(EVERYONE),
    "start": page(OFFICE_READERS | {"forum_member"}),
    "history": page(frozenset({"auditor"})),
    "sign-in": form(EVERYONE),
    "account_login": form(EVERYONE),
    "account_request_login_code": form(EVERYONE),
    "sign-in-password": form(EVERYONE),
    "account_signup": form(EVERYONE),
    "account_inactive": page(NOBODY),
    # steps that lead back to the entrance for whoever has not come to them
    "account_confirm_login_code": form(SIGNED_IN),
    "account_email_verification_sent": form(SIGNED_IN),
    "mfa_authenticate": form(SIGNED_IN),
    "mfa_login_webauthn": form(SIGNED_IN),
    "socialaccount_signup": form(NOBODY),
    # no sign-in service is configured here
    "openid_connect_login": page(NOBODY),
    "openid_connect_callback": page(NOBODY),
    "my-page": page(SIGNED_IN),
    "save-details": action(SIGNED_IN),
    "account_email": form(SIGNED_IN),
    "my-sign-ins": page(SIGNED_IN),
    "end-other-sessions": action(SIGNED_IN),
    "mfa_index": page(SIGNED_IN),
    "my-data": page(SIGNED_IN),
    "my-data-file": page(SIGNED_IN),
    "erase-me": form(SIGNED_IN),
    "sign-in-again": page(SIGNED_IN),
    "set-password": form(SIGNED_IN),
    "mfa_activate_totp": form(SIGNED_IN),
    "mfa_deactivate_totp": form(SIGNED_IN),
    "mfa_view_recovery_codes": form(SIGNED_IN),
    "mfa_add_webauthn": form(SIGNED_IN),
    "mfa_remove_webauthn": form(SIGNED_IN),
    "disconnect-provider": action(SIGNED_IN),
    # letting people in: the world's owner is administrator where somebody is invited and asks to join
    "join": form(SIGNED_IN),
    "withdraw-join-request": action(SIGNED_IN),
    "invitation": page(EVERYONE),
    "colleagues": page(frozenset({"owner"})),
    "invite": action(LETS_IN),
    "resend-invitation": action(LETS_IN),
    "withdraw-invitation": action(LETS_IN),
    "approve-join-request": action(LETS_IN),
    "decline-join-request": form(LETS_IN),
    "set-administrator": action(LETS_IN),
    "remove-role": form(LETS_IN),
    "office-access": page(OFFICE_READERS),
    "organisation": page(OFFICE_READERS),
    "invite-to-office": action(OFFICER),
    "office-sign-ins": page(OFFICER),
    "sign-out": action(EVERYONE),
    "switch-role": form(SIGNED_IN),
    "language": action(EVERYONE),
    "about": page(EVERYONE),
    "privacy": page(EVERYONE),
    "accessibility": page(EVERYONE),
    "health": page(EVERYONE),
    # the demo's own pages do not exist outside the demo
    "demo": page(NOBODY),
    "demo-sign-in": action(NOBODY),
    "demo-clock": action(NOBODY),
    "demo-mail": page(NOBODY),
    "open-year": form(OFFICER),
    "organisations": page(OFFICE_READERS),
    "register-organisation": action(OFFICER),
    "programme:setup": page(OFFICE_READERS),
    "programme:save-frames": action(OFFICER),
    "programme:save-dates": action(OFFICER),
    "needs:reports": page(FORUM_READERS),
    "needs:reports-file": page(FORUM_READERS),
    "needs:report": page(FORUM_READERS),
    "needs:report-state": action(OFFICER),
    "needs:report-assign": action(OFFICER),
    "needs:report-message": action(OFFICER),
    "needs:report-read": action(OFFICER),
    "needs:report-note": action(OFFICER),
    "needs:report-original": page(OFFICE_READERS),
    "needs:report-attachment": page(OFFICE_READERS),
    "needs:bulk": action(OFFICER),
    "needs:views": form(OFFICER),
    "needs:view": action(OFFICER),
    "needs:register": form(OFFICER),
    "needs:drafts": page(OFFICE_READERS),
    "needs:drafts-file": page(OFFICE_READERS),
    "needs:reminders": page(OFFICE_READERS),
    "needs:reminders-file": page(OFFICE_READERS),
    "needs:remind": action(OFFICER),
    "needs:extensions": page(OFFICE_READERS),
    "needs:extensions-file": page(OFFICE_READERS),
    "needs:grant-extension": action(OFFICER),
    "needs:extension": action(OFFICER),
    "needs:refuse-extension": action(OFFICER),
    "needs:imports": form(OFFICE_READERS, OFFICER),
    "needs:import": page(OFFICE_READERS),
    "needs:import-columns": form(OFFICER),
    "needs:import-apply": action(OFFICER),
    "needs:import-check": action(OFFICER),
    "needs:import-undo": form(OFFICER),
    "needs:import-original": page(OFFICE_READERS),
    "needs:import-bad-rows": page(OFFICE_READERS),
    "insight:status": page(STATUS_READERS),
    "insight:csv": page(STATUS_READERS),
    "insight:xlsx": page(STATUS_READERS),
    "insight:pdf": page(STATUS_READERS),
    "insight:slides": page(STATUS_READERS),
    "insight:picture": page(STATUS_READERS),
    "forum:distribution": page(FORUM_READERS),
    "forum:download": page(FORUM_READERS),
    "forum:save": action(OFFICER),
    "forum:compute-again": action(OFFICER),
    "forum:delete": action(OFFICER),
    "forum:compare": page(FORUM_READERS),
    "forum:compare-file": page(FORUM_READERS),
    "forum:hold-back": form(OFFICE_READERS, OFFICER),
    "forum:copy": action(OFFICER),
    "forum:undo": action(OFFICER),
    "forum:adjust": form(OFFICER),
    "forum:receipt": page(FORUM_READERS),
    "forum:why": page(FORUM_READERS),
    "forum_people:members": page(FORUM_READERS),
    "forum_people:add-seat": form(OFFICER),
    "forum_people:seat": form(OFFICER),
    "forum_people:end-seat": action(OFFICER),
    "forum_people:conflicts": page(FORUM_READERS),
    "forum_people:declare": action(FORUM),
    "forum_people:decide-conflict": action(OFFICER),
    "forum_people:decide-chosen": action(OFFICER),
    "meetings:plan": page(MEETING_READERS),
    "meetings:new": form(OFFICER),
    "meetings:actions": page(MEETING_READERS),
    "meetings:action-done": action(OFFICER),
    "meetings:meeting": page(MEETING_READERS),
    "meetings:change": form(OFFICER),
    "meetings:call": form(OFFICER),
    "meetings:cancel": form(OFFICER),
    "meetings:reply": action(CALLED),
    "meetings:offer-date": action(OFFICER),
    "meetings:withdraw-date": action(OFFICER),
    "meetings:ask-dates": action(OFFICER),
    "meetings:answer-dates": action(CALLED),
    "meetings:choose-date": action(OFFICER),
    "meetings:add-item": action(OFFICER),
    "meetings:item": form(OFFICER),
    "meetings:move-item": action(OFFICER),
    "meetings:open-item": action(OFFICER),
    "meetings:close-item": action(OFFICER),
    "meetings:add-paper": action(OFFICER),
    "meetings:paper": page(MEETING_READERS),
    "meetings:remove-paper": action(OFFICER),
    "meetings:start": action(OFFICER),
    "meetings:end": action(OFFICER),
    "meetings:attendance": action(OFFICER),
    "meetings:show-text": action(OFFICER),
    "meetings:add-line": action(OFFICER),
    "meetings:line": form(OFFICER),
    "meetings:add-action": action(OFFICER),
    "meetings:send-draft": action(OFFICER),
    "meetings:approve": action(frozenset({"case_officer", "approver"})),
    "meetings:agenda-pdf": page(MEETING_READERS),
    "meetings:minutes-pdf": page(MEETING_READERS),
    "meetings:ics": page(MEETING_READERS),
    "meetings:follow": page(MEETING_READERS),
    "meetings:big-screen": page(MEETING_READERS),
    "meetings:follow-screen": page(MEETING_READERS),
    "calendar": form(SIGNED_IN),
    # the address of nobody's calendar
    "calendar-feed": page(NOBODY),
    "forum_people:open-vote": form(OFFICER),
    "forum_people:cast": action(FORUM),
    "forum_people:close-vote": action(OFFICER),
    "forum_people:announce-closing": action(OFFICER),
    "forum_people:vote-again": action(OFFICER),
    "forum_people:agree-instead": form(OFFICER),
    "forum_people:prioritising": form(FORUM_READERS, FORUM),
    "recommendation:recommendation": page(FORUM_READERS),
    "recommendation:download": page(FORUM_READERS),
    "recommendation:begin": action(OFFICER),
    "recommendation:scenario": form(OFFICER),
    "recommendation:texts": form(OFFICER),
    "recommendation:order": form(OFFICER),
    "recommendation:measure": form(OFFICER),
    "recommendation:dissent": action(OFFICER),
    "recommendation:adopt": action(OFFICER),
    "recommendation:reopen": action(OFFICER),
    "forum_people:show-scenarios": action(OFFICER),
    "forum_people:change-shown": action(OFFICER),
    "forum_people:open-prioritising": action(OFFICER),
    "forum_people:close-prioritising": action(OFFICER),
    "decisions:overview": page(OFFICE_READERS),
    "decisions:create": action(OFFICER),
    "decisions:submit": action(OFFICER),
    "decisions:discard": action(OFFICER),
    "decisions:approve": action(APPROVER),
    "decisions:return": action(APPROVER),
    "decisions:issue": action(OFFICER),
    "decisions:language-forms": action(OFFICER),
    "decisions:award": form(OFFICER),
    "decisions:letters": page(OFFICE_READERS),
    "decisions:all-letters": page(OFFICE_READERS),
    "own_needs:list": page(PARTIES),
    "own_needs:ask-extension": form(OWNER),
    "own_needs:answer": action(frozenset({"owner"})),
    "own_needs:report": page(frozenset({"owner", "partner"})),
    # a report being written: by those who act for its owner
    "own_needs:draft-new": form(OWNERS),
    "own_needs:draft": page(OWNER),
    "own_needs:draft-part": form(OWNER),
    "own_needs:draft-check": page(OWNER),
    "own_needs:draft-send": action(OWNER),
    "own_needs:draft-save": action(OWNER),
    "own_needs:draft-here": action(OWNER),
    "own_needs:party-add": action(OWNER),
    "own_needs:party-remove": action(OWNER),
    "own_needs:party-ask": action(OWNER),
    "own_needs:party-remind": action(OWNER),
    "own_needs:party-tell": action(OWNER),
    "own_needs:attachment-add": action(OWNER),
    "own_needs:attachment-remove": action(OWNER),
    "own_needs:attachment": page(OWNER),
    "own_needs:list-file": page(PARTIES),
    "own_needs:receipt": page(OWNER),
    "own_needs:receipt-pdf": page(OWNER),
    "own_needs:report-withdraw": form(OWNER),
    "own_needs:draft-discard": form(OWNER),
    "own_needs:draft-history": page(OWNER),
    "own_needs:requests-file": page(PARTIES),
    "own_needs:requests": page(PARTIES),  # a POST without a tick confirms nothing
    "own_needs:request": page(frozenset({"partner"})),
    "own_needs:request-confirm": action(frozenset({"partner"})),
    "own_needs:request-decline": action(frozenset({"partner"})),
    "letters:list": page(PARTIES),
    # the letter of the world below is the owner's own: its partner has another
    "letters:letter": page(OFFICE_READERS | {"owner"}),
    "letters:pdf": page(OFFICE_READERS | {"owner"}),
}
DEMO_ROUTES: Final = ("demo", "demo-sign-in", "demo-clock", "demo-mail")
# where somebody changes what is theirs alone: a draft of their own, whether they come
BEGINS: Final = {"own_needs:draft-new": OWNERS, "meetings:reply": CALLED, "meetings:answer-dates": CALLED}
# what belongs to the office in the address
ONE_OFFICE: Final = frozenset(
    {"import_id", "scenario_id", "proposal_id", "award_id", "number", "seat_id", "conflict_id"}
)
# what a member of the forum does in their own seat
BY_MEMBERS: Final = frozenset({"forum_people:declare", "forum_people:cast", "forum_people:prioritising"})
# What everybody does with their own account and nobody else's.
OWN_SESSION: Final = frozenset(
    {
        *("calendar", "sign-in", "sign-out", "switch-role", "language", "account_login", "account_request_login_code"),
        *("sign-in-password", "account_signup", "account_confirm_login_code", "account_email_verification_sent"),
        *("mfa_authenticate", "mfa_login_webauthn", "socialaccount_signup", "save-details", "account_email"),
        *(
            "join",
            "withdraw-join-request",
            "erase-me",
            "end-other-sessions",
            "sign-in-again",
            "set-password",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
        ),
        *("mfa_view_recovery_codes", "mfa_add_webauthn", "mfa_remove_webauthn", "disconnect-provider"),
    }
)


def _routes(
    resolver: URLResolver, space: str = "", above: AbstractSet[str] = NOBODY
) -> Iterator[tuple[str, AbstractSet[str]]]:
    """Each route by its whole name, and the names of what stands in its address."""
    for pattern in resolver.url_patterns:
        asked = above | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, asked)
        else:
            assert isinstance(pattern, URLPattern)
            yield f"{space}{pattern.name}", asked


ROUTES: Final = dict(_routes(get_resolver()))


@dataclass
class World:
    """A decided round, one object of every kind in it, and a signed-in client for every role."""

    arguments: dict[str, Any]
    clients: dict[str, Client]
    people: dict[str, Person] = field(default_factory=dict)

    def url(self, name: str) -> str:
        return reverse(name, kwargs={key: self.arguments[key] for key in ROUTES[name]})


@pytest.fixture
def world(imported: Any, person_as: Callable[..., Any]) -> World:
    officer, approver = person_as("case_officer"), person_as("approver")
    scenario = create_scenario(imported, "Ingen kutt", Specification(), officer)
    proposal = submit_proposal(create_proposal(scenario, officer).pk, officer)
    proposal = approve_proposal(proposal.pk, proposal.content_hash, "", approver)
    know_forms(proposal, officer)
    proposal, done = issue_decision(proposal.pk, officer)
    assert done
    report = NeedsReport.objects.get(number=41)
    letter = Letter.objects.get(award__proposal=proposal, award__report=report, recipient=report.owner)
    partner = report.partners.get().organisation
    strangers = Organisation.objects.exclude(pk__in=[report.owner_id, partner.pk])
    people = {
        "case_officer": officer,
        "approver": approver,
        "forum_member": person_as("forum_member"),
        "owner": person_as("owner", organisation=report.owner),
        "partner": person_as("partner", organisation=partner),
        "national_reader": person_as("national_reader"),
        "auditor": person_as("auditor"),
        "other_owner": person_as("owner", organisation=strangers.filter(kind="municipality").first()),
        "other_partner": person_as("partner", organisation=strangers.filter(kind="university").first()),
    }
    for role in OFFICE_ROLES:
        people[f"other_{role}"] = person_as(role, office="trondelag")
    people["other_auditor"] = person_as("auditor")
    elsewhere = RoleAssignment.objects.get(person=people["other_case_officer"]).office
    RoleAssignment.objects.filter(person=people["other_auditor"]).update(office=elsewhere)
    administrators = [people["owner"].pk, officer.pk]
    RoleAssignment.objects.filter(person__in=administrators).update(is_administrator=True)
    clients = {"visitor": Client()}
    for role, person in people.items():
        clients[role] = Client()
        clients[role].force_login(person)
    office = RoleAssignment.objects.get(person=officer).office
    draft = ReportDraft.objects.create(
        round=imported,
        owner=report.owner,
        report=report,
        created_at=now(),
        changed_at=now(),
        original=store_file("brev.pdf", b"%PDF-1.7", "application/pdf", officer),
    )
    extension = DeadlineExtension.objects.create(
        round=imported, owner=report.owner, until=now(), reason="Sykdom", granted_at=now()
    )
    asked = ExtensionRequest.objects.create(round=imported, owner=report.owner, text="Mer tid", asked_at=now())
    saved = SavedView.objects.create(office=office, person=officer, name="Mine", query="assigned=me")
    party = DraftParty.objects.create(draft=draft, organisation=partner, role="partner", state="asked", asked_at=now())
    attachment = DraftAttachment.objects.create(
        draft=draft, file=store_file("a.txt", b"a", "text/plain", None), scan="not_scanned", added_at=now()
    )
    facts = facts_of(ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk))
    content = content_of(facts, attachments_of(draft))
    submission = Submission.objects.create(
        report=report, sequence=1, content=content, sha256=sent_hash(content), received_at=now()
    )
    seat = ForumMember.objects.create(
        office=office, group="union", label="Fagforbundet", person=people["forum_member"], starts_on=today()
    )
    ks = Person.objects.create_user("ks@example.org", "KS")
    conflict = ConflictOfInterest.objects.create(
        member=ForumMember.objects.create(office=office, group="ks", label="KS", person=ks, starts_on=today()),
        report=NeedsReport.objects.get(round=imported, number=1),
        state="suggested",
        cause="owner",
        noted_at=now(),
    )
    begin_recommendation(scenario, officer)
    meeting, paper, line, task = _meeting(imported, people)
    arguments = {
        "seat_id": seat.pk,
        "conflict_id": conflict.pk,
        "meeting_id": meeting.pk,
        "item_id": paper.item_id,
        "paper_id": paper.pk,
        "line_id": line.pk,
        "action_id": task.pk,
        "vote_id": _vote(meeting).pk,
        "option_id": 0,
        "attachment_id": attachment.pk,
        "view_id": saved.pk,
        "extension_id": extension.pk,
        "asked_id": asked.pk,
        "round_id": imported.pk,
        "office": "nordland",
        "year": 2026,
        "number": report.number,
        "report_id": report.pk,
        "import_id": SpreadsheetImport.objects.get().pk,
        "scenario_id": scenario.pk,
        "proposal_id": proposal.pk,
        "award_id": Award.objects.get(proposal=proposal, report=report).pk,
        "letter_id": letter.pk,
        "person_id": officer.pk,
        "pk": 1,
        "provider_id": "none",
        "organisation_id": report.owner_id,
        "invitation_id": _invitation(officer, report.owner).pk,
        "request_id": _request(people["other_owner"], report.owner).pk,
        "assignment_id": RoleAssignment.objects.get(person=people["owner"]).pk,
        "token": "none",
        "kind": "xlsx",
        "key": "partners",
        "draft_id": draft.pk,
        "party_id": party.pk,
        "sequence": submission.sequence,
        "part": "about",
    }
    return World(arguments, clients, people)


def _meeting(round_: Any, people: dict[str, Person]) -> tuple[Meeting, Paper, MinuteLine, ActionPoint]:
    """A meeting that goes on, with a case, a paper, a line and something to do."""
    officer, starts_at = people["case_officer"], now() + timedelta(days=7)
    plan = MeetingPlan("Forumsmøte", "teams", starts_at, starts_at + timedelta(hours=2))
    meeting = plan_meeting(round_, plan, officer)
    item = add_item(meeting, Case("Habilitet"), officer)
    paper = add_paper(meeting, "sak.txt", b"Sak 1", officer, item=item)
    call_meeting(meeting, [Called(people["forum_member"], "KS"), Called(officer, "", is_secretary=True)], officer)
    meeting = start(meeting, officer)
    line = write_line(meeting, "Ingen var inhabile.", by=officer)
    task = add_action(meeting, "Sende saken", officer, now().date() + timedelta(days=9), officer)
    return meeting, paper, line, task


def _vote(meeting: Meeting) -> Vote:
    """A vote that is open in it."""
    options = [{"code": "text:1", "label": "Ja"}, {"code": "text:2", "label": "Nei"}]
    return Vote.objects.create(meeting=meeting, question="Er vi enige?", options=options, opened_at=now())


def _invitation(officer: Person, organisation: Organisation) -> Invitation:
    return invite_person("kari@example.org", actor=officer, organisation=organisation)


def _request(person: Person, organisation: Organisation) -> JoinRequest:
    return ask_to_join(person, organisation, "")


def _refused(response: Any) -> bool:
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/logg-inn/")
    return response.status_code in (403, 404, 405) or to_sign_in


def _close(response: Any) -> None:
    """Reads a file that was sent to its end, which closes it."""
    if response.streaming:
        list(response.streaming_content)


def _rows_written() -> int:
    """Rows written, changed or removed in this transaction, also what was rolled back since; sessions left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables "
            "WHERE relname <> 'django_session'"
        )
        return int(cursor.fetchone()[0])


def test_the_table_and_the_addresses_are_the_same() -> None:
    assert sorted(ROUTES) == sorted(TABLE)


def test_the_table_never_lets_an_auditor_or_a_stranger_change_anything() -> None:
    for name, row in TABLE.items():
        if name not in OWN_SESSION:
            never = (OTHERS | {"auditor", "visitor", "national_reader", "forum_member"}) - BEGINS.get(name, NOBODY)
            assert not (row.do or NOBODY) & (never - (FORUM if name in BY_MEMBERS else NOBODY)), name


def test_who_may_see_each_page(world: World) -> None:
    wrong = []
    for name, row in TABLE.items():
        for actor in sorted(EVERYONE):
            response = world.clients[actor].get(world.url(name))
            if row.see is None:
                expected, is_so = "405", response.status_code == 405
            else:
                expected = "seen" if actor in row.see else "refused"
                is_so = _refused(response) != (actor in row.see) and response.status_code < 500
            _close(response)
            if not is_so:
                wrong.append(f"GET {name} by {actor}: {response.status_code}, expected {expected}")
    assert not wrong, "\n".join(wrong)


def test_who_may_change_something(world: World) -> None:
    for letter in Letter.objects.all():
        write_letter_pdf(letter.pk)  # as the job has done soon after the decision
    send = {
        "open-year": {"scheme": SchemeVersion.objects.get(code="collective").pk},
        "programme:save-frames": {"round": Scenario.objects.get().round_id},
        "decisions:create": {"scenario": Scenario.objects.get().pk},
        "needs:bulk": {"action": "assign", "report": world.arguments["report_id"]},
    }
    wrong = []
    for name, row in TABLE.items():
        for actor in sorted(EVERYONE):
            before = _rows_written()
            with transaction.atomic():
                response = world.clients[actor].post(world.url(name), send.get(name, {}))
                transaction.set_rollback(True)
            _close(response)
            wrote = _rows_written() - before
            allowed = actor in (row.do or NOBODY)
            if response.status_code >= 500:
                wrong.append(f"POST {name} by {actor}: {response.status_code}")
            elif row.do is not None and _refused(response) == allowed:
                wrong.append(f"POST {name} by {actor}: {response.status_code}, expected {allowed=}")
            elif wrote and (not allowed or (actor == "auditor" and name != "calendar")):  # an address of their own
                wrong.append(f"POST {name} by {actor} wrote {wrote} rows")
            if name in OWN_SESSION and actor != "visitor":
                world.clients[actor].force_login(world.people[actor])
    assert not wrong, "\n".join(wrong)


def test_each_party_reads_its_own_letter_only(world: World) -> None:
    """The owner's letter is about the whole measure, the partner's about its own part."""
    mine = {
        role: Letter.objects.get(
            award=world.arguments["award_id"],
            recipient=RoleAssignment.objects.get(person=world.people[role]).organisation_id,
        )
        for role in ("owner", "partner")
    }
    for role, other in (("owner", "partner"), ("partner", "owner")):
        client = world.clients[role]
        assert client.get(reverse("letters:letter", args=[mine[role].pk])).status_code == 200
        refused = client.get(reverse("letters:letter", args=[mine[other].pk]))
        assert refused.status_code == 403
        assert mine[other].recipient.name in refused.content.decode()
        assert client.get(reverse("letters:pdf", args=[mine[other].pk])).status_code == 403
    assert not Letter.objects.filter(opened_at__isnull=False).exclude(pk__in=[letter.pk for letter in mine.values()])


def test_an_object_is_not_found_under_another_office(world: World) -> None:
    """The office of the address is the office of the object: nobody gets in by writing their own office before it."""
    client = world.clients["other_case_officer"]
    for name in TABLE:
        wanted = ROUTES[name]
        if "office" in wanted and wanted & {
            "seat_id",
            "conflict_id",
            "import_id",
            "scenario_id",
            "proposal_id",
            "award_id",
            "number",
            "meeting_id",
        }:
            arguments = {key: world.arguments[key] for key in wanted} | {"office": "trondelag"}
            url = reverse(name, kwargs=arguments)
            assert client.post(url).status_code == 404, name


def test_changing_role_to_one_that_is_not_ones_own_changes_nothing(world: World) -> None:
    officers = RoleAssignment.objects.get(person=world.people["case_officer"])
    client = world.clients["auditor"]
    client.post(reverse("switch-role"), {"assignment": officers.pk})
    assert client.post(reverse("decisions:create", args=["nordland", 2026])).status_code == 403
    assert client.post(reverse("switch-role"), {"assignment": "abc"}).status_code == 302


def test_a_person_with_two_roles_acts_in_the_chosen_one(world: World) -> None:
    auditor = world.people["auditor"]
    office = RoleAssignment.objects.get(person=world.people["case_officer"]).office
    second = RoleAssignment.objects.create(person=auditor, role="case_officer", office=office)
    client, url = world.clients["auditor"], reverse("open-year", args=["nordland"])
    assert client.get(url).status_code == 403
    client.post(reverse("switch-role"), {"assignment": second.pk})
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", DEMO_ROUTES)
def test_the_demo_is_for_this_machine_in_demo_mode_only(world: World, name: str) -> None:
    url, client = world.url(name), Client()
    ask = client.post if TABLE[name].see is None else client.get
    assert ask(url).status_code == 404
    with override_settings(FORDEL_DEMO=True):
        assert ask(url, REMOTE_ADDR="10.0.0.7").status_code == 403
        assert ask(url, headers={"x-forwarded-for": "10.0.0.7"}).status_code == 403
        assert ask(url).status_code in (200, 302)


def test_one_click_signs_in_as_the_person_and_is_noted(world: World) -> None:
    client = Client()
    with override_settings(FORDEL_DEMO=True):
        client.post(world.url("demo-sign-in"))
        assert client.get(reverse("open-year", args=["nordland"])).status_code == 200
    entry = AuditEntry.objects.order_by("-pk").first()
    assert entry is not None
    assert (entry.action, entry.actor_id) == ("parties.person.signed_in", world.people["case_officer"].pk)


def test_a_decided_proposal_cannot_be_touched_by_those_who_may(world: World) -> None:
    """Allowed is not the same as possible: after the decision each of these is answered with what is wrong."""
    for name in ("submit", "discard", "issue"):
        assert world.clients["case_officer"].post(world.url(f"decisions:{name}")).status_code == 409, name
    for name in ("approve", "return"):
        assert world.clients["approver"].post(world.url(f"decisions:{name}")).status_code == 409, name
    assert Proposal.objects.get().state == "issued"
    assert world.clients["case_officer"].post(world.url("forum:delete")).status_code == 302
    assert Scenario.objects.exists()
