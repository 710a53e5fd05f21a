"""What the start pages show that no module puts there: a greeting, an organisation's own numbers, the country."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.decisions.models import Award, Letter, ProposalState
from fordel.needs.models import NeedsReport
from fordel.needs.selectors.answers import RequestCounts
from fordel.needs.selectors.own_list import OwnList
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Role
from fordel.programme.models import FrameLine, Round
from fordel.shared.clock import OSLO
from fordel.shared.dates import weekday_deadline


def greeting(name: str, now: datetime) -> str:
    """A greeting for the time of day."""
    hour = now.astimezone(OSLO).hour
    if hour < 10:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Hello, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def organisation_numbers(actor: Actor, requests: RequestCounts, own: OwnList | None) -> dict[str, Any] | None:
    """An owner's or partner's own numbers; None for everybody else. `own` is an owner's list. At most two queries."""
    if actor.organisation_id is None:
        return None
    is_owner = actor.role == Role.OWNER
    letters = Letter.objects.filter(recipient=actor.organisation_id).aggregate(
        all=Count("pk"), unopened=Count("pk", filter=Q(opened_at__isnull=True))
    )
    unopened: int = letters["unopened"]
    lead = (
        ngettext(
            "%(count)s letter from the county governor waits for you.",
            "%(count)s letters from the county governor wait for you.",
            unopened,
        )
        % {"count": unopened}
        if unopened
        else _("Nothing waits for you right now.")
    )
    if requests.waiting:
        asked = ngettext(
            "%(count)s request to take part waits for your answer.",
            "%(count)s requests to take part wait for your answer.",
            requests.waiting,
        ) % {"count": requests.waiting}
        lead = f"{asked} {lead}" if unopened else asked
    elif own and not unopened:
        lead = _owner_lead(own) or lead
    return {
        "name": actor.organisation_name,
        "lead": lead,
        "requests": requests,
        "reports": len(own.rows) if own else _measures_of(actor.organisation_id),
        "waiting": [row for row in own.rows if row.waits] if own else [],
        "due": own.due if own else None,
        "reports_name": _("Your needs reports") if is_owner else _("Measures you take part in"),
        "letters": letters["all"],
        "unopened": unopened,
        "letter_url": reverse("letters:list"),
    }


def _owner_lead(own: OwnList) -> str:
    """What an owner must do with its reports, in a sentence; '' where there is nothing."""
    waiting = sum(row.waits for row in own.rows)
    if waiting:
        text = ngettext("%(count)s needs report waits for you.", "%(count)s needs reports wait for you.", waiting)
        return text % {"count": waiting}
    if own.due and own.due.is_open and own.due.closes:
        return _("You can report needs until %(when)s.") % {"when": weekday_deadline(own.due.closes)}
    return ""


def _measures_of(organisation_id: int) -> int:
    """How many measures a partner takes part in."""
    return NeedsReport.objects.counted().filter(partners__organisation=organisation_id).distinct().count()


def offices_overview() -> list[dict[str, Any]]:
    """Every office with its newest running round: frame, need, reports and awards in kroner. One query."""
    newest = Round.objects.filter(office=OuterRef("pk"), is_history=False).order_by("-year")

    def per_round(queryset: Any, path: str, value: Any) -> Coalesce:
        grouped = queryset.order_by().values(path).annotate(value=value).values("value")
        return Coalesce(Subquery(grouped), 0)

    frames = FrameLine.objects.filter(round=OuterRef("round_id"))
    reports = NeedsReport.objects.counted().filter(round=OuterRef("round_id"))
    awards = Award.objects.filter(proposal__round=OuterRef("round_id"), proposal__state=ProposalState.ISSUED)
    rows = (
        Office.objects.annotate(round_id=Subquery(newest.values("pk")[:1]), year=Subquery(newest.values("year")[:1]))
        .annotate(
            frame=per_round(frames, "round", Sum("amount")),
            needs=per_round(reports, "round", Sum("amount")),
            reports=per_round(reports, "round", Count("pk")),
            awarded=per_round(awards, "proposal__round", Sum("amount")),
        )
        .order_by("region_name")
    )
    return [dict(row) for row in rows.values("slug", "name", "year", "frame", "needs", "reports", "awarded")]
