"""Two signatures are two people, whatever roles they have and however they switch: every pair of hands, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.decisions.models import Award, Proposal, ProposalState
from fordel.decisions.selectors.approvers import who_may_approve
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.proposals import (
    approve_proposal,
    create_proposal,
    discard_proposal,
    return_proposal,
    submit_proposal,
)
from fordel.forum.models import ConflictOfInterest
from fordel.meetings.models import Meeting
from fordel.meetings.services.lead_meeting import end_meeting
from fordel.parties.models import Invitation, JoinRequest, Organisation, Person, RoleAssignment
from fordel.parties.services.invite_person import invite_person
from fordel.parties.services.joining import accept_invitation, ask_to_join
from fordel.reports.casework.services.extensions import ask_extension
from fordel.reports.drafting.services.document import submit_report
from fordel.reports.models import DraftParty, ExtensionRequest, NeedsReport, ReportDraft
from fordel.reports.partners.services.events import note
from fordel.reports.selectors.submissions import report_of
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.decisions.conftest import scenario  # noqa: F401 -- fixture
from tests.forum.conftest import seat_for  # noqa: F401 -- fixture
from tests.meetings.conftest import called, member, planned, start  # noqa: F401 -- fixtures
from tests.reports.drafting.conftest import (  # noqa: F401 -- fixtures
    empty_draft,
    hamaroy,
    january,
    marit,
    ready_draft,
    set_time,
    uit,
)
from tests.reports.partners.conftest import anne, party, seen_of  # noqa: F401 -- fixtures
from tests.support.steps import carry_out
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(person_as: Callable[..., Any]) -> Person:
    found: Person = person_as("case_officer")
    return found


class TwoRoles:
    """A person in several roles, who switches between them as one does at the keyboard."""

    def __init__(self, person: Person, **more: Organisation | str) -> None:
        self.person, self.client = person, Client()
        for role, place in more.items():
            where = {"organisation": place} if isinstance(place, Organisation) else {"office": _office(person)}
            RoleAssignment.objects.create(person=person, role=role, **where)
        self.client.force_login(person)

    def act_as(self, role: str) -> Client:
        chosen = RoleAssignment.objects.get(person=self.person, role=role)
        assert self.client.post(reverse("switch-role"), {"assignment": chosen.pk}).status_code == 302
        return self.client


def _office(person: Person) -> Any:
    return RoleAssignment.objects.filter(person=person, office__isnull=False).first().office


def _url(name: str, proposal: Proposal) -> str:
    return reverse(f"decisions:{name}", kwargs={**WHERE, "proposal_id": proposal.pk})


def _approve(hand: TwoRoles, proposal: Proposal) -> str:
    """The proposal's state after the person has tried to approve it as approver."""
    proposal.refresh_from_db()
    carry_out(hand.act_as("approver"), _url("approve", proposal), {"seen": proposal.content_hash})
    proposal.refresh_from_db()
    return proposal.state


def _change(client: Client, proposal: Proposal, amount: str) -> None:
    award = Award.objects.get(proposal=proposal, report__number=1)
    where = reverse("decisions:award", kwargs={**WHERE, "award_id": award.pk})
    typed = {"line-kindergarten": amount, "grounds": "Tiltaket er kortere enn meldt."}
    assert client.post(where, typed).status_code == 302


@pytest.mark.parametrize("hand", ["make", "change", "submit", "change after approval", "change what was returned"])
def test_one_person_with_both_roles_approves_nothing_they_have_prepared(
    scenario: Any,  # noqa: F811
    officer: Person,
    person_as: Callable[..., Any],
    hand: str,
) -> None:
    both, other = TwoRoles(person_as("case_officer"), approver="office"), person_as("approver")
    proposal = create_proposal(scenario, both.person if hand == "make" else officer)
    if hand == "change":
        _change(both.act_as("case_officer"), proposal, "800 000")
    if hand == "submit":
        both.act_as("case_officer").post(_url("submit", proposal))
    else:
        submit_proposal(proposal.pk, officer)
    if hand == "change after approval":
        proposal.refresh_from_db()
        assert _approve(both, proposal) == "approved"
        _change(both.act_as("case_officer"), proposal, "800 000")
        submit_proposal(proposal.pk, officer)
    if hand == "change what was returned":
        return_proposal(proposal.pk, "Se på melding 1.", other)
        _change(both.act_as("case_officer"), proposal, "800 000")
        submit_proposal(proposal.pk, officer)
    assert _approve(both, proposal) == "submitted"
    client = both.act_as("approver")
    page = client.get(reverse("decisions:overview", kwargs=WHERE)).content.decode()
    assert "Du har selv laget, endret eller sendt dette forslaget" in page and _url("approve", proposal) not in page
    assert client.post(_url("return", proposal), {"comment": "Nei"}).status_code == 403
    assert both.person.email not in {each.email for each in who_may_approve(proposal)}
    assert approve_proposal(proposal.pk, Proposal.objects.get(pk=proposal.pk).content_hash, "", other)


