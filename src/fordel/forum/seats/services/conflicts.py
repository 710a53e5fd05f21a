"""Conflicts of interest: the system suggests, the member declares, the secretariat decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.lifecycle import CONFLICT
from fordel.forum.models import ConflictCause, ConflictOfInterest, ConflictState, ForumMember
from fordel.forum.seats.events import ConflictJudged, ConflictsChanged
from fordel.parties.models import OrganisationKind, Person
from fordel.parties.selectors.standing import Place, roles_at
from fordel.programme.models import Round
from fordel.reports.events import ReportsChanged
from fordel.reports.models import DraftParty, NeedsReport, ReportPartner
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.events import emit
from fordel.shared.fields import fitting
from fordel.shared.hands import prepared_of
from fordel.shared.lifecycles import Facts, Rules, advance

Found = dict[tuple[int, int], str]


def follow_reports(event: ReportsChanged) -> None:
    """Brings the suggestions about the reports up to date when they have changed."""
    report_ids = event.report_ids
    seats = ForumMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today()), office__rounds__reports__in=list(report_ids)
    )
    suggest_conflicts(seats.distinct(), None, report_ids)


@transaction.atomic
def suggest_conflicts(
    seats: Iterable[ForumMember], actor: Person | None, report_ids: Collection[int] | None = None
) -> int:
    """Adds what is new and takes away suggestions that no longer hold; what somebody has declared or decided stays.
    Returns how many are new. The number of queries does not grow with seats or reports."""
    every = list(seats)
    listed = [seat for seat in every if seat.organisation_id is not None]
    held = ConflictOfInterest.objects.filter(member__in=[seat.pk for seat in every])
    if report_ids is not None:
        held = held.filter(report__in=list(report_ids))
    known = {(c.member_id, c.report_id): c for c in held}
    found = _found(listed, report_ids) if listed else {}
    stale = [c.pk for key, c in known.items() if c.state == ConflictState.SUGGESTED and key not in found]
    ConflictOfInterest.objects.filter(pk__in=stale).delete()
    instant = now()
    new = ConflictOfInterest.objects.bulk_create(
        [
            ConflictOfInterest(
                member_id=member, report_id=report, state=ConflictState.SUGGESTED, cause=cause, noted_at=instant
            )
            for (member, report), cause in sorted(found.items())
            if (member, report) not in known
        ]
    )
    if new or stale:
        emit(ConflictsChanged(every[0].office_id))
    if new:
        events = [Event("forum.conflict.suggested", c, {"seat": c.member_id, "report": c.report_id}) for c in new]
        record_many(events, actor=actor, office=listed[0].office_id)
    return len(new)


def _found(seats: list[ForumMember], report_ids: Collection[int] | None) -> Found:
    """(seat, report) -> cause; the strongest cause where there are several. Five queries."""
    by_organisation: dict[int, list[ForumMember]] = {}
    for seat in seats:
        by_organisation.setdefault(seat.organisation_id or 0, []).append(seat)
    reports = NeedsReport.objects.filter(round__office__in={seat.office_id for seat in seats})
    if report_ids is not None:
        reports = reports.filter(pk__in=list(report_ids))
    organisations = list(by_organisation)
    found: Found = {}

    def note(rows: Iterable[tuple[int, int]], cause: str) -> None:
        for organisation, report in rows:
            for seat in by_organisation[organisation]:
                found.setdefault((seat.pk, report), cause)

    chosen = reports.order_by().values("pk")
    note(reports.filter(owner__in=organisations).values_list("owner_id", "pk"), ConflictCause.OWNER)
    partners = ReportPartner.objects.filter(report__in=chosen, organisation__in=organisations).order_by()
    note(partners.values_list("organisation_id", "report_id"), ConflictCause.PARTNER)
    parties = DraftParty.objects.filter(draft__report__in=chosen, organisation__in=organisations).exclude(
        state="removed"
    )
    note(parties.order_by().values_list("organisation_id", "draft__report_id"), ConflictCause.NETWORK)
    note(_through_places(chosen, organisations), ConflictCause.NETWORK)
    return found


def _through_places(reports: QuerySet[Any, Any], organisations: list[int]) -> Iterable[tuple[int, int]]:
    """(organisation, report) where the organisation is a municipality that takes part."""
    through = NeedsReport.participating.through.objects.filter(
        needsreport__in=reports,
        municipality__organisation__in=organisations,
        municipality__organisation__kind=OrganisationKind.MUNICIPALITY,
    )
    rows: Iterable[tuple[int, int]] = through.values_list("municipality__organisation", "needsreport_id")
    return rows


OWN_CONFLICT: Final = gettext_lazy("This is about a seat that you hold, or that you have declared a conflict for.")
DECIDED_BY_ANOTHER: Final = gettext_lazy("Somebody else at the office must decide it.")


def _refusal(_conflict: ConflictOfInterest, _verb: str) -> UserError:
    return UserError(_("That has been said or decided already."), _("Look at the list again."))


def _own(person_id: int, conflicts: Sequence[ConflictOfInterest]) -> frozenset[int]:
    """Those that the person has declared, or whose seat they hold as member or deputy."""
    seats = {each.pk for each in conflicts if person_id in each.member.people}
    return prepared_of(person_id, conflicts) | seats


def _require_reason(conflict: ConflictOfInterest, facts: Facts) -> None:
    if facts["words"].strip():
        return
    if facts["verb"] == "declare":
        raise UserError(_("Write why in a few words."), _("The secretariat decides from them."), "words")
    raise UserError(
        _("Write why the member is impartial."),
        _("The report opens to the member, so the reason must be given."),
        "words",
    )


CONFLICTS: Final = Rules[ConflictOfInterest](
    lifecycle=CONFLICT,
    place=lambda conflict: Place(conflict.office_id),
    roles=roles_at,
    refusal=_refusal,
    own_hand=lambda _conflict: UserError(str(OWN_CONFLICT), str(DECIDED_BY_ANOTHER)),
    own=_own,
    guards={"reason": _require_reason},
)


@transaction.atomic
def declare_conflict(seat: ForumMember, report: NeedsReport, words: str, actor: Person) -> ConflictOfInterest:
    """The seat is not, or may not be, impartial in the report; it is closed to it from now on. Raises UserError."""
    ForumMember.objects.select_for_update(no_key=True).get(pk=seat.pk)
    held = ConflictOfInterest.objects.select_related("member", "report__round")
    found = held.filter(member=seat, report=report).first()
    if found is None:
        found = ConflictOfInterest.objects.create(
            member=seat, report=report, cause=ConflictCause.OWN_WORDS, noted_at=now(), state=CONFLICT.start
        )
    advance(CONFLICTS, found, "declare", actor, words=words)
    found.reason, found.decided_at, found.decided_by = fitting(words.strip(), 2000, "words"), None, None
    found.save()
    emit(ConflictsChanged(seat.office_id))
    emit(ConflictJudged(found))
    details = {"seat": seat.pk, "report": report.pk}
    record("forum.conflict.declared", actor=actor, subject=found, office=seat.office_id, details=details)
    return found


@transaction.atomic
def decide_conflict(conflict_id: int, verb: str, words: str, actor: Person) -> ConflictOfInterest:
    """Decide `verb`, find_conflicted or find_impartial; the second needs a reason. Raises UserError, also for whoever
    has declared the conflict or holds the seat, as member or deputy: nobody decides on their own impartiality."""
    query = ConflictOfInterest.objects.select_for_update(of=("self",)).select_related("member", "report__round")
    found = query.get(pk=conflict_id)
    if verb not in ("find_conflicted", "find_impartial"):
        raise UserError(_("Choose one of the two."), "", "verb")
    state = advance(CONFLICTS, found, verb, actor, words=words).target
    found.decision_text = fitting(words.strip(), 2000, "words")
    found.decided_at, found.decided_by = now(), actor
    found.save()
    emit(ConflictsChanged(found.member.office_id))
    emit(ConflictJudged(found))
    details = {"seat": found.member_id, "report": found.report_id, "state": state}
    record("forum.conflict.decided", actor=actor, subject=found, office=found.member.office_id, details=details)
    return found


@transaction.atomic
def find_conflicted(conflict_ids: Collection[int], round_: Round, actor: Person) -> int:
    """Decides that these are not impartial, and returns how many; those that are decided already are left as they are.
    Raises UserError where none is chosen."""
    waiting = ConflictOfInterest.objects.filter(pk__in=conflict_ids, report__round=round_, decided_at__isnull=True)
    chosen = list(waiting.order_by("report__number", "pk").values_list("pk", flat=True))
    if not chosen:
        raise UserError(_("None that waits is chosen."), _("Tick those that are not impartial."), "chosen")
    for pk in chosen:
        decide_conflict(pk, "find_conflicted", "", actor)
    return len(chosen)
