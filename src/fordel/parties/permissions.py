"""Rules about offices and organisations that every later module builds on.

A rule's target is any object with an `office_id` (a round, a report, a proposal) or None.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.models import PARTNER_KINDS, Organisation, Role
from fordel.parties.plugs.seats import why_no_seat
from fordel.shared.access import Rule, Verdict

NOT_ADMINISTRATOR = _("This is for administrators. Ask the administrator where you work.")
OFFICE_STAFF = (Role.CASE_OFFICER, Role.APPROVER)
NOT_YOUR_ROLE = _("Your role does not open this page.")
OTHER_OFFICE = _("This belongs to another county governor's office.")


def wrong_role(actor: Actor) -> Verdict:
    """The refusal of somebody in none of a rule's roles."""
    reason = NOT_YOUR_ROLE if actor.is_authenticated else _("Sign in to open this page.")
    return Verdict(False, reason, by_role=True)


def in_office(*roles: Role) -> Rule:
    """Acting in one of the roles at the office that the target belongs to."""

    def question(actor: Actor, target: Any) -> Verdict:
        if not actor.is_in(*roles):
            return wrong_role(actor)
        if target is not None and actor.office_id != target.office_id:
            return Verdict(False, OTHER_OFFICE)
        return Verdict(True)

    return Rule("in_office:" + "|".join(roles), question)


def nationwide(*roles: Role) -> Rule:
    """Acting in one of the roles for the whole country, or for the office the target belongs to."""

    def question(actor: Actor, target: Any) -> Verdict:
        if not actor.is_in(*roles):
            return wrong_role(actor)
        if actor.office_id is not None and target is not None and actor.office_id != target.office_id:
            return Verdict(False, OTHER_OFFICE)
        return Verdict(True)

    return Rule("nationwide:" + "|".join(roles), question)


def _lets_in(actor: Actor, target: Any) -> Verdict:
    """Whether the actor may let others in at the target's place: their own, or one in their office's area."""
    office_id = getattr(target, "office_id", None)
    organisation = target if isinstance(target, Organisation) else getattr(target, "organisation", None)
    if actor.is_administrator and organisation is not None and actor.organisation_id == organisation.pk:
        return Verdict(True)
    if organisation is None:
        here = actor.is_administrator and actor.is_in(*OFFICE_STAFF) and actor.office_id == office_id
        return Verdict(True) if here else Verdict(False, NOT_ADMINISTRATOR)
    if actor.is_in(Role.CASE_OFFICER):
        municipality = organisation.municipality
        in_area = organisation.kind in PARTNER_KINDS or (municipality and municipality.office_id == actor.office_id)
        return Verdict(True) if in_area else Verdict(False, OTHER_OFFICE)
    return Verdict(False, NOT_ADMINISTRATOR) if actor.is_authenticated else wrong_role(actor)


def _gives_signing(actor: Actor, target: Any) -> Verdict:
    """Whether the actor is administrator of the organisation that the role is at: nobody else decides who signs."""
    here = actor.organisation_id is not None and actor.organisation_id == target.organisation_id
    if actor.is_administrator and here:
        return Verdict(True)
    return Verdict(False, NOT_ADMINISTRATOR) if actor.is_authenticated else wrong_role(actor)


def _administers_own(actor: Actor, target: Any) -> Verdict:
    if actor.is_administrator and actor.organisation_id is not None:
        return Verdict(True)
    return Verdict(False, NOT_ADMINISTRATOR) if actor.is_authenticated else wrong_role(actor)


def _administers_office(actor: Actor, target: Any) -> Verdict:
    if not actor.is_in(*OFFICE_STAFF):
        return wrong_role(actor)
    if actor.office_id != target.office_id:
        return Verdict(False, OTHER_OFFICE)
    return Verdict(True) if actor.is_administrator else Verdict(False, NOT_ADMINISTRATOR)


gives_right_to_sign = Rule("gives_right_to_sign", _gives_signing)
lets_people_in = Rule("lets_people_in", _lets_in)


def _sits_today(actor: Actor, target: Any) -> Verdict:
    """A member of the forum whose seat runs today: the role alone opens nothing."""
    first = is_forum_member(actor, target)
    if not first.allowed:
        return first
    reason = why_no_seat(actor)
    return Verdict(not reason, reason)


administers_own_organisation = Rule("administers_own_organisation", _administers_own)
administers_office = Rule("administers_office", _administers_office)
is_case_officer = in_office(Role.CASE_OFFICER)
is_approver = in_office(Role.APPROVER)
works_at_office = in_office(Role.CASE_OFFICER, Role.APPROVER)
is_forum_member = in_office(Role.FORUM_MEMBER)
sits_today = Rule("sits_today", _sits_today)
is_national_reader = nationwide(Role.NATIONAL_READER)
is_auditor = nationwide(Role.AUDITOR)
reads_office = works_at_office | is_auditor
