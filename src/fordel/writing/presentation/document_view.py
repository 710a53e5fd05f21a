"""A document as its pages show it: questions with fields, errors and versions, and the task list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Final, Generic, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.form.definition import FormDefinition, Kind, Part, Question
from fordel.core.form.findings import Finding, Severity
from fordel.core.form.progress import PartProgress, PartState, progress_of
from fordel.core.form.rich_text import as_typed, plain_text
from fordel.writing.documents.answers import AnsweredPart, answer_text, answered_parts
from fordel.writing.documents.words import choices_of, field_id, in_language
from fordel.writing.models import Document
from fordel.writing.plugs.kinds import F
from fordel.writing.presentation.finding_texts import NONE, Said, Texts, said
from fordel.writing.selectors.conflicts import OpenConflict
from fordel.writing.selectors.presence import Present

TEMPLATES: Final[dict[Kind, str]] = {
    Kind.LINE: "writing/question_line.html",
    Kind.NUMBER: "writing/question_line.html",
    Kind.NETWORK: "writing/question_line.html",
    Kind.TEXT: "writing/question_text.html",
    Kind.RICH: "writing/question_rich.html",
    Kind.YES_NO: "writing/question_choice.html",
    Kind.CHOICE: "writing/question_choice.html",
    Kind.CHOICES: "writing/question_choice.html",
}
# What has forms of its own, outside that of the answers, and how it is read out.
OUTSIDE_TEMPLATES: Final[dict[Kind, str]] = {Kind.ATTACHMENTS: "writing/question_files.html"}
READ_OUT_TEMPLATES: Final[dict[Kind, str]] = {Kind.ATTACHMENTS: "writing/_file_list.html"}


@dataclass(frozen=True)
class Addresses:
    """Where the pages of a document are: to read all of it, `part` for one to write in, and what its script asks."""

    read: str
    part: Callable[[str], str]
    save: str
    here: str


@dataclass(frozen=True)
class FieldView:
    """One field. `label` is its accessible name in a table. `is_rich`: its value is tidy HTML."""

    key: str
    label: str
    value: Any
    version: int
    error: str = ""
    warning: str = ""
    conflict: OpenConflict | None = None
    brought: str = ""
    is_rich: bool = False

    @property
    def id(self) -> str:
        return field_id(self.key)

    @property
    def year(self) -> str:
        return self.key.split(".")[1]

    @property
    def chosen(self) -> list[str]:
        return self.value if isinstance(self.value, list) else [self.value] if self.value else []

    @property
    def text(self) -> str:
        """What a plain field holds."""
        value = self.value if isinstance(self.value, str) else ""
        return as_typed(value) if self.is_rich else value

    @property
    def length(self) -> int:
        """How many characters are read."""
        return len(plain_text(self.markup) if self.is_rich else self.text)

    @property
    def mine(self) -> Any:
        """What the person wrote, if it met another text."""
        return self._shown(self.conflict.mine) if self.conflict else ""

    @property
    def theirs(self) -> Any:
        """The text it met."""
        return self._shown(self.conflict.theirs) if self.conflict else ""

    def _shown(self, value: Any) -> Any:
        return plain_text(value) if self.is_rich and isinstance(value, str) else value

    @property
    def markup(self) -> str:
        """Rich text as HTML in letters, for the editor's attribute."""
        return self.value if isinstance(self.value, str) else ""


class ChoiceView(NamedTuple):
    """Something to choose; `help` says what it means ('' if its label is enough)."""

    code: str
    label: str
    help: str


@dataclass(frozen=True)
class QuestionView:
    """A question as it is shown. `note` is why it is asked ('' if nothing demands it), `known` a fact that helps to
    answer it, with its source; `decides`: the answer decides what else the part asks. `template` is the fragment that
    shows it in the form of the answers, `outside` the one that shows it outside that form."""

    question: Question
    label: str
    help: str
    template: str = ""
    outside: str = ""
    fields: list[FieldView] = field(default_factory=list)
    choices: list[ChoiceView] = field(default_factory=list)
    error: str = ""
    note: str = ""
    known: str = ""
    decides: bool = False

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def field(self) -> FieldView:
        return self.fields[0]

    @property
    def rows(self) -> int:
        return 3 if self.question.most <= 500 else 6

    @property
    def width(self) -> str:
        return {Kind.NUMBER: "width-number", Kind.LINE: "width-line"}.get(self.question.kind, "width-line")

    @property
    def described(self) -> str:
        """The ids of what describes the field."""
        by_legend = self.question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO)  # the design system reads it there
        has_count = self.question.kind in (Kind.TEXT, Kind.RICH)
        parts = [("help", bool(self.help) and not by_legend), ("known", bool(self.known)), ("left", has_count)]
        parts += [("error", bool(self.field.error)), ("warning", bool(self.field.warning))]
        return " ".join(f"{self.field.id}-{name}" for name, there in parts if there)

    @property
    def left_words(self) -> str:
        """`391 tegn igjen`."""
        left = self.question.most - self.field.length
        if left < 0:
            return ngettext("%(count)s character too many", "%(count)s characters too many", -left) % {"count": -left}
        return ngettext("%(count)s character left", "%(count)s characters left", left) % {"count": left}

    @property
    def errors(self) -> list[str]:
        """The errors of its fields, each once."""
        return list(dict.fromkeys(each.error for each in self.fields if each.error))


