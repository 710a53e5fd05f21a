"""The types of a scheme. Texts are by language (`nb`, `nn`, `en`), amounts whole kroner, dates in Europe/Oslo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from fordel.core.form.definition import FormDefinition, Texts
from fordel.core.needs_import.values import folded

LANGUAGES: Final = ("nb", "nn", "en")
MARKS: Final = ("circle", "square", "diamond", "leaf", "ring", "bar")
"""The shapes that tell target groups apart without colour; each has its own paint."""
METHODS: Final = ("meet_all", "proportional", "priority", "cut_with_floor", "per_head", "equal", "score", "classes")
"""The methods of distribution that a scheme may offer, in the order in which they are shown."""
RESERVED_SLUGS: Final = frozenset(
    {
        *("moter", "forum", "historikk", "plan", "tilgang", "organisasjoner", "nytt-ar", "kalender", "start"),
        *("oppsett", "veiledning", "nytt", "horing", "arrangementer", "partnerskap", "apne-data", "nb", "nn", "en"),
    }
)
"""Words that an office's addresses have in the place of the scheme, or may get."""


class SchemeError(ValueError):
    """A definition that cannot be used. `file` and `key` say where, `fix` what to write instead."""

    def __init__(self, file: str, key: str, problem: str, fix: str) -> None:
        super().__init__(f"{file}: {key}: {problem} {fix}")
        self.file, self.key, self.problem, self.fix = file, key, problem, fix


@dataclass(frozen=True)
class BudgetLine:
    """A part of the frame (rammelinje). `frame` is what the line's frame is called inside a sentence, if the scheme
    says so: `barnehagerammen`."""

    code: str
    name: Texts
    frame: Texts


@dataclass(frozen=True)
class TargetGroup:
    """Whom a measure is for (målgruppe). `lines` are the codes of the budget lines that may pay it, `mark` its shape,
    `words` what it is called in spreadsheets, folded."""

    code: str
    name: Texts
    mark: str
    lines: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        """Whether several lines may pay it."""
        return len(self.lines) > 1


@dataclass(frozen=True)
class Dates:
    """The year's dates; None if the scheme names none. `needs_deadline` is the first instant that is too late."""

    needs_open: date | None = None
    needs_deadline: datetime | None = None
    recommendation_due: date | None = None
    decision_due: date | None = None
    report_due: date | None = None
    appeal_weeks: int = 3


@dataclass(frozen=True)
class Limits:
    """`amount_most` is the most kroner in one field: more is a slip of the keys."""

    duration_years_max: int = 1
    amount_most: int = 10**9
    attachment_megabytes: int = 10
    attachments_most: int = 10
    own_contribution_percent: int = 0


@dataclass(frozen=True)
class SeatGroup:
    """A group of seats in the forum. `votes` is false for observers; `is_expected`: the forum is out of balance as long
    as the group has no seat."""

    code: str
    name: Texts
    votes: bool = True
    is_expected: bool = False


@dataclass(frozen=True)
class ForumRules:
    """How the forum is put together and votes: its seat groups in order, and per cent of the seats, or of those who are
    entitled and present."""

    groups: tuple[SeatGroup, ...] = ()
    group_percent_most: int = 100
    quorum_percent: int = 50
    majority_percent: int = 50
    points_most: int = 10


@dataclass(frozen=True)
class OutlineChapter:
    """A chapter that a new long-term plan begins with. `help` says to its writers what belongs there."""

    code: str
    title: Texts
    help: Texts


@dataclass(frozen=True)
class About:
    """What readers are shown of the scheme beside others: whom it is for and what for, when and where to apply. `kinds`
    are the kinds of organisation that it is for."""

    who: Texts = field(default_factory=dict)
    purpose: Texts = field(default_factory=dict)
    deadline: Texts = field(default_factory=dict)
    where: Texts = field(default_factory=dict)
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scheme:
    """One scheme in one year. `form` is None for a scheme that takes no needs reports, such as a former one.

    `short_name` is what a page calls it if there is little room. `follows` are the codes of the former schemes that its
    first year is compared with. `reminder_days` are days before the deadline on which owners are reminded, the earliest
    first. `approvals` is how many different people must approve a decision. `methods` are the methods of distribution
    that the scheme offers, in order. A long-term plan is for `plan_years` and begins with the chapters of
    `plan_outline`. `agreement` has the texts that an office's template for agreements between an owner and a partner
    begins with, by question. `letter` holds the texts of the letters by part (purpose, permitted_use, …).
    `exemptions` are the legal bases by which a measure may be exempt from public access, by code.
    Each line of the frame is to give out at least `line_least_percent` of itself (0: no rule).
    `has_rounds` is false for a scheme that is shown as information alone: no year of it is opened.
    """

    code: str
    slug: str
    year: int
    name: Texts
    short_name: Texts
    follows: tuple[str, ...]
    lines: tuple[BudgetLine, ...]
    groups: tuple[TargetGroup, ...]
    dates: Dates
    limits: Limits
    forum: ForumRules
    form: FormDefinition | None
    reminder_days: tuple[int, ...]
    is_history: bool
    approvals: int
    methods: tuple[str, ...]
    appeal_body: Texts
    legal_basis: Texts
    budget: Texts
    letter: Mapping[str, Texts]
    signs: Mapping[str, Texts]
    hold_back_purposes: tuple[Texts, ...]
    plan_years: int
    plan_outline: tuple[OutlineChapter, ...]
    agreement: Mapping[str, Texts]
    line_least_percent: int
    exemptions: Mapping[str, Texts]
    note: Texts
    about: About
    has_rounds: bool


def spoken_names(name: Texts) -> tuple[str, ...]:
    """What a spreadsheet may call a group or a line: its names in every language, folded."""
    return tuple(sorted({folded(each) for each in name.values()}))


def group_of_line(line: BudgetLine, mark: str) -> TargetGroup:
    """The group of a former scheme that has none of its own for the line."""
    return TargetGroup(line.code, line.name, mark, (line.code,), spoken_names(line.name))
