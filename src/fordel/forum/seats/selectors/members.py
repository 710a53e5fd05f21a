"""The seats of a forum, whether it is balanced, and where its members are or may be partial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from fordel.forum.models import CLOSED_TO_MEMBER, ConflictOfInterest, ForumMember
from fordel.forum.seats.selectors.forums import OfficeForum
from fordel.forum.seats.selectors.impartiality import seats_of
from fordel.parties.actors import Actor
from fordel.parties.models import PARTNER_KINDS, Organisation
from fordel.programme.models import Round
from fordel.programme.where import in_round
from fordel.reports.models import COUNTED_STATES, NeedsReport
from fordel.shared.clock import today
from fordel.shared.hands import prepared_by
from fordel.shared.prepared import Asked


def seats(office_id: int) -> list[ForumMember]:
    """The seats that run now or later, by group, with how many reports of the office's running rounds are closed to
    each. One query."""
    found = ForumMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today()), office=office_id
    ).select_related("group", "person", "deputy", "organisation")
    closed = Q(
        conflicts__state__in=CLOSED_TO_MEMBER,
        conflicts__report__round__is_history=False,
        conflicts__report__state__in=COUNTED_STATES,
    )
    listed = found.annotate(closed_count=Count("conflicts", filter=closed))
    return sorted(listed, key=lambda seat: (seat.group.position, seat.label, seat.pk))


def balance_of(listed: Iterable[ForumMember], forum: OfficeForum) -> list[str]:
    """What is out of balance, in words: groups without a seat, and a group with more than its part. A warning only."""
    groups = Counter(seat.group.code for seat in listed if seat.votes)
    found = []
    missing = [group.name for group in forum.groups if group.code in forum.expected and not groups[group.code]]
    if missing:
        found.append(_("No seat yet for: %(groups)s.") % {"groups": ", ".join(missing)})
    most, whole = forum.group_percent_most, sum(groups.values())
    found += [
        _("%(group)s has %(count)s of %(all)s seats, more than %(most)s per cent.")
        % {"group": group.name, "count": groups[group.code], "all": whole, "most": most}
        for group in forum.groups
        if groups[group.code] * 100 > most * whole
    ]
    return found


def seat_from_url(office: str, seat_id: int, **_rest: object) -> ForumMember:
    """The seat, for `@access`. Raises Http404 where it is not of the office."""
    found = ForumMember.objects.filter(pk=seat_id, office__slug=office).select_related(
        "office", "group", "person", "deputy"
    )
    seat = found.first()
    if seat is None:
        raise Http404
    return seat


def conflict_from_url(office: str, scheme: str, year: int, conflict_id: int, **_rest: object) -> ConflictOfInterest:
    """The conflict of interest, for `@access`. Raises Http404 where it is not of the round."""
    found = ConflictOfInterest.objects.filter(
        pk=conflict_id, **in_round("report__round__", office, scheme, year)
    ).select_related("member", "report__round__office")
    conflict = found.first()
    if conflict is None:
        raise Http404
    return conflict


def _in_round(round_: Round | int | OuterRef, day: Asked | None = None) -> QuerySet[ConflictOfInterest]:
    """Of the reports that count and the seats that have not ended on the day (today)."""
    return ConflictOfInterest.objects.filter(
        Q(member__ends_on__isnull=True) | Q(member__ends_on__gte=day or today()),
        report__round=round_,
        report__state__in=COUNTED_STATES,
    )


def undecided_in(round_: int | OuterRef, day: Asked | None = None) -> QuerySet[ConflictOfInterest]:
    """The conflicts of interest that nobody has decided, wherever they are counted or named."""
    return _in_round(round_, day).filter(decided_at__isnull=True)


def conflicts_of(round_: Round, actor: Actor) -> list[ConflictOfInterest]:
    """Of the reports that count; a member sees those of their own seats. By report and seat. One query."""
    found = _in_round(round_)
    if actor.role == "forum_member" and actor.person is not None:
        found = found.filter(member__in=seats_of(actor.person.pk, round_.office_id, today()))
    found = found.select_related("member__person", "report__owner", "decided_by")
    return list(found.order_by("report__number", "member__label"))


def own_conflicts(listed: Iterable[ConflictOfInterest], person_id: int) -> frozenset[int]:
    """Ids of the conflicts that the person may not decide: of their own seats, and those they have declared. One
    query."""
    declared = prepared_by(person_id, ConflictOfInterest)
    return frozenset(each.pk for each in listed if person_id in each.member.people or each.pk in declared)


def own_seats(actor: Actor) -> list[ForumMember]:
    """The seats of the person that run today, with their groups. One query."""
    found = seats_of(actor.person_or_refuse.pk, actor.office_id or 0, today()).select_related("group")
    return list(found.order_by("label", "pk"))


def open_reports(round_: Round, closed: frozenset[int]) -> list[tuple[int, str]]:
    """(number, title) of the reports that count and are open to the member. One query."""
    reports = NeedsReport.objects.counted().filter(round=round_).exclude(pk__in=closed)
    return list(reports.order_by("number").values_list("number", "title"))


def organisations_for(office_id: int) -> list[tuple[int, str]]:
    """(id, name) of the organisations a member may come from: owners in the office's area, and partners. One query."""
    found = Organisation.objects.filter(Q(municipality__office=office_id) | Q(kind__in=PARTNER_KINDS))
    return list(found.order_by("name", "pk").values_list("pk", "name"))
