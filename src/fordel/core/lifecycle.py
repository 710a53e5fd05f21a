"""The lifecycles as tables: from, verb, to, who, guards, hands. `shared.lifecycles.advance` runs them as they are
written here, and the docs are drawn from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SYSTEM: Final = "system"
# Who can be named in a table, and the words of the diagrams. Those who are no role of a person at a place: `party` acts
# for the organisation that is asked, `administrator` may let others in there, `invited` has the invited address, and
# `asker` has asked; `owner` includes the case officer while the office registers the report for its owner.
WHO: Final = {
    "case_officer": "case officer",
    "approver": "approver",
    "forum_member": "forum member",
    "owner": "owner",
    "party": "party",
    "administrator": "administrator",
    "invited": "invited",
    "asker": "asker",
    SYSTEM: "system",
}
# What else must hold, by name: each is a function beside the services of its module, which raises what the user reads.
GUARDS: Final = {
    "ready": "grounds for every refusal and change, and frames that hold",
    "as_read": "nothing has changed since the page was read",
    "as_approved": "nothing has changed since the approval",
    "not_twice": "they have not approved it already",
    "more_needed": "the scheme asks for more approvals after this one",
    "last_needed": "this is the last approval that the scheme asks for",
    "language_forms": "the form of Norwegian of every recipient is known",
    "comment": "a comment says what to change",
    "reason": "a reason",
    "reply_by": "a day to answer by",
    "draft_sent": "the members have had the draft",
    "day_has_come": "not before the day that people are called to",
    "no_vote": "no vote is open",
    "nothing_builds_on_it": "nothing builds on it",
    "in_time": "it is not too late",
    "adopted": "the day on which the forum adopted it",
    "whole": "every chapter is written, and there is a theme",
    "both_forms": "it is written in both forms of Norwegian, and says whom it is for",
    "time_has_come": "the last instant in time has passed",
    "all_answered": "every point of the input has an answer",
    "may_sign": "the right to sign, which an administrator of the organisation has given",
    "one_side": "they act for one of the two sides alone",
    "other_side": "the other side has signed, and theirs has not",
    "later": "a closing time that is later than before",
    "not_begun": "it has not begun",
    "answer_by": "a last day to confirm again, in time before it begins",
    "comments": "every comment that the layout asks for is written",
    "has_opened": "the day on which it opens has come",
    "signs_next": "they are in the role whose signature is missing",
    "not_signed": "they have not signed it already",
    "corrects": "an earlier version of it has been sent",
    "room": "there is room for those who have a place, and for those whom places are kept for",
}


class IllegalTransitionError(Exception):
    """The verb cannot be used in this state; `state` and `verb` say which."""

    def __init__(self, lifecycle: str, state: str, verb: str) -> None:
        super().__init__(f"{lifecycle}: cannot {verb} from {state}")
        self.state = state
        self.verb = verb


@dataclass(frozen=True)
class Transition:
    """One arrow. `who` may use the verb, `guards` must hold (names from GUARDS), `hand` says that whoever uses the verb
    has prepared the subject from then on, and `second_hand` that it takes somebody who has not."""

    source: str
    verb: str
    target: str
    who: frozenset[str]
    guards: tuple[str, ...] = ()
    hand: bool = False
    second_hand: bool = False

    def __post_init__(self) -> None:
        unknown = (self.who - WHO.keys()) | (set(self.guards) - GUARDS.keys())
        if unknown or not self.who:
            raise ValueError(f"{self.verb}: {sorted(unknown) or 'nobody may use it'}")

    @property
    def label(self) -> str:
        """The verb, who may use it, and in brackets what must hold, e.g. approve (approver) [second hand, ready]."""
        who = " or ".join(words for code, words in WHO.items() if code in self.who)
        conditions = [*(["second hand"] if self.second_hand else []), *(name.replace("_", " ") for name in self.guards)]
        return f"{self.verb} ({who})" + (f" [{', '.join(conditions)}]" if conditions else "")


@dataclass(frozen=True)
class Lifecycle:
    name: str
    start: str
    ends: frozenset[str]
    transitions: tuple[Transition, ...]

    @property
    def states(self) -> frozenset[str]:
        return frozenset({self.start, *(t.source for t in self.transitions), *(t.target for t in self.transitions)})

    @property
    def guards(self) -> frozenset[str]:
        """Every guard that the table names."""
        return frozenset(name for transition in self.transitions for name in transition.guards)

    def step(self, state: str, verb: str) -> Transition:
        """The arrow of the verb from the state. Raises IllegalTransitionError if there is none."""
        for transition in self.transitions:
            if (transition.source, transition.verb) == (state, verb):
                return transition
        raise IllegalTransitionError(self.name, state, verb)

    def allows(self, state: str, verb: str) -> bool:
        """Whether the verb can be used in the state."""
        return any((t.source, t.verb) == (state, verb) for t in self.transitions)

    def mermaid(self) -> str:
        """The state diagram as Mermaid text, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {t.source} --> {t.target}: {t.label}" for t in self.transitions]
        lines += [f"    {end} --> [*]" for end in sorted(self.ends)]
        return "\n".join(lines)