def test_nobody_who_has_prepared_it_is_asked_to_approve(
    scenario: Any,  # noqa: F811
    officer: Person,
    person_as: Callable[..., Any],
) -> None:
    both, other, away = (
        TwoRoles(person_as("case_officer"), approver="office"),
        person_as("approver"),
        person_as("approver"),
    )
    Person.objects.filter(pk=away.pk).update(is_active=False)
    proposal = create_proposal(scenario, both.person)
    submit_proposal(proposal.pk, officer)
    waiting = OutboxMail.objects.filter(subject__contains="godkjenning").values_list("recipient", flat=True)
    assert list(waiting) == [other.email]


def test_the_page_says_who_may_approve_and_who_let_them_in(
    scenario: Any,  # noqa: F811
    officer: Person,
    client_of: Callable[[Person], Client],
) -> None:
    """A second address of one's own is seen by everybody who looks at the proposal."""
    create_proposal(scenario, officer)
    page = reverse("decisions:overview", kwargs=WHERE)
    alone = client_of(officer).get(page).content.decode()
    assert "Ingen ved embetet kan godkjenne forslaget nå" in alone
    invitation = invite_person("second@example.org", actor=officer, office=scenario.round.office, role="approver")
    body = OutboxMail.objects.get(recipient="second@example.org").body
    token = re.search(r"/invitasjon/([^/\s]+)/", body)
    assert token is not None
    accept_invitation(token[1], Person.objects.create_user("second@example.org", "Andre Adresse"))
    assert Invitation.objects.get(pk=invitation.pk).state == "accepted"
    listed = client_of(officer).get(page).content.decode()
    assert "Andre Adresse" in listed and "second@example.org" in listed and f"invitert av {officer.name}" in listed


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["change", "submit", "approve", "return"]), st.integers(0, 2)), max_size=7))
def test_whatever_the_order_no_approval_is_by_an_earlier_hand(
    scenario: Any,  # noqa: F811
    person_as: Callable[..., Any],
    steps: list[tuple[str, int]],
) -> None:
    people = [person_as("case_officer") for _number in range(3)]
    proposal = create_proposal(scenario, people[0])
    prepared, amount = {people[0].pk}, 800_000
    for verb, number in steps:
        person, amount = people[number], amount - 1_000
        proposal.refresh_from_db()
        try:
            if verb == "change":
                award = Award.objects.get(proposal=proposal, report__number=1)
                change_award(award.pk, {"kindergarten": amount}, "Kortere", person)
            elif verb == "submit":
                submit_proposal(proposal.pk, person)
            elif verb == "return":
                return_proposal(proposal.pk, "Se igjen", person)
            else:
                approve_proposal(proposal.pk, proposal.content_hash, "", person)
        except UserError:
            continue
        assert verb not in ("approve", "return") or person.pk not in prepared
        prepared |= {person.pk} if verb in ("change", "submit") else set()
    proposal.refresh_from_db()
    given = set(proposal.approvals.filter(voided_at__isnull=True).values_list("person_id", flat=True))
    assert not given & prepared
    proposal.state = ProposalState.DRAFT
    proposal.save(update_fields=["state"])
    discard_proposal(proposal.pk, people[0])


def test_nobody_decides_on_their_own_impartiality(
    imported: Any,
    seat_for: Callable[..., Any],  # noqa: F811
    person_as: Callable[..., Any],
    client_of: Callable[[Person], Client],
) -> None:
    seat = seat_for("union")
    deputy = seat_for("union", deputy_name="Vara", deputy_email=seat.person.email)
    RoleAssignment.objects.create(person=seat.person, role="case_officer", office=imported.office)  # let in afterwards
    both = TwoRoles(seat.person)
    report = NeedsReport.objects.get(number=41)
    declared = {"report": str(report.number), "words": "Min søster leder tiltaket"}
    assert both.act_as("forum_member").post(reverse("forum_work:declare", kwargs=WHERE), declared).status_code == 302
    for conflict in ConflictOfInterest.objects.filter(member__in=[seat, deputy], report=report):
        decide = reverse("forum_work:decide-conflict", kwargs={**WHERE, "conflict_id": conflict.pk})
        chosen = reverse("forum_work:decide-chosen", kwargs=WHERE)
        found = {"verb": "find_impartial", "words": "Har sluttet"}
        office = both.act_as("case_officer")
        assert office.post(decide, found).status_code == 409
        assert office.post(chosen, {"chosen": [conflict.pk]}).status_code == 409
        page = office.get(reverse("forum_work:conflicts", kwargs=WHERE)).content.decode()
        assert "En annen ved embetet må avgjøre det" in page and decide not in page
        conflict.refresh_from_db()
        assert conflict.decided_by is None
        assert client_of(person_as("case_officer")).post(decide, found).status_code == 302


