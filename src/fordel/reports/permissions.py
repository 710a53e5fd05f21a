"""Who may read and change needs reports. A target has an `office_id`; an own report has an owner and partners."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import NOT_YOUR_ROLE, is_case_officer, is_forum_member, reads_office
from fordel.reports.models import COUNTED_STATES, NeedsReport
from fordel.reports.plugs.member_view import member_view, no_seat_words
from fordel.shared.access import Rule, Verdict


def _acts_for_party(actor: Actor, _target: Any) -> Verdict:
    if not actor.is_authenticated:
        return Verdict(False, _("Sign in to open this page."))
    allowed = actor.is_in(Role.OWNER, Role.PARTNER) and actor.organisation_id is not None
    return Verdict(allowed, "" if allowed else NOT_YOUR_ROLE)


def _takes_part(actor: Actor, report: Any) -> Verdict:
    first = _acts_for_party(actor, report)
    if not first.allowed:
        return first
    if actor.is_in(Role.OWNER):
        mine = report.owner_id == actor.organisation_id
    else:
        mine = any(partner.organisation_id == actor.organisation_id for partner in report.partners.all())
    reason = _("The report belongs to others. You are signed in for %(organisation)s.")
    return Verdict(mine, "" if mine else reason % {"organisation": actor.organisation_name})


def _writes_draft(actor: Actor, draft: Any) -> Verdict:
    """Somebody who acts for the owner; for a report that the office registers, its case officer as well."""
    if draft is None:
        return _acts_for_party(actor, draft)
    if actor.is_in(Role.CASE_OFFICER) and draft.by_office:
        return is_case_officer(actor, draft)
    first = _acts_for_party(actor, draft)
    if not first.allowed:
        return first
    mine = actor.is_in(Role.OWNER) and draft.owner_id == actor.organisation_id
    if mine and draft.by_office and draft.report_id is None:
        return Verdict(
            False, _("The county governor is registering this report for you. We notify you when it is done.")
        )
    reason = _("The report belongs to %(owner)s. You are signed in for %(organisation)s.")
    return Verdict(mine, "" if mine else reason % {"owner": draft.owner.name, "organisation": actor.organisation_name})


def _answers_party(actor: Actor, party: Any) -> Verdict:
    """Somebody who acts for the organisation that is asked."""
    first = _acts_for_party(actor, party)
    if not first.allowed or party is None:
        return first
    mine = party.organisation_id == actor.organisation_id
    reason = _("The request is for %(party)s. You are signed in for %(organisation)s.")
    names = {"party": party.organisation.name, "organisation": actor.organisation_name}
    return Verdict(mine, "" if mine else reason % names)


def _is_owner(actor: Actor, _target: Any) -> Verdict:
    if not actor.is_authenticated:
        return Verdict(False, _("Sign in to open this page."))
    allowed = actor.is_in(Role.OWNER) and actor.organisation_id is not None
    return Verdict(allowed, "" if allowed else NOT_YOUR_ROLE, by_role=True)


def _owns(actor: Actor, report: Any) -> Verdict:
    if actor.is_authenticated and not actor.is_in(Role.OWNER):
        return Verdict(False, NOT_YOUR_ROLE)
    return _takes_part(actor, report)


def _reads_as_member(actor: Actor, target: Any) -> Verdict:
    """Somebody whose seat in the forum runs today; of a report only one that counts, and that they are impartial in."""
    first = is_forum_member(actor, target)
    if not first.allowed:
        return first
    view = member_view(actor)
    if not view.has_seat:
        return Verdict(False, no_seat_words(view))
    if isinstance(target, NeedsReport) and target.pk in view.closed:
        return Verdict(
            False, _("You are, or may be, not impartial in this report, so it is closed to you as a forum member.")
        )
    if isinstance(target, NeedsReport) and target.state not in COUNTED_STATES:
        return Verdict(False, _("The report does not count now, so it is not before the forum."))
    return Verdict(True)


reads_reports = reads_office
reads_as_member = Rule("reads_as_member", _reads_as_member)
reads_for_forum = reads_office | reads_as_member
changes_reports = is_case_officer
acts_for_party = Rule("acts_for_party", _acts_for_party)
takes_part = Rule("takes_part", _takes_part)
is_owner = Rule("is_owner", _is_owner)
answers_party = Rule("answers_party", _answers_party)
writes_draft = Rule("writes_draft", _writes_draft)
owns_report = Rule("owns_report", _owns)