@dataclass(frozen=True)
class Step:
    """A line of the task list."""

    part: Part
    number: int
    title: str
    state: PartState
    words: str
    is_current: bool
    address: str
    here: str = ""


@dataclass(frozen=True)
class ErrorLine:
    """A line of the list on top: what to do and where. `address` is the page of the part."""

    text: str
    part: str
    anchor: str
    address: str


@dataclass(frozen=True)
class ReadPart:
    """A part read out. `address` is the page to change it ('' if it cannot be changed), `after` the fragments that come
    after its answers."""

    part: AnsweredPart
    address: str
    after: list[str]


class DocumentView(Generic[F]):
    """Everything the pages show of one document, for one person. A kind with questions of its own overrides
    the templates, `said` (or has `own_texts` for its findings), `label_of`, `question_of` and `answered`."""

    templates: ClassVar[Mapping[Kind, str]] = TEMPLATES
    outside_templates: ClassVar[Mapping[Kind, str]] = OUTSIDE_TEMPLATES
    read_out_templates: ClassVar[Mapping[Kind, str]] = READ_OUT_TEMPLATES
    own_texts: ClassVar[Texts] = NONE

    def __init__(
        self,
        document: Document,
        addresses: Addresses,
        facts: F,
        findings: Sequence[Finding],
        versions: Mapping[str, int],
        conflicts: Sequence[OpenConflict] = (),
        others: Sequence[Present] = (),
        copied: Collection[str] = (),
        brought: str = "",
    ) -> None:
        self.document = document
        self.addresses = addresses
        self.facts = facts
        self.findings = findings
        self.versions = versions
        self.conflicts = {conflict.key: conflict for conflict in conflicts}
        self.others = others
        self.copied = copied
        self.brought = brought

    @property
    def parts_label(self) -> str:
        """What the task list is called."""
        return _("Parts of the document")

    @property
    def read_label(self) -> str:
        """What the link to the whole document says."""
        return _("Read all of it")

    def said(self, finding: Finding) -> Said:
        """A finding in words."""
        return said(self._form, finding, self.own_texts)

    def label_of(self, question: Question, key: str) -> str:
        """The accessible name of a field of the question."""
        return in_language(question.label)

    def answered(self) -> list[AnsweredPart]:
        """Every part with its answers read out."""
        return answered_parts(self.facts, answer_text)

    def read_out(self, open_parts: Collection[str] = ()) -> list[ReadPart]:
        """The whole document, with the address to change each part that is open."""
        return [
            ReadPart(
                part,
                self.addresses.part(part.code) if part.code in open_parts else "",
                [self.read_out_templates[kind] for kind in part.apart if kind in self.read_out_templates],
            )
            for part in self.answered()
        ]

    @property
    def _form(self) -> FormDefinition:
        return self.facts.form

    @cached_property
    def progress(self) -> dict[str, PartProgress]:
        return {each.part: each for each in progress_of(self.facts, self.findings)}

    def part(self, code: str) -> Part | None:
        """The part, if it asks something now."""
        return next((part for part in self.facts.parts if part.code == code), None)

    def neighbours(self, code: str) -> tuple[Part | None, Part | None]:
        """The part before and the part after."""
        parts = self.facts.parts
        at = next(index for index, part in enumerate(parts) if part.code == code)
        return (parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None)

    def steps(self, current: str = "") -> list[Step]:
        """The task list."""
        writing: dict[str, list[str]] = {}
        for other in self.others:
            writing.setdefault(other.part, []).append(other.name)
        found = []
        for number, part in enumerate(self.facts.parts, start=1):
            progress = self.progress[part.code]
            here = ", ".join(writing.get(part.code, ()))
            words = _("%(names)s writes here now") % {"names": here} if here else _state_words(progress)
            title, address = in_language(part.title), self.addresses.part(part.code)
            found.append(Step(part, number, title, progress.state, words, part.code == current, address, here))
        return found

    @property
    def done(self) -> int:
        return sum(each.state in (PartState.DONE, PartState.OPTIONAL) for each in self.progress.values())

    @property
    def summary(self) -> str:
        """`4 av 7 deler er ferdige`."""
        count = len(self.progress)
        text = ngettext("%(done)s of %(count)s part is done", "%(done)s of %(count)s parts are done", count)
        return text % {"done": self.done, "count": count}

    def folded(self, current: str) -> str:
        """The task list in a line, for a small screen: `Del 4 av 7 · 2 deler har feil`."""
        at = next((step.number for step in self.steps(current) if step.is_current), 0)
        text = _("Part %(at)s of %(count)s") % {"at": at, "count": len(self.progress)}
        wrong = sum(each.state == PartState.WRONG for each in self.progress.values())
        if wrong:
            more = ngettext("%(count)s part has errors", "%(count)s parts have errors", wrong) % {"count": wrong}
            return f"{text} · {more}"
        return f"{text} · {self.summary}"

    def error_lines(self, severities: Sequence[Severity] = (Severity.MISSING, Severity.WRONG)) -> list[ErrorLine]:
        """What must be corrected before it can be sent, in the order of the form."""
        lines = [
            ErrorLine(self.said(finding).long, finding.part, field_id(finding.field), self.addresses.part(finding.part))
            for finding in self.findings
            if finding.severity in severities
        ]
        return list(dict.fromkeys(lines))

    def questions(self, part: Part, *, checked: bool) -> list[QuestionView]:
        """The part's questions. `checked`: what is missing or wrong is said at the field; conflicts always are."""
        shown = (Severity.MISSING, Severity.WRONG) if checked else ()
        errors: dict[str, str] = {}
        warnings: dict[str, str] = {}
        for finding in self.findings:
            if finding.severity in shown:
                errors.setdefault(finding.field, self.said(finding).short)
            elif finding.severity == Severity.WARNING:
                warnings.setdefault(finding.field, self.said(finding).short)
        deciding = {name for question in part.questions for name in question.when}
        views = [self._question(question, errors, warnings) for question in self.facts.asked(part)]
        return [replace(view, decides=view.code in deciding) for view in views]

    def _question(self, question: Question, errors: Mapping[str, str], warnings: Mapping[str, str]) -> QuestionView:
        fields = [self._field(question, key, errors, warnings) for key in self.facts.keys_of(question)]
        rule = self._form.rules.get(question.rule)
        view = QuestionView(
            question=question,
            label=in_language(question.label),
            help=in_language(question.help),
            template=self.templates.get(question.kind, ""),
            outside=self.outside_templates.get(question.kind, ""),
            fields=fields,
            choices=_choices(question),
            error=errors.get(question.code, ""),
            note=in_language(rule.reason) if rule else "",
        )
        return self.question_of(view)

    def question_of(self, view: QuestionView) -> QuestionView:
        """The question with what its kind of document adds to it."""
        return view

    def _field(self, question: Question, key: str, errors: Mapping[str, str], warnings: Mapping[str, str]) -> FieldView:
        return FieldView(
            key=key,
            label=self.label_of(question, key),
            value=self.facts.values.get(key),
            version=self.versions.get(key, 0),
            error=errors.get(key, ""),
            warning=warnings.get(key, ""),
            conflict=self.conflicts.get(key),
            brought=self.brought if key in self.copied else "",
            is_rich=question.kind == Kind.RICH,
        )


def _choices(question: Question) -> list[ChoiceView]:
    helps = {choice.code: in_language(choice.help) for choice in question.choices}
    return [ChoiceView(code, label, helps.get(code, "")) for code, label in choices_of(question)]


def _state_words(progress: PartProgress) -> str:
    if progress.state == PartState.WRONG:
        return ngettext("%(count)s error", "%(count)s errors", progress.wrong) % {"count": progress.wrong}
    if progress.state == PartState.DONE:
        return _("Done")
    if progress.state == PartState.OPTIONAL:
        return _("Optional")
    return _("Begun") if progress.state == PartState.BEGUN else _("Not started")