_OFFICER: Final = frozenset({"case_officer"})
_APPROVER: Final = frozenset({"approver"})
_STAFF: Final = frozenset({"case_officer", "approver"})
_OWNER: Final = frozenset({"owner"})
_PARTY: Final = frozenset({"party"})
_ADMINISTRATOR: Final = frozenset({"administrator"})
_SYSTEM: Final = frozenset({SYSTEM})

PROPOSAL: Final = Lifecycle(
    name="proposal",
    start="draft",
    ends=frozenset({"issued", "discarded"}),
    transitions=(
        Transition("draft", "change", "draft", _OFFICER, hand=True),
        Transition("draft", "submit", "submitted", _OFFICER, ("ready",), hand=True),
        Transition("draft", "discard", "discarded", _OFFICER),
        Transition("submitted", "change", "draft", _OFFICER, hand=True),
        Transition("submitted", "return", "returned", _APPROVER, ("comment",), second_hand=True),
        Transition(
            "submitted",
            "approve",
            "submitted",
            _APPROVER,
            ("not_twice", "as_read", "ready", "more_needed"),
            second_hand=True,
        ),
        Transition(
            "submitted",
            "approve_last",
            "approved",
            _APPROVER,
            ("not_twice", "as_read", "ready", "last_needed"),
            second_hand=True,
        ),
        Transition("returned", "change", "draft", _OFFICER, hand=True),
        Transition("returned", "submit", "submitted", _OFFICER, ("ready",), hand=True),
        Transition("returned", "discard", "discarded", _OFFICER),
        Transition("approved", "change", "draft", _OFFICER, hand=True),
        Transition("approved", "void", "draft", _SYSTEM),
        Transition("approved", "issue", "issued", _OFFICER, ("as_approved", "ready", "language_forms")),
    ),
)

SPREADSHEET_IMPORT: Final = Lifecycle(
    name="spreadsheet import",
    start="received",
    ends=frozenset({"undone"}),
    transitions=(
        Transition("received", "apply", "running", _OFFICER | _SYSTEM),
        Transition("running", "finish", "applied", _SYSTEM),
        Transition("running", "fail", "received", _SYSTEM),
        Transition("running", "take_back", "received", _OFFICER),
        Transition("applied", "undo", "undone", _OFFICER | _SYSTEM, ("nothing_builds_on_it",)),
    ),
)

NEEDS_REPORT: Final = Lifecycle(
    name="needs report",
    start="draft",
    ends=frozenset({"discarded"}),
    transitions=(
        Transition("draft", "send", "submitted", _OWNER),
        Transition("draft", "discard", "discarded", _OWNER),
        Transition("submitted", "send", "submitted", _OWNER),
        Transition("submitted", "withdraw", "withdrawn", _OWNER),
        Transition("withdrawn", "send", "submitted", _OWNER),
        Transition("submitted", "return", "returned", _OFFICER, ("reason", "reply_by")),
        Transition("submitted", "accept", "accepted", _OFFICER, second_hand=True),
        Transition("submitted", "refuse", "not_eligible", _OFFICER, ("reason",)),
        Transition("returned", "send", "submitted", _OWNER),
        Transition("returned", "withdraw", "withdrawn", _OWNER),
        Transition("returned", "call_back", "submitted", _OFFICER),
        Transition("accepted", "reopen", "submitted", _OFFICER),
        Transition("not_eligible", "reopen", "submitted", _OFFICER),
    ),
)

