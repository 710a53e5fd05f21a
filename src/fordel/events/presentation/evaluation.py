"""What an office reads of an evaluation, from five answers and once nobody can answer any more."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fordel.core.anonymity.groups import is_open, open_groups
from fordel.core.form.definition import text_in
from fordel.events.models import Evaluation, EvaluationAnswer, Event
from fordel.events.presentation.addresses import event_address, series_address
from fordel.events.services.evaluation import HIGHEST
from fordel.shared.charts.bars import HALF, Bar, bar_chart
from fordel.shared.charts.paint import NEUTRAL
from fordel.shared.charts.svg import NARROW
from fordel.shared.dates import full_date
from fordel.shared.decimals import one_decimal
from fordel.shared.errors import UserError
from fordel.shared.pages.columns import ListColumn, ListTable, PageList
from fordel.shared.pages.steps import Link, Step


def said(texts: Any) -> str:
    """In the reader's form of Norwegian."""
    return text_in(texts, (get_language() or "nb")[:2])


def scale_choices(question: dict[str, Any]) -> list[tuple[str, str]]:
    """1 to 5, with words at both ends."""
    ends = {1: said(question["low"]), HIGHEST: said(question["high"])}
    return [(str(each), f"{each} – {ends[each]}" if each in ends else str(each)) for each in range(1, HIGHEST + 1)]


@dataclass(frozen=True)
class ScaleResult:
    """What was answered from 1 to 5: the rows are the choice, and how many chose it."""

    title: str
    finding: str
    rows: list[tuple[str, int]]
    wide: SafeString
    narrow: SafeString

    @property
    def table(self) -> ListTable:
        """The rows as the page shows them."""
        return _SCALE.table(self.rows, self.title, css="")


@dataclass(frozen=True)
class TextResult:
    """What was written, in an order that is another one each time."""

    title: str
    texts: list[str]


@dataclass(frozen=True)
class PlaceResult:
    """A place of the series, or all of them together."""

    name: str
    count: int
    mean: str


_SCALE: Final[PageList[tuple[str, int]]] = PageList(
    (
        ListColumn("answer", gettext_lazy("Answer"), lambda row: row[0], is_heading=True),
        ListColumn("count", gettext_lazy("How many"), lambda row: row[1], is_numeric=True),
    )
)
_PLACES: Final[PageList[PlaceResult]] = PageList(
    (
        ListColumn("place", gettext_lazy("Place"), lambda row: row.name, is_heading=True),
        ListColumn("count", gettext_lazy("Answers"), lambda row: row.count, is_numeric=True),
        ListColumn("mean", gettext_lazy("Mean"), lambda row: row.mean, is_numeric=True),
    )
)


def place_table(places: Sequence[PlaceResult]) -> ListTable | None:
    """The places of the series side by side; None if there are none to show."""
    return _PLACES.table(places, _("The places of the series"), css="") if places else None


def scale_results(questions: Sequence[dict[str, Any]], answers: Sequence[EvaluationAnswer]) -> list[ScaleResult]:
    """Each question from 1 to 5 that enough have answered. No queries."""
    found = []
    for question in questions:
        values = [each.values[question["code"]] for each in answers if question["code"] in each.values]
        if question["kind"] != "scale" or not is_open(len(values)):
            continue
        rows = [(words, values.count(int(code))) for code, words in scale_choices(question)]
        title = said(question)
        finding = _("%(count)s have answered, and the mean is %(mean)s of %(highest)s.") % {
            "count": len(values),
            "mean": mean_of(values),
            "highest": HIGHEST,
        }
        bars = [Bar(words, ((count, NEUTRAL),), str(count)) for words, count in rows]
        label = f"{title} {finding}"
        charts = {width: bar_chart(f"{question['code']}-{width}", bars, label, width=width) for width in (HALF, NARROW)}
        found.append(ScaleResult(title, finding, rows, charts[HALF], charts[NARROW]))
    return found


def text_results(questions: Sequence[dict[str, Any]], answers: Sequence[EvaluationAnswer]) -> list[TextResult]:
    """Each question that is answered in words by enough. No queries."""
    found = []
    for question in questions:
        texts = [each.texts[question["code"]] for each in answers if question["code"] in each.texts]
        if question["kind"] == "text" and is_open(len(texts)):
            secrets.SystemRandom().shuffle(texts)
            found.append(TextResult(said(question), texts))
    return found


def mean_of(values: Sequence[int]) -> str:
    """With one decimal: `4,2`."""
    return one_decimal(sum(values) / len(values))


def place_results(closed: Sequence[Evaluation], code: str) -> list[PlaceResult]:
    """The places of the series that are large enough, with the mean of the question; the last row is all of them. None
    if there is no other one to compare with. No queries."""
    values = {
        each.event.place + f" ({full_date(each.event.starts_at)})": [
            answer.values[code] for answer in each.answers.all() if code in answer.values
        ]
        for each in closed
    }
    shown = open_groups({name: len(found) for name, found in values.items()})
    if len(shown) < 2:
        return []
    rows = [PlaceResult(name, len(values[name]), mean_of(values[name])) for name in shown]
    every = [value for name in shown for value in values[name]]
    return [*rows, PlaceResult(_("All of them"), len(every), mean_of(every))]


def ask_step(event: Event, count: int, refusal: UserError | None) -> Step:
    """Asking those who had a place."""
    return Step(
        question=_("Ask those who were at %(place)s what they think?") % {"place": event.place},
        button=_("Send the questions"),
        happens=_("%(count)s people get a mail with a link of their own: those who were there, or had a place.")
        % {"count": count},
        way_back=_("There is none: they are asked once. Nobody can see who has answered what."),
        back=event_address("evaluation", event),
        trail=[
            Link(_("Events"), reverse("events:office", kwargs={"office": event.office.slug})),
            Link(event.series.title, series_address("series", event.series)),
            Link(event.place, event_address("work", event)),
        ],
        is_danger=False,
        refusal=refusal,
    )
