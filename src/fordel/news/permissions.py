"""Who writes an office's news, and who gets each announcement."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, Q, Subquery
from django.utils.translation import gettext_lazy as _

from fordel.guidance.models import Audience
from fordel.guidance.permissions import is_for
from fordel.news.models import Announcement, AnnouncementState
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Organisation, Role
from fordel.parties.permissions import is_case_officer, reads_office
from fordel.parties.plugs.seats import why_no_seat
from fordel.programme.models import SchemeVersion
from fordel.shared.access import Rule, Verdict
from fordel.shared.clock import today
from fordel.shared.prepared import Asked

writes_news = is_case_officer
reads_every_announcement = reads_office


def current(day: Asked | None = None) -> Q:
    """The announcements that are shown today, or on the day that a prepared query asks for."""
    begun = Q(shown_from__isnull=True) | Q(shown_from__lte=day or today())
    lasts = Q(shown_to__isnull=True) | Q(shown_to__gte=day or today())
    return Q(state=AnnouncementState.PUBLISHED) & begun & lasts


def may_see(actor: Actor) -> Q:
    """The announcements that are for the actor, of any office, whether they are current or not. At most one query of
    its own: a member of the forum must have a seat today."""
    found = Q(audience__contains=[Audience.PUBLIC])
    if actor.is_in(Role.CASE_OFFICER, Role.APPROVER, Role.AUDITOR):
        return found | (Q(office=actor.office_id) if actor.office_id is not None else Q(pk__isnull=False))
    if actor.is_in(Role.FORUM_MEMBER):
        if why_no_seat(actor):
            return found
        return found | Q(audience__contains=[Audience.FORUM_MEMBER], office=actor.office_id)
    if not actor.is_in(Role.OWNER, Role.PARTNER):
        return found
    is_owner = actor.role == Role.OWNER
    mine = Q(audience__contains=[Audience.OWNER if is_owner else Audience.PARTNER])
    mine &= Q(schemes=[]) | Q(schemes__overlap=ArraySubquery(_schemes_of(actor)))
    if is_owner:
        mine &= of_own_office(actor)
    return found | mine


def of_own_office(owner: Actor) -> Q:
    """What belongs to the office that the owner's municipality does."""
    own = Office.objects.filter(municipalities__organisation=owner.organisation_id or 0)
    return Q(office__in=own.values("pk"))


def _schemes_of(actor: Actor) -> Any:
    """The codes of the schemes that the actor's organisation may report to or take part in."""
    kind = Subquery(Organisation.objects.filter(pk=actor.organisation_id or 0).values("kind"))
    wanted = Func(kind, function="to_jsonb", output_field=JSONField())
    return SchemeVersion.objects.filter(is_for(wanted)).values("code")


def _reads(actor: Actor, announcement: Announcement) -> Verdict:
    """The office always; everybody whom it is for while it is shown."""
    if reads_every_announcement(actor, announcement).allowed:
        return Verdict(True)
    if Announcement.objects.filter(current(), may_see(actor), pk=announcement.pk).exists():
        return Verdict(True)
    reason = _("This announcement is for others than you, or is no longer shown.")
    return Verdict(False, reason if actor.is_authenticated else _("Sign in to open this page."))


reads_announcement = Rule("reads_announcement", _reads)