COLLABORATION: Final = Lifecycle(
    name="collaboration",
    start="not_asked",
    ends=frozenset({"removed"}),
    transitions=(
        Transition("not_asked", "ask", "asked", _OWNER),
        Transition("asked", "remind", "asked", _OWNER),
        Transition("asked", "confirm", "confirmed", _PARTY, second_hand=True),
        Transition("asked", "decline", "declined", _PARTY, ("reason",)),
        Transition("confirmed", "change", "changed", _SYSTEM),
        Transition("confirmed", "decline", "declined", _PARTY, ("reason",)),
        Transition("changed", "restore", "confirmed", _SYSTEM),
        Transition("changed", "remind", "changed", _OWNER),
        Transition("changed", "confirm", "confirmed", _PARTY, second_hand=True),
        Transition("changed", "decline", "declined", _PARTY, ("reason",)),
        Transition("declined", "ask", "asked", _OWNER),
        *(
            Transition(state, "remove", "removed", _OWNER)
            for state in ("not_asked", "asked", "confirmed", "changed", "declined")
        ),
    ),
)

INVITATION: Final = Lifecycle(
    name="invitation",
    start="open",
    ends=frozenset({"accepted", "withdrawn"}),
    transitions=(
        Transition("open", "resend", "open", _ADMINISTRATOR),
        Transition("open", "withdraw", "withdrawn", _ADMINISTRATOR),
        Transition("open", "accept", "accepted", frozenset({"invited"}), ("in_time",)),
    ),
)

JOIN_REQUEST: Final = Lifecycle(
    name="request to join",
    start="pending",
    ends=frozenset({"approved", "declined", "withdrawn"}),
    transitions=(
        Transition("pending", "approve", "approved", _ADMINISTRATOR, second_hand=True),
        Transition("pending", "decline", "declined", _ADMINISTRATOR, ("reason",), second_hand=True),
        Transition("pending", "withdraw", "withdrawn", frozenset({"asker"})),
    ),
)

MEETING: Final = Lifecycle(
    name="meeting",
    start="planned",
    ends=frozenset({"approved", "cancelled"}),
    transitions=(
        Transition("planned", "change", "planned", _OFFICER),
        Transition("planned", "call", "called", _OFFICER),
        Transition("planned", "cancel", "cancelled", _OFFICER),
        Transition("called", "change", "called", _OFFICER),
        Transition("called", "cancel", "cancelled", _OFFICER),
        Transition("called", "start", "ongoing", _OFFICER, ("day_has_come",)),
        Transition("ongoing", "end", "held", _OFFICER, ("no_vote",)),
        Transition("held", "approve", "approved", _OFFICER | _APPROVER, ("draft_sent",), second_hand=True),
    ),
)

CONFLICT: Final = Lifecycle(
    name="conflict of interest",
    start="suggested",
    ends=frozenset(),
    transitions=(
        Transition("suggested", "declare", "declared", frozenset({"forum_member"}), ("reason",), hand=True),
        Transition("suggested", "find_conflicted", "conflicted", _OFFICER, second_hand=True),
        Transition("suggested", "find_impartial", "impartial", _OFFICER, ("reason",), second_hand=True),
        Transition("declared", "find_conflicted", "conflicted", _OFFICER, second_hand=True),
        Transition("declared", "find_impartial", "impartial", _OFFICER, ("reason",), second_hand=True),
        Transition("conflicted", "find_impartial", "impartial", _OFFICER, ("reason",), second_hand=True),
        Transition("impartial", "find_conflicted", "conflicted", _OFFICER, second_hand=True),
        Transition("impartial", "declare", "declared", frozenset({"forum_member"}), ("reason",), hand=True),
    ),
)

RECOMMENDATION: Final = Lifecycle(
    name="recommendation",
    start="draft",
    ends=frozenset(),
    transitions=(
        Transition("draft", "change", "draft", _OFFICER),
        Transition("draft", "adopt", "adopted", _OFFICER, ("ready", "no_vote")),
        Transition("adopted", "reopen", "draft", _OFFICER, ("nothing_builds_on_it", "reason")),
    ),
)

PLAN: Final = Lifecycle(
    name="plan",
    start="draft",
    ends=frozenset({"replaced", "discarded"}),
    transitions=(
        Transition("draft", "change", "draft", _OFFICER | _SYSTEM),
        Transition("draft", "discard", "discarded", _OFFICER),
        Transition("draft", "open_hearing", "hearing", _OFFICER, ("whole",)),
        Transition("hearing", "close_hearing", "revising", frozenset({SYSTEM})),
        Transition("revising", "change", "revising", _OFFICER | _SYSTEM),
        Transition("revising", "discard", "discarded", _OFFICER),
        Transition("draft", "enter", "in_force", _OFFICER | _SYSTEM, ("adopted", "whole")),
        Transition("revising", "enter", "in_force", _OFFICER | _SYSTEM, ("adopted", "whole")),
        Transition("draft", "propose", "proposed", _OFFICER, ("whole",)),
        Transition("revising", "propose", "proposed", _OFFICER, ("whole",)),
        Transition("proposed", "take_back", "revising", _OFFICER),
        Transition("proposed", "adopt", "adopted", _OFFICER, ("adopted",)),
        Transition("adopted", "enter", "in_force", _OFFICER | _SYSTEM),
        Transition("in_force", "correct", "in_force", _OFFICER | _APPROVER),
        Transition("in_force", "replace", "replaced", _OFFICER | _SYSTEM),
    ),
)