def test_minutes_are_approved_by_somebody_who_has_not_written_them(
    called: Meeting,  # noqa: F811
    officer: Person,
    person_as: Callable[..., Any],
    client_of: Callable[[Person], Client],
) -> None:
    both, third = TwoRoles(officer, approver="office"), client_of(person_as("case_officer"))
    here = f"/nordland/moter/{called.pk}/"
    start(called, officer)
    both.act_as("case_officer").post(f"{here}referat/", {"text": "Ingen var inhabile."})
    end_meeting(called, officer)
    third.post(f"{here}referat/utkast/")
    for role in ("case_officer", "approver"):
        client = both.act_as(role)
        assert carry_out(client, f"{here}referat/godkjenn/").status_code == 409
        assert f"{here}referat/godkjenn/" not in client.get(here).content.decode()
    assert carry_out(third, f"{here}referat/godkjenn/").status_code == 409  # sent the draft
    stuck = third.get(here).content.decode()
    assert "så ingen kan godkjenne det" in stuck
    signer = person_as("approver")
    assert signer.name in third.get(here).content.decode()
    assert carry_out(client_of(signer), f"{here}referat/godkjenn/").status_code == 302
    called.refresh_from_db()
    assert called.approved_by == signer


def test_nobody_lets_themselves_in(
    nordland: Any,
    hamaroy: Organisation,  # noqa: F811
    person_as: Callable[..., Any],
) -> None:
    officer = person_as("case_officer")
    RoleAssignment.objects.filter(person=officer).update(is_administrator=True)
    client = Client()
    client.force_login(officer)
    asked = ask_to_join(officer, hamaroy, "")
    client.post(reverse("approve-join-request", kwargs={"request_id": asked.pk}))
    assert JoinRequest.objects.get(pk=asked.pk).state == "pending"
    assert not RoleAssignment.objects.filter(person=officer, role="owner").exists()
    typed = {"email": officer.email.upper(), "role": "approver"}
    refused = client.post(reverse("invite-to-office", kwargs={"office": "nordland"}), typed)
    assert "ingen gir seg selv en rolle" in refused.content.decode()
    assert not Invitation.objects.exists()


def test_nobody_grants_or_refuses_what_they_have_asked_for(
    nordland: Any,
    hamaroy: Organisation,  # noqa: F811
    person_as: Callable[..., Any],
    client_of: Callable[[Person], Client],
) -> None:
    both = TwoRoles(person_as("case_officer"), owner=hamaroy)
    nordland.needs_deadline = now() + timedelta(days=3)
    nordland.save()
    asked = ask_extension(nordland, hamaroy, "Vi er syke.", both.person)
    office = both.act_as("case_officer")
    grant = reverse("reports:grant-extension", kwargs=WHERE)
    typed = {"owner": hamaroy.pk, "until": (today() + timedelta(days=9)).isoformat(), "reason": "Sykdom"}
    assert "Du har selv bedt om denne utsettelsen" in office.post(grant, typed).content.decode()
    refuse = reverse("reports:refuse-extension", kwargs={**WHERE, "asked_id": asked.pk})
    assert "Du har selv bedt om denne utsettelsen" in office.post(refuse, {"answer": "Nei"}).content.decode()
    assert ExtensionRequest.objects.get(pk=asked.pk).answered_at is None
    assert client_of(person_as("case_officer")).post(grant, typed).status_code == 302


def test_nobody_confirms_for_a_partner_what_they_have_asked_it(
    party: DraftParty,  # noqa: F811
    uit: Organisation,  # noqa: F811
    marit: Person,  # noqa: F811
) -> None:
    RoleAssignment.objects.create(person=marit, role="partner", organisation=uit)
    note(party, "asked", marit, "reports.party.asked")
    both = TwoRoles(marit)
    confirm = reverse("own_needs:request-confirm", kwargs={"party_id": party.pk})
    answer = both.act_as("partner").post(confirm, {"seen": seen_of(party)})
    assert answer.status_code == 409 and "Du har selv spurt" in answer.content.decode()
    party.refresh_from_db()
    assert party.state == "asked"


def test_nobody_finds_their_own_report_ready(
    ready_draft: ReportDraft,  # noqa: F811
    marit: Person,  # noqa: F811
    january: Any,  # noqa: F811
    person_as: Callable[..., Any],
) -> None:
    report = report_of(submit_report(ready_draft.pk, marit, january))
    office = report.round.office
    RoleAssignment.objects.create(person=marit, role="case_officer", office=office)
    both = TwoRoles(marit)
    client = both.act_as("case_officer")
    state = reverse("reports:report-state", kwargs={**WHERE, "number": report.number})
    page = client.get(reverse("reports:report", kwargs={**WHERE, "number": report.number}))
    answer = client.post(state, {"verb": "accept", "seen": page.context["log"].token})
    assert "Du har selv skrevet i eller sendt denne meldingen" in answer.content.decode()
    several = client.post(
        reverse("reports:bulk", kwargs=WHERE), {"action": "accept", "report": [report.pk], "confirm": "yes"}
    )
    assert several.status_code in (200, 302, 422)
    report.refresh_from_db()
    assert report.state == "submitted"
