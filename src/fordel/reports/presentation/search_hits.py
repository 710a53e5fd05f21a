"""Needs reports in the search box."""

from __future__ import annotations

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.reports.models import COUNTED_STATES, NeedsReport
from fordel.reports.plugs.member_view import member_view
from fordel.shared.search import search_query

_READ = ("pk", "number", "title", "owner__name", "round__office__slug", "round__scheme_slug", "round__year")


def report_hits(actor: Actor, words: str) -> Found | None:
    """Those that the reader may open: the office's, a member's without those closed to them, an organisation's own. One
    query, and one that says what a member may see."""
    query = search_query(words)
    rows = _readable(actor)
    if query is None or rows is None:
        return None
    found = rows.filter(search=query, round__is_history=False)
    best = found.order_by(SearchRank(F("search"), query).desc(), "-round__year", "number").values_list(*_READ)
    is_own = actor.is_in(Role.OWNER, Role.PARTNER)
    return Found(_("Needs reports"), [_hit(*row, is_own=is_own) for row in best[:MOST_HITS]])


def _readable(actor: Actor) -> QuerySet[NeedsReport] | None:
    rows = NeedsReport.objects.all()
    if actor.is_in(Role.CASE_OFFICER, Role.APPROVER, Role.AUDITOR):
        return rows.filter(round__office=actor.office_id) if actor.office_id is not None else rows
    if actor.is_in(Role.FORUM_MEMBER):
        view = member_view(actor)
        rows = rows.filter(round__office=actor.office_id, state__in=COUNTED_STATES).exclude(pk__in=view.closed)
        return rows if view.has_seat else None
    if actor.organisation_id is None:
        return None
    if actor.is_in(Role.OWNER):
        return rows.filter(owner=actor.organisation_id)
    if actor.is_in(Role.PARTNER):
        own = NeedsReport.objects.filter(partners__organisation=actor.organisation_id)
        return rows.filter(pk__in=own.values("pk"))
    return None


def _hit(pk: int, number: int, title: str, owner: str, office: str, scheme: str, year: int, *, is_own: bool) -> Hit:
    where = {"office": office, "scheme": scheme, "year": year, "number": number}
    url = reverse("own_needs:report", args=[pk]) if is_own else reverse("reports:report", kwargs=where)
    return Hit(title, url, f"{number} · {owner} · {year}")