CORRECTION: Final = Lifecycle(
    name="correction of a plan",
    start="suggested",
    ends=frozenset({"approved", "withdrawn"}),
    transitions=(
        Transition("suggested", "approve", "approved", _OFFICER | _APPROVER, ("as_read",), second_hand=True),
        Transition("suggested", "withdraw", "withdrawn", _OFFICER | _APPROVER),
    ),
)

HEARING: Final = Lifecycle(
    name="hearing",
    start="open",
    ends=frozenset({"answered"}),
    transitions=(
        Transition("open", "extend", "open", _OFFICER, ("later",)),
        Transition("open", "close", "closed", frozenset({SYSTEM}), ("time_has_come",)),
        Transition("closed", "answer", "answered", _OFFICER, ("all_answered",)),
    ),
)

EVENT: Final = Lifecycle(
    name="event",
    start="draft",
    ends=frozenset({"archived", "cancelled", "discarded"}),
    transitions=(
        Transition("draft", "change", "draft", _OFFICER, ("room",)),
        Transition("draft", "publish", "published", _OFFICER, ("both_forms", "not_begun")),
        Transition("draft", "discard", "discarded", _OFFICER),
        Transition("published", "change", "published", _OFFICER, ("not_begun", "room")),
        Transition("published", "move", "published", _OFFICER, ("not_begun", "room", "answer_by")),
        Transition("published", "close", "closed", _OFFICER | _SYSTEM),
        Transition("published", "cancel", "cancelled", _OFFICER, ("reason", "not_begun")),
        Transition("published", "hold", "held", _SYSTEM, ("time_has_come",)),
        Transition("closed", "change", "closed", _OFFICER, ("not_begun", "room")),
        Transition("closed", "move", "closed", _OFFICER, ("not_begun", "room", "answer_by")),
        Transition("closed", "open", "published", _OFFICER, ("in_time",)),
        Transition("closed", "cancel", "cancelled", _OFFICER, ("reason", "not_begun")),
        Transition("closed", "hold", "held", _SYSTEM, ("time_has_come",)),
        Transition("held", "archive", "archived", _SYSTEM),
    ),
)

EVENT_PLACE: Final = Lifecycle(
    name="place at an event",
    start="waiting",
    ends=frozenset({"cancelled", "lapsed"}),
    transitions=(
        Transition("waiting", "seat", "seated", _SYSTEM),
        Transition("waiting", "offer", "offered", _SYSTEM),
        Transition("waiting", "cancel", "cancelled", _SYSTEM),
        Transition("waiting", "confirm", "waiting", _SYSTEM),
        Transition("waiting", "lapse", "lapsed", _SYSTEM, ("time_has_come",)),
        Transition("offered", "accept", "seated", _SYSTEM),
        Transition("offered", "lapse", "lapsed", _SYSTEM, ("time_has_come",)),
        Transition("offered", "cancel", "cancelled", _SYSTEM),
        Transition("seated", "cancel", "cancelled", _SYSTEM),
        Transition("seated", "confirm", "seated", _SYSTEM),
        Transition("seated", "lapse", "lapsed", _SYSTEM, ("time_has_come",)),
    ),
)

ARTICLE: Final = Lifecycle(
    name="article",
    start="draft",
    ends=frozenset({"discarded"}),
    transitions=(
        Transition("draft", "publish", "published", _OFFICER),
        Transition("draft", "discard", "discarded", _OFFICER),
        Transition("published", "publish", "published", _OFFICER),
        Transition("published", "withdraw", "withdrawn", _OFFICER, ("reason",)),
        Transition("withdrawn", "publish", "published", _OFFICER),
    ),
)

QUESTION: Final = Lifecycle(
    name="question",
    start="open",
    ends=frozenset(),
    transitions=(
        Transition("open", "ask", "open", frozenset({"asker"})),
        Transition("open", "answer", "answered", _OFFICER),
        Transition("open", "close", "closed", _OFFICER, ("reason",)),
        Transition("answered", "ask", "open", frozenset({"asker"})),
        Transition("answered", "answer", "answered", _OFFICER),
        Transition("closed", "ask", "open", frozenset({"asker"})),
    ),
)

