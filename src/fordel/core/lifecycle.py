"""The lifecycles as tables: from, verb, to, who. Services ask the table; the docs are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


class IllegalTransitionError(Exception):
    """The verb cannot be used in this state; `state` and `verb` say which."""

    def __init__(self, lifecycle: str, state: str, verb: str) -> None:
        super().__init__(f"{lifecycle}: cannot {verb} from {state}")
        self.state = state
        self.verb = verb


@dataclass(frozen=True)
class Transition:
    """One arrow. `who` names the role that may use the verb; `guard` says in words what else must hold."""

    source: str
    verb: str
    target: str
    who: str
    guard: str = ""


@dataclass(frozen=True)
class Lifecycle:
    name: str
    start: str
    ends: frozenset[str]
    transitions: tuple[Transition, ...]

    @property
    def states(self) -> frozenset[str]:
        return frozenset({self.start, *(t.source for t in self.transitions), *(t.target for t in self.transitions)})

    def after(self, state: str, verb: str) -> str:
        """The state that the verb leads to. Raises IllegalTransitionError where it cannot be used."""
        for transition in self.transitions:
            if (transition.source, transition.verb) == (state, verb):
                return transition.target
        raise IllegalTransitionError(self.name, state, verb)

    def allows(self, state: str, verb: str) -> bool:
        """Whether the verb can be used in the state."""
        return any((t.source, t.verb) == (state, verb) for t in self.transitions)

    def mermaid(self) -> str:
        """The state diagram as Mermaid text, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {t.source} --> {t.target}: {t.verb} ({t.who})" for t in self.transitions]
        lines += [f"    {end} --> [*]" for end in sorted(self.ends)]
        return "\n".join(lines)


PROPOSAL: Final = Lifecycle(
    name="proposal",
    start="draft",
    ends=frozenset({"issued", "discarded"}),
    transitions=(
        Transition("draft", "change", "draft", "case officer"),
        Transition("draft", "submit", "submitted", "case officer", "every refusal and change has grounds; frames hold"),
        Transition("draft", "discard", "discarded", "case officer"),
        Transition("submitted", "change", "draft", "case officer"),
        Transition("submitted", "return", "returned", "approver", "a comment says what to change"),
        Transition(
            "submitted",
            "approve",
            "approved",
            "approver",
            "nobody who made, changed or submitted it; nothing changed since it was read",
        ),
        Transition("returned", "change", "draft", "case officer"),
        Transition("returned", "submit", "submitted", "case officer"),
        Transition("returned", "discard", "discarded", "case officer"),
        Transition("approved", "change", "draft", "case officer", "the approval is void"),
        Transition("approved", "void", "draft", "system", "a report, the frame or the scenario was changed"),
        Transition("approved", "issue", "issued", "case officer", "nothing changed since the approval; frames hold"),
    ),
)

SPREADSHEET_IMPORT: Final = Lifecycle(
    name="spreadsheet import",
    start="received",
    ends=frozenset({"undone"}),
    transitions=(
        Transition("received", "apply", "running", "case officer"),
        Transition("running", "finish", "applied", "system"),
        Transition("running", "fail", "received", "system"),
        Transition("applied", "undo", "undone", "case officer", "nothing builds on it"),
    ),
)

NEEDS_REPORT: Final = Lifecycle(
    name="needs report",
    start="draft",
    ends=frozenset({"discarded"}),
    transitions=(
        Transition("draft", "send", "submitted", "owner", "in time; no errors; every party is asked"),
        Transition("draft", "discard", "discarded", "owner"),
        Transition("submitted", "send", "submitted", "owner", "in time; it replaces what was sent before"),
        Transition("submitted", "withdraw", "withdrawn", "owner", "in time"),
        Transition("withdrawn", "send", "submitted", "owner", "in time"),
        Transition("submitted", "return", "returned", "case officer", "a reason and a day to answer by"),
        Transition("submitted", "accept", "accepted", "case officer", "nobody who wrote or sent it for the owner"),
        Transition("submitted", "refuse", "not_eligible", "case officer", "a reason"),
        Transition("returned", "send", "submitted", "owner", "before the day to answer by"),
        Transition("returned", "withdraw", "withdrawn", "owner"),
        Transition("returned", "call_back", "submitted", "case officer"),
        Transition("accepted", "reopen", "submitted", "case officer", "nothing is decided"),
        Transition("not_eligible", "reopen", "submitted", "case officer", "nothing is decided"),
    ),
)

