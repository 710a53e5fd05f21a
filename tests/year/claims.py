"""The table of what pages claim about the year, and what the database says about each claim.

A claim is a pattern in a page's words. Its truth gets the facts and what the pattern caught, and says what must stand
there; None means that it must not be said at all. Nothing here asks the code that makes the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, Sum

from fordel.decisions.models import Award, Letter, Proposal
from fordel.events.models import Event, Participant
from fordel.forum.models import Assessment, ConflictOfInterest, ForumMember, Prioritising, Recommendation, Scenario
from fordel.meetings.models import Attendance, Meeting
from fordel.parties.models import Person
from fordel.partnership.models import Agreement
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport, ReportDraft, ReportMessage, ReportPartner
from fordel.shared.clock import OSLO, now, today
from tests.year.steps import MEETING, WORKSHOP

_MONTHS: Final = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_DECISION_DUE: Final = date(2026, 4, 30)
_REPORTS_OPEN: Final = date(2026, 12, 1)
_ANNUAL_DUE: Final = date(2027, 3, 1)


def kroner(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


def day_words(day: date) -> str:
    words = f"{day.day}. {_MONTHS[day.month - 1]}"
    return words if day.year == today().year else f"{words} {day.year}"


def away(day: date) -> str:
    days = (day - today()).days
    if days == 0:
        return "i dag"
    unit = "dag" if abs(days) == 1 else "dager"
    return f"om {days} {unit}" if days > 0 else f"{-days} {unit} for sent"


def day_of(instant: datetime) -> date:
    return instant.astimezone(OSLO).date()


@dataclass
class Facts:
    """What the database says now, for one reader."""

    round: Round
    role: str
    person: Person

    @property
    def reports(self) -> Any:
        return NeedsReport.objects.filter(round=self.round, state__in=("submitted", "returned", "accepted"))

    @property
    def need(self) -> int:
        return self.reports.aggregate(n=Sum("amount"))["n"] or 0

    @property
    def frame(self) -> int:
        return sum(line.amount for line in self.round.frame_lines.all())

    @property
    def closed(self) -> set[int]:
        """Reports that are closed to the reader as a member of the forum."""
        if self.role != "forum_member":
            return set()
        seats = ForumMember.objects.filter(Q(person=self.person) | Q(deputy=self.person))
        found = ConflictOfInterest.objects.filter(member__in=seats).exclude(state="impartial")
        return set(found.values_list("report_id", flat=True))

    @property
    def adopted(self) -> date | None:
        found = Recommendation.objects.filter(round=self.round, adopted_at__isnull=False).first()
        return day_of(found.adopted_at) if found and found.adopted_at else None

    @property
    def proposal(self) -> Proposal | None:
        return Proposal.objects.filter(round=self.round).exclude(state="discarded").first()

    @property
    def decided(self) -> date | None:
        return day_of(self.proposal.issued_at) if self.proposal and self.proposal.issued_at else None

    @property
    def is_open(self) -> bool:
        """Whether owners can still report."""
        return self.round.needs_deadline is not None and now() < self.round.needs_deadline

    @property
    def granted(self) -> int:
        return Award.objects.filter(proposal=self.proposal).aggregate(n=Sum("amount"))["n"] or 0

    @property
    def measures(self) -> int:
        return Award.objects.filter(proposal=self.proposal, amount__gt=0).count()

    @property
    def held_back(self) -> int:
        return sum(self.proposal.scenario.reserve.values()) if self.proposal else 0

    @property
    def phase(self) -> str:
        if today() < day_of(self.round.needs_deadline or now()):
            return "Meld behov"
        if self.decided:
            return "Gjennomføring"
        return "Vedtak" if self.adopted else "Forum"

    @property
    def meeting(self) -> Meeting | None:
        return Meeting.objects.filter(title=MEETING).first()

    @property
    def open_conflicts(self) -> int:
        return ConflictOfInterest.objects.filter(report__round=self.round, decided_at__isnull=True).count()

    @property
    def prioritising(self) -> Prioritising | None:
        return Prioritising.objects.filter(round=self.round, closed_at__isnull=True).first()


Truth = Callable[[Facts], str | None]


def _deadline(facts: Facts) -> str | None:
    if not facts.is_open or facts.decided or facts.round.needs_deadline is None:
        return None
    last = facts.round.needs_deadline - timedelta(minutes=1)
    return f"{day_words(day_of(last))} kl. {last.astimezone(OSLO):%H.%M}"


def _forum_due(facts: Facts) -> str | None:
    due = facts.round.recommendation_due
    is_next = facts.reports.exists() and not facts.is_open and not facts.adopted and not facts.proposal
    return day_words(due) if is_next and due and today() <= due else None


def _in_state(state: str) -> Truth:
    return lambda facts: "" if facts.proposal and facts.proposal.state == state else None


def _issued(facts: Facts) -> str | None:
    letters = Letter.objects.filter(award__proposal=facts.proposal).count()
    return f"{day_words(facts.decided)}, og {letters} brev er utstedt" if facts.decided else None


LEAD: Final[dict[str, Truth]] = {
    r"\w+dag (\d+\. \w+ \d{4})": lambda _facts: f"{day_words(today())} {today().year}",
    r"(\d+) behovsmelding(?:er)? er inne": lambda facts: str(facts.reports.count()) if facts.reports else None,
    r"Det er ikke kommet inn behovsmeldinger ennå()": lambda facts: None if facts.reports else "",
    r"Eierne kan melde behov til og med (.+)": _deadline,
    r"Nå skal samarbeidsforumet bli enig om en innstilling innen (.+)": _forum_due,
    r"Samarbeidsforumet vedtok innstillingen (.+)": lambda facts: (
        day_words(facts.adopted) if facts.adopted and not facts.proposal else None
    ),
    r"Nå skal dere vedta, og svare eierne innen (.+)": lambda facts: (
        day_words(_DECISION_DUE)
        if facts.adopted and not facts.proposal and facts.role in ("case_officer", "approver")
        else None
    ),
    r"Et forslag til vedtak er under arbeid()": _in_state("draft"),
    r"Forslaget til vedtak venter på godkjenning()": _in_state("submitted"),
    r"Forslaget til vedtak er godkjent()": _in_state("approved"),
    r"Ingen brev er sendt ennå()": _in_state("approved"),
    r"Året ble vedtatt (.+)": _issued,
}
"""Sentences of the start page of an office; each is there if and only if it is true."""


def _left(facts: Facts) -> str | None:
    return None if facts.decided or facts.closed else kroner(abs(facts.frame - facts.need))


KEYS: Final[dict[str, Truth]] = {
    "Ramme 2026": lambda facts: kroner(facts.frame),
    "Meldt behov": lambda facts: None if facts.closed else kroner(facts.need),
    "Til overs": _left,
    "Tildelt": lambda facts: kroner(facts.granted) if facts.decided and not facts.closed else None,
    "Behovsmeldinger": lambda facts: str(facts.reports.count()),
    "Universiteter og høyskoler": lambda facts: str(
        facts.reports.filter(partners__organisation__kind="university")
        .values("partners__organisation")
        .distinct()
        .count()
    ),
}
"""Key figures of the start page of an office."""


def calendar(facts: Facts) -> list[tuple[str, str]]:
    """(day, what) that must stand in the calendar, the nearest first."""
    days: list[tuple[date, str]] = []
    if facts.is_open and not facts.decided and facts.round.needs_deadline:
        days.append((day_of(facts.round.needs_deadline - timedelta(minutes=1)), "Siste dag for behovsmeldinger"))
    due = facts.round.recommendation_due
    if due and not facts.adopted and not facts.proposal:
        days.append((due, "Frist for innstilling fra samarbeidsforumet"))
    if not facts.decided:
        days.append((_DECISION_DUE, "Svar til eierne"))
    days.append((_REPORTS_OPEN, "Rapportene om måloppnåelse åpner"))
    if facts.round.report_due:
        days.append((facts.round.report_due, "Frist for rapport om måloppnåelse"))
    if facts.role in ("case_officer", "approver"):
        days.append((_ANNUAL_DUE, "Siste dag for årsrapporten til Udir"))
    if facts.meeting and facts.meeting.starts_at and facts.meeting.state in ("called", "ongoing") and reads(facts):
        days.append(
            (day_of(facts.meeting.starts_at), f"{MEETING} kl. {facts.meeting.starts_at.astimezone(OSLO):%H.%M}")
        )
    for event in Event.objects.filter(state__in=("published", "closed"), ends_at__gt=now()):
        days.append((day_of(event.starts_at), f"«{WORKSHOP}», {event.place}"))
    return [(day_words(day), what) for day, what in sorted(days, key=lambda each: each[0]) if day >= today()]


def reads(facts: Facts) -> bool:
    """Whether the reader may know of meetings."""
    return facts.role != "forum_member" or ForumMember.objects.filter(person=facts.person).exists()


TaskTruth = Callable[[Facts], tuple[date | None, str] | None]
"""(last day or None, what the title says between the parts of its pattern), or None if there is nothing to do."""


def _import(facts: Facts) -> tuple[date | None, str] | None:
    return (date(2026, 2, 1), "") if facts.role == "case_officer" and not facts.reports else None


def _assign(facts: Facts) -> tuple[date | None, str] | None:
    count = NeedsReport.objects.filter(round=facts.round, state="submitted", assigned_to=None).count()
    is_time = facts.role == "case_officer" and facts.reports and not facts.adopted
    return (facts.round.recommendation_due, str(count)) if is_time and count else None


def _overdue(facts: Facts) -> tuple[date | None, str] | None:
    late = ReportMessage.objects.filter(
        report__round=facts.round, from_office=True, answered_at=None, reply_by__lte=now()
    ).order_by("reply_by")
    if facts.role != "case_officer" or facts.decided or not late or late[0].reply_by is None:
        return None
    return day_of(late[0].reply_by - timedelta(minutes=1)), str(late.count())


def _scenario(facts: Facts) -> tuple[date | None, str] | None:
    is_time = facts.role == "case_officer" and facts.reports and not facts.adopted
    return (facts.round.recommendation_due, "") if is_time and not Scenario.objects.exists() else None


def _begin(facts: Facts) -> tuple[date | None, str] | None:
    is_time = facts.role == "case_officer" and Scenario.objects.exists() and not Recommendation.objects.exists()
    return (facts.round.recommendation_due, "") if is_time else None


def _conflicts(facts: Facts) -> tuple[date | None, str] | None:
    if facts.role != "case_officer" or facts.adopted or not facts.open_conflicts:
        return None
    meeting = facts.meeting
    return (day_of(meeting.starts_at) if meeting and meeting.starts_at else facts.round.recommendation_due), str(
        facts.open_conflicts
    )


def _assess(facts: Facts) -> tuple[date | None, str] | None:
    found = facts.prioritising
    if facts.role != "forum_member" or found is None:
        return None
    given = Assessment.objects.filter(prioritising=found, member__person=facts.person).values("report")
    left = facts.reports.exclude(pk__in=facts.closed).exclude(pk__in=given).count()
    return (day_of(found.closes_at - timedelta(minutes=1)), str(left)) if left else None


def _happening(facts: Facts) -> tuple[date | None, str] | None:
    meeting = facts.meeting
    if meeting is None or meeting.starts_at is None or facts.role not in ("case_officer", "forum_member"):
        return None
    is_now = meeting.state == "ongoing" or (meeting.state == "called" and day_of(meeting.starts_at) == today())
    return (day_of(meeting.starts_at), "") if is_now else None


def _unanswered(facts: Facts) -> tuple[date | None, str] | None:
    meeting = facts.meeting
    is_ahead = meeting and meeting.state == "called" and meeting.starts_at and day_of(meeting.starts_at) > today()
    silent = Attendance.objects.filter(meeting=meeting, reply="", is_secretary=False)
    if not is_ahead or meeting is None or meeting.starts_at is None or facts.role != "case_officer" or not silent:
        return None
    return day_of(meeting.starts_at), ""


def _answer(facts: Facts) -> tuple[date | None, str] | None:
    meeting = facts.meeting
    is_ahead = meeting and meeting.state == "called" and meeting.starts_at and day_of(meeting.starts_at) > today()
    own = Attendance.objects.filter(meeting=meeting, person=facts.person, reply="")
    if not is_ahead or meeting is None or meeting.starts_at is None or facts.role != "forum_member" or not own:
        return None
    return day_of(meeting.starts_at), ""


def _minutes(facts: Facts) -> tuple[date | None, str] | None:
    held = facts.meeting is not None and facts.meeting.state == "held" and facts.meeting.draft_sent_at is None
    return (None, "") if held and facts.role == "case_officer" else None


def _make(facts: Facts) -> tuple[date | None, str] | None:
    return (_DECISION_DUE, "") if facts.role == "case_officer" and facts.adopted and not facts.proposal else None


def _in_proposal(state: str, role: str) -> TaskTruth:
    return lambda facts: (
        (_DECISION_DUE, "") if facts.role == role and facts.proposal and facts.proposal.state == state else None
    )


def _letters(*, reached: bool) -> TaskTruth:
    def truth(facts: Facts) -> tuple[date | None, str] | None:
        letters = Letter.objects.filter(award__proposal=facts.proposal, opened_at=None, unreached_at__isnull=reached)
        count = "" if reached else str(letters.count())
        return (None, count) if facts.role == "case_officer" and facts.decided and letters else None

    return truth


def _no_agreement(facts: Facts) -> tuple[date | None, str] | None:
    """Measures with a grant and a provider as partner, with whom the owner has no agreement in force."""
    if facts.role != "case_officer" or not facts.decided:
        return None
    rows = Agreement.objects.filter(state="in_force", last_day__gte=today()).select_related("partnership")
    agreed = {(each.partnership.owner_id, each.partnership.provider_id) for each in rows}
    kinds = ("university", "vocational_college", "other_provider")
    lacking = {
        partner.report_id
        for partner in ReportPartner.objects.filter(organisation__kind__in=kinds).select_related("report")
        if (partner.report.owner_id, partner.organisation_id) not in agreed
    }
    granted = Award.objects.filter(proposal=facts.proposal, amount__gt=0, report__in=lacking).count()
    return (None, str(granted)) if granted else None


def _close_prioritising(facts: Facts) -> tuple[date | None, str] | None:
    found = facts.prioritising
    if facts.role != "case_officer" or found is None or found.closes_at > now():
        return None
    return day_of(found.closes_at - timedelta(minutes=1)), ""


def _drafts(count: int) -> TaskTruth:
    def truth(facts: Facts) -> tuple[date | None, str] | None:
        drafts = Event.objects.filter(state="draft", starts_at__gt=now()).order_by("opens_at")
        if facts.role != "case_officer" or not drafts or min(drafts.count(), 2) != count:
            return None
        return day_of(drafts[0].opens_at), str(drafts.count()) if count > 1 else drafts[0].place

    return truth


def _passed_draft(facts: Facts) -> tuple[date | None, str] | None:
    found = Event.objects.filter(state="draft", starts_at__lte=now()).first()
    return (None, found.place) if found and facts.role == "case_officer" else None


def _event_of_today(facts: Facts) -> tuple[date | None, str] | None:
    ahead = Event.objects.filter(state__in=("published", "closed"), ends_at__gt=now())
    found = next((each for each in ahead if day_of(each.starts_at) == today()), None)
    return (today(), found.place) if found and facts.role == "case_officer" else None


TASKS: Final[dict[str, TaskTruth]] = {
    r"Importer behovsmeldingene()": _import,
    r"Tildel (\d+) meldinger? som ingen har": _assign,
    r"Følg opp (\d+) spørsmål uten svar": _overdue,
    r"Lag et alternativ for fordelingen()": _scenario,
    r"Begynn på innstillingen fra forumet()": _begin,
    r"Avgjør (\d+) spørsmål om habilitet": _conflicts,
    r"Prioriter (\d+) meldinger": _assess,
    r"Avslutt medlemmenes prioritering()": _close_prioritising,
    rf"Gå til «{MEETING}»()": _happening,
    rf"Se hvem som kommer til «{MEETING}»()": _unanswered,
    rf"Si om du kommer til «{MEETING}»()": _answer,
    rf"Send utkast til referat fra «{MEETING}»()": _minutes,
    r"Lag forslaget fra innstillingen()": _make,
    r"Vent på godkjenning()": _in_proposal("submitted", "case_officer"),
    r"Godkjenn forslaget for 2026, eller send det tilbake()": _in_proposal("submitted", "approver"),
    r"Gjør vedtak og send brevene()": _in_proposal("approved", "case_officer"),
    r"Send (\d+) brev på en annen måte": _letters(reached=False),
    r"Følg opp brev som ingen har åpnet()": _letters(reached=True),
    r"(\d+) tiltak har tilsagn og ingen avtale": _no_agreement,
    rf"Publiser «{WORKSHOP}», (.+)": _drafts(1),
    rf"Publiser (\d+) steder for «{WORKSHOP}»": _drafts(2),
    rf"Endre eller slett utkastet til «{WORKSHOP}», (.+)": _passed_draft,
    rf"Ta imot dem som kommer til «{WORKSHOP}», (.+)": _event_of_today,
}
"""Tasks of the start page of an office; each is there if and only if there is something to do."""


def _returned(facts: Facts) -> tuple[date | None, str] | None:
    organisation = facts.person.assignments.get().organisation
    found = NeedsReport.objects.filter(owner=organisation, round=facts.round, state="returned").first()
    is_there = facts.role == "owner" and found is not None and found.reply_by is not None
    if not is_there or found is None or found.reply_by is None:
        return None
    return day_of(found.reply_by - timedelta(minutes=1)), f"{found.number} {found.title}"[:20]


def _asked(facts: Facts) -> tuple[date | None, str] | None:
    organisation = facts.person.assignments.get().organisation
    found = ReportMessage.objects.filter(report__owner=organisation, from_office=True, answered_at=None)
    asked = found.exclude(reply_by=None).exclude(report__state="returned").first()
    if facts.role != "owner" or asked is None or asked.reply_by is None:
        return None
    return day_of(asked.reply_by - timedelta(minutes=1)), f"{asked.report.number} {asked.report.title}"[:20]


def _begun(facts: Facts) -> tuple[date | None, str] | None:
    organisation = facts.person.assignments.get().organisation
    found = ReportDraft.objects.filter(owner=organisation, report=None).first()
    is_there = facts.role == "owner" and found is not None and facts.is_open and not facts.decided
    return (_own_last_day(facts), "Lesing i alle fag") if is_there else None


def _nothing_begun(facts: Facts) -> tuple[date | None, str] | None:
    organisation = facts.person.assignments.get().organisation
    has = ReportDraft.objects.filter(owner=organisation).exists() or facts.reports.filter(owner=organisation).exists()
    return (_own_last_day(facts), "2026") if facts.role == "owner" and facts.is_open and not has else None


def _own_last_day(facts: Facts) -> date | None:
    deadline = facts.round.needs_deadline
    return day_of(deadline - timedelta(minutes=1)) if deadline else None


def _unopened(facts: Facts) -> tuple[date | None, str] | None:
    organisation = facts.person.assignments.get().organisation
    count = Letter.objects.filter(recipient=organisation, opened_at=None).count() if organisation else 0
    return (None, str(count)) if count else None


def _offered(facts: Facts) -> tuple[date | None, str] | None:
    found = Participant.objects.filter(email=facts.person.email, state="offered").first()
    if found is None or found.offered_until is None or found.offered_until <= now():
        return None
    return day_of(found.offered_until - timedelta(minutes=1)), found.event.place


def _moved(facts: Facts) -> tuple[date | None, str] | None:
    found = Participant.objects.filter(email=facts.person.email, confirm_by__gt=now()).first()
    if found is None or found.confirm_by is None:
        return None
    return day_of(found.confirm_by - timedelta(minutes=1)), found.event.place


def _half_signed(facts: Facts) -> tuple[date | None, str] | None:
    """An agreement that the other side has signed, and this one has not."""
    organisation = facts.person.assignments.get().organisation
    pairs = Q(partnership__owner=organisation) | Q(partnership__provider=organisation)
    found = Agreement.objects.filter(pairs, state="half_signed").first()
    if found is None or organisation is None:
        return None
    side = found.partnership.side_of(organisation.pk)
    other = found.partnership.provider if side == "owner" else found.partnership.owner
    signed = found.signatures.filter(side=side, voided_at__isnull=True).exists()
    return None if signed else (None, other.name)


OWN_TASKS: Final[dict[str, TaskTruth]] = {
    r"Rett «(.{1,20}).*»": _returned,
    r"Svar på spørsmålet om «(.{1,20}).*»": _asked,
    r"Skriv videre på «(.+)»": _begun,
    r"Meld behov for (\d+)": _nothing_begun,
    r"Les (\d+) brev fra statsforvalteren": _unopened,
    rf"Ta imot plassen på «{WORKSHOP}», (.+)": _offered,
    rf"Svar på om du fortsatt kommer til «{WORKSHOP}», (.+)": _moved,
    r"Skriv under avtalen med (.+)": _half_signed,
}
"""Tasks of the start page of an organisation; each is there if and only if there is something to do."""


def _late(waits_for: str) -> TaskTruth:
    """What the office is late with, for those who read for the whole country."""

    def truth(facts: Facts) -> tuple[date | None, str] | None:
        due = facts.round.recommendation_due if waits_for == "recommendation" else _DECISION_DUE
        is_done = facts.decided or (facts.adopted if waits_for == "recommendation" else not facts.adopted)
        return (due, "2026") if due and due < today() and not facts.is_open and not is_done else None

    return truth


NATIONAL_TASKS: Final[dict[str, TaskTruth]] = {
    r"Spør Statsforvalteren i Nordland om innstillingen for (\d+)": _late("recommendation"),
    r"Spør Statsforvalteren i Nordland om vedtaket for (\d+)": _late("decision"),
}
"""Tasks of the start page of whoever reads for the whole country; each is there if and only if an office is late."""


def next_of_office(facts: Facts) -> str:
    """What the year of the office waits for, as the national overview says it."""
    if facts.decided:
        return f"Vedtatt {day_words(facts.decided)}"
    if facts.is_open and facts.round.needs_deadline:
        what, due = "Eierne melder behov", day_of(facts.round.needs_deadline - timedelta(minutes=1))
    elif facts.adopted or facts.round.recommendation_due is None:
        what, due = "Vedtak og brev", _DECISION_DUE
    else:
        what, due = "Innstillingen fra forumet", facts.round.recommendation_due
    return f"{what}: {day_words(due)} ({away(due)})"


def waiting(facts: Facts) -> int:
    organisation = facts.person.assignments.get().organisation
    drafts = ReportDraft.objects.filter(owner=organisation, report=None).count() if facts.is_open else 0
    return drafts + NeedsReport.objects.filter(owner=organisation, round=facts.round, state="returned").count()


def faults_of_sentences(text: str, table: dict[str, Truth], facts: Facts) -> list[str]:
    """Sentences that are not in the table, that are not true, or that are missing."""
    faults = []
    sentences = [each.rstrip(".") for each in re.split(r"(?<!kl)\. (?=[A-ZÆØÅ\d])", text)]
    for pattern, truth in table.items():
        said = next((match for each in sentences if (match := re.fullmatch(pattern, each))), None)
        true = truth(facts)
        if (said.group(1) if said else None) != true:
            faults.append(f"{pattern}: «{said.group() if said else ''}», true is {true!r}")
        if said:
            sentences.remove(said.group())
    return [*faults, *(f"not in the table: «{each}»" for each in sentences)]