ANNOUNCEMENT: Final = Lifecycle(
    name="announcement",
    start="draft",
    ends=frozenset({"discarded"}),
    transitions=(
        Transition("draft", "change", "draft", _OFFICER),
        Transition("draft", "publish", "published", _OFFICER, ("both_forms",)),
        Transition("draft", "discard", "discarded", _OFFICER),
        Transition("published", "change", "published", _OFFICER, ("both_forms",)),
        Transition("published", "withdraw", "withdrawn", _OFFICER),
        Transition("withdrawn", "change", "withdrawn", _OFFICER),
        Transition("withdrawn", "publish", "published", _OFFICER, ("both_forms",)),
    ),
)

FEED_ITEM: Final = Lifecycle(
    name="item of a feed",
    start="waiting",
    ends=frozenset(),
    transitions=(
        Transition("waiting", "show", "shown", _OFFICER | _SYSTEM),
        Transition("waiting", "hide", "hidden", _OFFICER),
        Transition("shown", "hide", "hidden", _OFFICER),
        Transition("hidden", "show", "shown", _OFFICER),
    ),
)

AGREEMENT: Final = Lifecycle(
    name="agreement",
    start="draft",
    ends=frozenset({"discarded", "ended", "replaced"}),
    transitions=(
        Transition("draft", "sign", "half_signed", _PARTY, ("may_sign", "one_side", "as_read")),
        Transition("draft", "discard", "discarded", _PARTY),
        Transition("half_signed", "change", "draft", _SYSTEM),
        Transition("half_signed", "sign_last", "in_force", _PARTY, ("may_sign", "one_side", "as_read", "other_side")),
        Transition("half_signed", "discard", "discarded", _PARTY),
        Transition("in_force", "end", "ended", _PARTY, ("reason",)),
        Transition("in_force", "replace", "replaced", _SYSTEM),
    ),
)

OUTCOME: Final = Lifecycle(
    name="outcome report",
    start="open",
    ends=frozenset({"approved", "closed"}),
    transitions=(
        Transition("open", "send", "submitted", _OWNER, hand=True),
        Transition("open", "extend", "open", _OFFICER, ("later",)),
        Transition("open", "register", "open", _OFFICER, hand=True),
        Transition("open", "close", "closed", _SYSTEM),
        Transition("submitted", "return", "returned", _OFFICER, ("reason", "reply_by")),
        Transition("submitted", "approve", "approved", _OFFICER, second_hand=True),
        Transition("submitted", "close", "closed", _SYSTEM),
        Transition("returned", "send", "submitted", _OWNER, hand=True),
        Transition("returned", "extend", "returned", _OFFICER, ("later",)),
        Transition("returned", "close", "closed", _SYSTEM),
    ),
)

ANNUAL: Final = Lifecycle(
    name="annual report",
    start="draft",
    ends=frozenset({"replaced", "discarded"}),
    transitions=(
        Transition("draft", "write", "draft", _OFFICER, ("has_opened",), hand=True),
        Transition("draft", "finish", "ready", _OFFICER, ("has_opened", "comments"), hand=True),
        Transition("draft", "discard", "discarded", _OFFICER, ("corrects",)),
        Transition("ready", "write", "draft", _OFFICER, ("has_opened",), hand=True),
        Transition("ready", "take_back", "draft", _STAFF),
        Transition("ready", "sign", "half_signed", _STAFF, ("signs_next", "as_read")),
        Transition("half_signed", "write", "draft", _OFFICER, ("has_opened",), hand=True),
        Transition("half_signed", "take_back", "draft", _STAFF),
        Transition(
            "half_signed", "sign_last", "sent", _STAFF, ("not_signed", "signs_next", "as_read"), second_hand=True
        ),
        Transition("sent", "replace", "replaced", _SYSTEM),
    ),
)

LIFECYCLES: Final = (
    PROPOSAL,
    SPREADSHEET_IMPORT,
    NEEDS_REPORT,
    COLLABORATION,
    INVITATION,
    JOIN_REQUEST,
    MEETING,
    CONFLICT,
    RECOMMENDATION,
    PLAN,
    CORRECTION,
    HEARING,
    EVENT,
    EVENT_PLACE,
    ARTICLE,
    QUESTION,
    ANNOUNCEMENT,
    FEED_ITEM,
    AGREEMENT,
    OUTCOME,
    ANNUAL,
)