COLLABORATION: Final = Lifecycle(
    name="collaboration",
    start="not_asked",
    ends=frozenset({"removed"}),
    transitions=(
        Transition("not_asked", "ask", "asked", "owner"),
        Transition("asked", "remind", "asked", "owner"),
        Transition("asked", "confirm", "confirmed", "party", "not whoever asked"),
        Transition("asked", "decline", "declined", "party", "a reason"),
        Transition("confirmed", "change", "changed", "system", "role, amounts, duration or text differ"),
        Transition("confirmed", "decline", "declined", "party", "a reason"),
        Transition("changed", "restore", "confirmed", "system", "everything is as it was confirmed"),
        Transition("changed", "remind", "changed", "owner"),
        Transition("changed", "confirm", "confirmed", "party"),
        Transition("changed", "decline", "declined", "party", "a reason"),
        Transition("declined", "ask", "asked", "owner"),
        *(
            Transition(state, "remove", "removed", "owner")
            for state in ("not_asked", "asked", "confirmed", "changed", "declined")
        ),
    ),
)

INVITATION: Final = Lifecycle(
    name="invitation",
    start="open",
    ends=frozenset({"accepted", "withdrawn"}),
    transitions=(
        Transition("open", "resend", "open", "administrator", "the former link is worth nothing"),
        Transition("open", "withdraw", "withdrawn", "administrator"),
        Transition("open", "accept", "accepted", "invited", "signed in with the invited address; in time"),
    ),
)

JOIN_REQUEST: Final = Lifecycle(
    name="request to join",
    start="pending",
    ends=frozenset({"approved", "declined", "withdrawn"}),
    transitions=(
        Transition("pending", "approve", "approved", "administrator", "not whoever asks"),
        Transition("pending", "decline", "declined", "administrator", "a reason"),
        Transition("pending", "withdraw", "withdrawn", "person"),
    ),
)

MEETING: Final = Lifecycle(
    name="meeting",
    start="planned",
    ends=frozenset({"approved", "cancelled"}),
    transitions=(
        Transition("planned", "change", "planned", "case officer"),
        Transition("planned", "call", "called", "case officer", "it has a time; everybody gets an invitation"),
        Transition("planned", "cancel", "cancelled", "case officer"),
        Transition("called", "change", "called", "case officer", "everybody gets the change"),
        Transition("called", "cancel", "cancelled", "case officer", "everybody gets the cancellation"),
        Transition("called", "start", "ongoing", "case officer"),
        Transition("ongoing", "end", "held", "case officer", "no vote is open"),
        Transition(
            "held",
            "approve",
            "approved",
            "case officer or approver",
            "the members have had the draft; not by whoever wrote in the minutes or sent it",
        ),
    ),
)

CONFLICT: Final = Lifecycle(
    name="conflict of interest",
    start="suggested",
    ends=frozenset(),
    transitions=(
        Transition("suggested", "declare", "declared", "forum member"),
        Transition("suggested", "find_conflicted", "conflicted", "case officer", "not one's own seat"),
        Transition("suggested", "find_impartial", "impartial", "case officer", "a reason"),
        Transition("declared", "find_conflicted", "conflicted", "case officer", "not whoever declared it"),
        Transition("declared", "find_impartial", "impartial", "case officer", "a reason"),
        Transition("conflicted", "find_impartial", "impartial", "case officer", "a reason"),
        Transition("impartial", "find_conflicted", "conflicted", "case officer"),
        Transition("impartial", "declare", "declared", "forum member"),
    ),
)

RECOMMENDATION: Final = Lifecycle(
    name="recommendation",
    start="draft",
    ends=frozenset(),
    transitions=(
        Transition("draft", "change", "draft", "case officer"),
        Transition(
            "draft", "adopt", "adopted", "case officer", "the forum has agreed in a meeting; nothing is missing"
        ),
        Transition("adopted", "reopen", "draft", "case officer", "a reason; no proposal builds on it"),
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
)
