"""An example of every notice, by class. Rows are made in memory: only their values are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from fordel.annual.models import AnnualReport
from fordel.annual.notices import AnnualReportDue, AnnualReportReady, AnnualReportSent, AnnualSignatureVoided
from fordel.core.form.binding import BoundChange
from fordel.core.form.draft import DraftFacts
from fordel.decisions.models import Award, Proposal
from fordel.decisions.notices import LetterIssued, ProposalApproved, ProposalReturned, ProposalSubmitted
from fordel.events.models import Event, EventMail, Participant, Series
from fordel.events.notices import (
    CertificateReady,
    ConfirmAgain,
    ConfirmReminder,
    EvaluationAsked,
    EventCancelled,
    EventMoved,
    EventReminder,
    OfficeMail,
    PlaceCancelled,
    PlaceGiven,
    PlaceLapsed,
    PlaceOffered,
    PlaceUnconfirmed,
    PlaceWaits,
    RegistrationCode,
)
from fordel.forum.recommendation.notices import RecommendationAdopted
from fordel.guidance.models import Question
from fordel.guidance.notices import QuestionAnswered, QuestionAsked, QuestionClosed, QuestionReceived
from fordel.hearing.models import Hearing, HearingInput
from fordel.hearing.notices import (
    HearingClosed,
    HearingExtended,
    HearingReminder,
    HearingRequest,
    InputAnswered,
    InputCode,
    InputReceived,
)
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.notices import (
    CalledToMeeting,
    DatesAsked,
    MeetingCancelled,
    MeetingChanged,
    MinutesDrafted,
    NoLongerCalled,
)
from fordel.news.models import Announcement, Digest, Feed, FeedItem
from fordel.news.notices import NewsDigest
from fordel.notices.models import Notification
from fordel.notices.notices import SeveralAtOnce
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.notices import (
    OfficeAsksOfOutcome,
    OutcomeClosed,
    OutcomeDueSoon,
    OutcomeExtended,
    OutcomeIsApproved,
    OutcomeOpened,
    OutcomePartOpened,
    OutcomeReceipt,
    OutcomeReceived,
    OutcomeReturned,
    OwnerAnswersOfOutcome,
)
from fordel.parties.models import Organisation, Person
from fordel.parties.notices import (
    CHANGES,
    AddressChanged,
    AlreadyRegistered,
    AskedToJoin,
    ConfirmAddress,
    Invited,
    JoinApproved,
    JoinDeclined,
    RoleRemoved,
    SignInChanged,
    SignInCode,
    UnknownAddress,
)
from fordel.partnership.models import Agreement, Partnership, PartnershipAction, YearlyStatus
from fordel.partnership.notices import (
    ActionAdded,
    AgreementBegun,
    AgreementDiscarded,
    AgreementEnded,
    AgreementInForce,
    AgreementWaits,
    SignatureVoided,
    StatusGiven,
)
from fordel.plan.models import Plan
from fordel.programme.models import Round
from fordel.reports.casework.notices.deadline import (
    DeadlineNear,
    LaterDeadlineAsked,
    LaterDeadlineGranted,
    LaterDeadlineRefused,
    LaterDeadlineWithdrawn,
)
from fordel.reports.drafting.notices import ReportReceived
from fordel.reports.models import DraftParty, ExtensionRequest, NeedsReport, ReportDraft, ReportMessage
from fordel.reports.notices.reports import (
    OfficeAsks,
    OfficeWrites,
    OwnerWrites,
    ReportAccepted,
    ReportRefused,
    ReportRegistered,
    ReportReopened,
    ReportReturned,
    ReportsAccepted,
)
from fordel.reports.partners.notices import (
    ChangeTakenBack,
    ConfirmedChanged,
    PartyAsked,
    PartyDeclined,
    PartyReminded,
    PartyRemoved,
    ReportWithdrawn,
)
from fordel.reports.selectors.draft_facts import form_of
from fordel.shared.notice import Notice
from fordel.writing.models import Document, DocumentMessage, Submission

NOON: Final = datetime(2026, 3, 12, 11, 0, tzinfo=UTC)
TITLE: Final = "Xyz"  # what people have typed has no language here
TYPED: Final = "Abc"


@dataclass(frozen=True)
class World:
    """What the examples are about."""

    round: Round
    owner: Organisation
    partner: Organisation
    reader: Person

    @property
    def report(self) -> NeedsReport:
        return NeedsReport(pk=1, round=self.round, number=41, owner=self.owner, title=TITLE, amount=1000, reply_by=NOON)

    @property
    def submission(self) -> Submission:
        document = Document(pk=1)
        document.report_draft = ReportDraft(pk=1, round=self.round, owner=self.owner, report=self.report)
        return Submission(pk=1, document=document, sequence=1, received_at=NOON, sent_by=self.reader)

    @property
    def asked(self) -> ExtensionRequest:
        return ExtensionRequest(pk=1, round=self.round, owner=self.owner, text=TYPED)

    @property
    def meeting(self) -> Meeting:
        later = NOON.replace(hour=13)
        return Meeting(
            pk=1, office=self.round.office, title=TITLE, kind="teams", starts_at=NOON, ends_at=later, link="https://x/"
        )

    @property
    def digest(self) -> NewsDigest:
        office = self.round.office
        announcement = Announcement(pk=1, office=office, title_nb=TITLE, title_nn=TITLE)
        item = FeedItem(feed=Feed(name=TITLE), title=TITLE, link="https://x/")
        return NewsDigest(Digest(pk=1, office=office, person=self.reader), [announcement], [item])

    @property
    def question(self) -> Question:
        return Question(
            pk=1, office=self.round.office, title=TITLE, asked_at=NOON, answer_due=NOON.date(), closed_because=TYPED
        )

    @property
    def hearing(self) -> Hearing:
        office = self.round.office
        plan = Plan(pk=1, office=office, title=TITLE, first_year=2027, last_year=2030)
        return Hearing(pk=1, office=office, plan=plan, opens_at=NOON, closes_at=NOON, erase_on=NOON.date())

    @property
    def place_at_event(self) -> Participant:
        office, times = self.round.office, {"starts_at": NOON, "ends_at": NOON, "opens_at": NOON, "closes_at": NOON}
        series = Series(pk=1, office=office, title_nb=TITLE, title_nn=TITLE)
        event = Event(pk=1, office=office, series=series, place="Bodø", cancelled_because=TYPED, **times)
        return Participant(pk=1, event=event, name="Kari", email="kari@example.org", offered_until=NOON)

    def moved_place(self, state: str) -> Participant:
        participant = self.place_at_event
        participant.state = state
        participant.confirm_by = None if state == "offered" else NOON
        participant.offered_until = NOON if state == "offered" else None
        event = participant.event
        event.moved_at, event.was_starts_at, event.was_place = NOON, NOON, "Sortland"
        return participant

    def given(self, *, is_late: bool = False) -> HearingInput:
        row = {"secret": "abc", "number": 1, "received_at": NOON, "is_late": is_late}
        return HearingInput(pk=1, hearing=self.hearing, **row)

    @property
    def agreement(self) -> Agreement:
        between = Partnership(pk=1, office=self.round.office, owner=self.owner, provider=self.partner)
        day = NOON.date()
        return Agreement(pk=1, partnership=between, first_day=day, last_day=day, ended_because=TYPED)

    @property
    def annual(self) -> AnnualReport:
        return AnnualReport(pk=1, round=self.round)

    @property
    def outcome(self) -> OutcomeReport:
        own = {"report": self.report, "round": self.round, "award": Award(pk=1, report=self.report, amount=356_000)}
        texts = {"returned_because": TYPED, "answer": TYPED}
        return OutcomeReport(pk=1, **own, year=self.round.year, due=NOON, reply_by=NOON, **texts)

    @property
    def proposal(self) -> Proposal:
        return Proposal(pk=1, round=self.round)

    def party(self, role: str = "partner", contact: str = "") -> DraftParty:
        draft = ReportDraft(pk=1, round=self.round, owner=self.owner)
        return DraftParty(pk=1, draft=draft, organisation=self.partner, role=role, contact_email=contact)

    def facts(self, title: str = TITLE) -> DraftFacts:
        return DraftFacts(
            form=form_of(self.round),
            year=self.round.year,
            owner_id=self.owner.pk,
            owner_name=self.owner.name,
            owner_kind=self.owner.kind,
            values={"title": title} if title else {},
            parties=(),
            attachments=0,
        )

    def message(self, reply_by: datetime | None = None) -> ReportMessage:
        return ReportMessage(pk=1, report=self.report, text=TYPED, reply_by=reply_by)

    def rows(self) -> tuple[BoundChange, ...]:
        """A change of every kind."""
        return (
            BoundChange("role", "partner", "network"),
            BoundChange("years", [2026], [2026, 2027]),
            BoundChange("amounts.2026", 1000, 2000),
            BoundChange("amounts.2027", None, 2000),
            BoundChange("amounts.2028", 1000, None),
            BoundChange("texts.title", TITLE, TYPED),
        )


def _cancelled(meeting: Meeting) -> Meeting:
    meeting.state = MeetingState.CANCELLED
    return meeting


BINDING: Final[dict[str, Any]] = {"years": [2026, 2027], "amounts": {"2026": 356_000, "2027": 1000}}
EXAMPLES: Final[dict[type[Notice], Callable[[World], list[Notice]]]] = {
    SignInCode: lambda w: [SignInCode("ABCD-1234")],
    ConfirmAddress: lambda w: [ConfirmAddress("ABCD-1234")],
    UnknownAddress: lambda w: [UnknownAddress()],
    AlreadyRegistered: lambda w: [AlreadyRegistered()],
    SignInChanged: lambda w: [SignInChanged(what) for what in CHANGES],
    AddressChanged: lambda w: [AddressChanged()],
    Invited: lambda w: [Invited(w.reader.name, w.owner.name, "token", NOON)],
    AskedToJoin: lambda w: [AskedToJoin(w.reader.name, w.reader.email, w.owner.name, TYPED)],
    JoinApproved: lambda w: [JoinApproved(w.owner.name)],
    JoinDeclined: lambda w: [JoinDeclined(w.owner.name, TYPED)],
    RoleRemoved: lambda w: [RoleRemoved(w.owner.name)],
    NewsDigest: lambda w: [w.digest],
    CalledToMeeting: lambda w: [CalledToMeeting(w.meeting, w.reader)],
    MeetingChanged: lambda w: [MeetingChanged(w.meeting, w.reader)],
    MeetingCancelled: lambda w: [MeetingCancelled(_cancelled(w.meeting), w.reader, TYPED)],
    NoLongerCalled: lambda w: [NoLongerCalled(w.meeting, w.reader)],
    DatesAsked: lambda w: [DatesAsked(w.meeting)],
    QuestionAsked: lambda w: [QuestionAsked(w.question)],
    QuestionReceived: lambda w: [QuestionReceived(w.question)],
    QuestionAnswered: lambda w: [QuestionAnswered(w.question)],
    QuestionClosed: lambda w: [QuestionClosed(w.question)],
    HearingRequest: lambda w: [HearingRequest(w.hearing)],
    HearingReminder: lambda w: [HearingReminder(w.hearing)],
    HearingExtended: lambda w: [HearingExtended(w.hearing)],
    HearingClosed: lambda w: [HearingClosed(w.hearing)],
    RegistrationCode: lambda w: [RegistrationCode(w.place_at_event.event, "123456")],
    CertificateReady: lambda w: [CertificateReady(w.place_at_event)],
    PlaceGiven: lambda w: [PlaceGiven(w.place_at_event)],
    PlaceWaits: lambda w: [PlaceWaits(w.place_at_event)],
    PlaceOffered: lambda w: [PlaceOffered(w.place_at_event)],
    PlaceLapsed: lambda w: [PlaceLapsed(w.place_at_event)],
    PlaceCancelled: lambda w: [PlaceCancelled(w.place_at_event)],
    EventMoved: lambda w: [EventMoved(w.place_at_event)],
    ConfirmAgain: lambda w: [ConfirmAgain(w.moved_place(state)) for state in ("seated", "offered", "waiting")],
    ConfirmReminder: lambda w: [ConfirmReminder(w.moved_place("seated"))],
    PlaceUnconfirmed: lambda w: [PlaceUnconfirmed(w.moved_place("lapsed"), had) for had in (True, False)],
    EvaluationAsked: lambda w: [EvaluationAsked(w.place_at_event.event, NOON, "abc")],
    OfficeMail: lambda w: [
        OfficeMail(w.place_at_event, EventMail(subject_nb=TITLE, text_nb=TYPED, subject_nn=TITLE * 2, text_nn=TYPED))
    ],
    EventReminder: lambda w: [EventReminder(w.place_at_event)],
    EventCancelled: lambda w: [EventCancelled(w.place_at_event)],
    InputCode: lambda w: [InputCode(w.hearing, "123456")],
    InputReceived: lambda w: [InputReceived(w.given()), InputReceived(w.given(is_late=True))],
    InputAnswered: lambda w: [InputAnswered(w.given())],
    StatusGiven: lambda w: [
        StatusGiven(w.agreement.partnership, "owner", YearlyStatus(year=2026, level="red", sentence=TYPED))
    ],
    ActionAdded: lambda w: [
        ActionAdded(w.agreement.partnership, "owner", PartnershipAction(text=TYPED, due=NOON.date()))
    ],
    AgreementBegun: lambda w: [AgreementBegun(w.agreement, "owner")],
    AgreementWaits: lambda w: [AgreementWaits(w.agreement, "provider")],
    AgreementInForce: lambda w: [AgreementInForce(w.agreement, "owner")],
    SignatureVoided: lambda w: [SignatureVoided(w.agreement, "owner")],
    AgreementEnded: lambda w: [AgreementEnded(w.agreement, "owner")],
    AgreementDiscarded: lambda w: [AgreementDiscarded(w.agreement, "provider")],
    OutcomeOpened: lambda w: [OutcomeOpened(w.outcome)],
    OutcomePartOpened: lambda w: [OutcomePartOpened(w.outcome)],
    OutcomeDueSoon: lambda w: [OutcomeDueSoon(w.outcome)],
    OutcomeReceived: lambda w: [OutcomeReceived(w.outcome)],
    OutcomeReceipt: lambda w: [OutcomeReceipt(w.outcome)],
    OutcomeReturned: lambda w: [OutcomeReturned(w.outcome)],
    OutcomeIsApproved: lambda w: [OutcomeIsApproved(w.outcome)],
    OutcomeExtended: lambda w: [OutcomeExtended(w.outcome)],
    OutcomeClosed: lambda w: [OutcomeClosed(w.outcome)],
    OfficeAsksOfOutcome: lambda w: [
        OfficeAsksOfOutcome(w.outcome, DocumentMessage(text=TYPED, reply_by=day)) for day in (NOON, None)
    ],
    AnnualReportDue: lambda w: [AnnualReportDue(w.round)],
    AnnualReportReady: lambda w: [AnnualReportReady(w.annual)],
    AnnualSignatureVoided: lambda w: [AnnualSignatureVoided(w.annual)],
    AnnualReportSent: lambda w: [
        AnnualReportSent(AnnualReport(pk=1, round=w.round, version=version)) for version in (1, 2)
    ],
    OwnerAnswersOfOutcome: lambda w: [OwnerAnswersOfOutcome(w.outcome, DocumentMessage(text=TYPED))],
    MinutesDrafted: lambda w: [MinutesDrafted(w.meeting)],
    RecommendationAdopted: lambda w: [RecommendationAdopted(w.round, 41, 24_000_000, 4_000_000)],
    ProposalSubmitted: lambda w: [ProposalSubmitted(w.proposal, w.reader.name)],
    ProposalApproved: lambda w: [ProposalApproved(w.proposal, [("Kari", "Bra.")]), ProposalApproved(w.proposal, [])],
    ProposalReturned: lambda w: [ProposalReturned(w.proposal)],
    LetterIssued: lambda w: [LetterIssued(w.round)],
    ReportAccepted: lambda w: [ReportAccepted(w.report)],
    ReportReturned: lambda w: [ReportReturned(w.report, TYPED)],
    ReportRefused: lambda w: [ReportRefused(w.report, TYPED)],
    ReportReopened: lambda w: [ReportReopened(w.report)],
    ReportsAccepted: lambda w: [ReportsAccepted((w.report, w.report))],
    ReportRegistered: lambda w: [ReportRegistered(w.report)],
    OfficeWrites: lambda w: [OfficeWrites(w.report, w.message())],
    OfficeAsks: lambda w: [OfficeAsks(w.report, w.message(NOON))],
    OwnerWrites: lambda w: [OwnerWrites(w.report, TYPED)],
    ReportReceived: lambda w: [ReportReceived(w.submission)],
    DeadlineNear: lambda w: [
        DeadlineNear(w.owner.name, w.round, why, drafts, NOON)
        for why, drafts in (("draft", 1), ("draft", 2), ("last_year", 0))
    ],
    LaterDeadlineAsked: lambda w: [LaterDeadlineAsked(w.asked)],
    LaterDeadlineGranted: lambda w: [LaterDeadlineGranted(w.owner.name, w.round, NOON, TYPED)],
    LaterDeadlineRefused: lambda w: [LaterDeadlineRefused(w.owner.name, w.round, TYPED)],
    LaterDeadlineWithdrawn: lambda w: [LaterDeadlineWithdrawn(w.owner.name, w.round, NOON)],
    PartyAsked: lambda w: [
        PartyAsked(w.party(role, contact), w.facts(), BINDING, NOON)
        for role, contact in (("partner", ""), ("network", "a@example.org"))
    ],
    PartyReminded: lambda w: [PartyReminded(w.party(), w.facts(), BINDING, NOON)],
    ConfirmedChanged: lambda w: [ConfirmedChanged(w.party(), w.facts(), w.rows())],
    ChangeTakenBack: lambda w: [ChangeTakenBack(w.party(), w.facts())],
    PartyRemoved: lambda w: [PartyRemoved(w.party(), w.facts(title)) for title in (TITLE, "")],
    ReportWithdrawn: lambda w: [ReportWithdrawn(w.party(), w.facts())],
    SeveralAtOnce: lambda w: [SeveralAtOnce([Notification(subject=TITLE, text=TYPED)] * 2)],
    PartyDeclined: lambda w: [PartyDeclined(w.party(), w.facts(), TYPED, can, "/x/") for can in (True, False)],
}
