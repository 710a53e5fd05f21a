"""What is typed in the recommendation, and when it is adopted or opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.forum.models import RecommendedMeasure
from fordel.forum.recommendation.selectors.where_adopted import Candidate, most_likely
from fordel.forum.recommendation.services.write_recommendation import LONGEST
from fordel.forum.scenarios.selectors.scenarios import ScenarioChoice
from fordel.shared.errors import UserError
from fordel.shared.fields import number_from_form
from fordel.shared.pages.forms import KeyField, LineField, PageForm, SentField, TextField


class ScenarioForm(PageForm):
    """The scenario that the recommendation builds on."""

    scenario = KeyField(gettext_lazy("The scenario it builds on"), radio=True)

    def __init__(self, data: Any, choices: Sequence[ScenarioChoice], chosen: int | None = None) -> None:
        first = choices[0].pk if choices else ""
        super().__init__(data, initial={"scenario": str(chosen or first)})
        self.offer("scenario", [(str(each.pk), _of_scenario(each)) for each in choices])


class TextsForm(PageForm):
    """What the forum recommends in words."""

    text = TextField(
        gettext_lazy("What the forum recommends"),
        hint=gettext_lazy("A few sentences: what has priority this year, and why."),
        may_be_empty=True,
        rows=8,
        maxlength=LONGEST,
    )
    reserve_text = TextField(
        gettext_lazy("What the money held back is for"), may_be_empty=True, rows=5, maxlength=LONGEST
    )


class CriteriaForm(PageForm):
    """How a measure meets the criteria."""

    criteria = TextField(
        gettext_lazy("How it meets the criteria"),
        hint=gettext_lazy("What is known of the report is filled in. What the forum thinks of it, you write yourself."),
        rows=6,
        maxlength=LONGEST,
    )


class OrderForm(PageForm):
    """The place of each measure: a field for each, in a table."""

    def __init__(self, data: Any, measures: Sequence[RecommendedMeasure]) -> None:
        super().__init__(data)
        self.now = {each.report.number: each.priority for each in measures}
        for number, place in self.now.items():
            label = _("Place of report %(number)s") % {"number": number}
            field = LineField(label, inputmode="numeric", aria_label=label, initial=place)
            field.widget.attrs |= {"size": "3", "data-width": "auto", "class": "ds-input numeric"}
            self.fields[f"place-{number}"] = field

    def moved(self) -> dict[int, int]:
        """The new places by the number of the report. Raises UserError for what is no place."""
        places = {number: self._place(number, place) for number, place in self.now.items()}
        return {number: place for number, place in places.items() if place != self.now[number]}

    def _place(self, number: int, now: int) -> int:
        text = self.data.get(f"place-{number}", str(now)).strip()
        place = number_from_form(text, most=len(self.now))
        if not place:
            raise UserError(
                _("«%(text)s» is no place for report %(number)s.") % {"text": text[:20], "number": number},
                _("Write a whole number from 1 to %(most)s.") % {"most": len(self.now)},
                f"place-{number}",
            )
        return place


class DissentForm(PageForm):
    """What a seat disagrees with. `about` is the number of a report, empty for all of the recommendation."""

    seat = KeyField(gettext_lazy("Who"), empty=gettext_lazy("Choose"))
    about = SentField(
        gettext_lazy("What the dissent is about"), empty=gettext_lazy("All of the recommendation"), may_be_empty=True
    )
    dissent = TextField(gettext_lazy("What the member disagrees with, and why"), rows=3, maxlength=LONGEST)

    def __init__(
        self, data: Any, seats: Sequence[tuple[int, str]] = (), measures: Sequence[tuple[int, str]] = ()
    ) -> None:
        super().__init__(data)
        self.offer_from(seats, measures)

    def offer_from(self, seats: Sequence[tuple[int, str]], measures: Sequence[tuple[int, str]]) -> None:
        """Who may dissent, and the reports (number, title) that it can be about."""
        self.offer("seat", [(str(pk), label) for pk, label in seats])
        self.offer("about", [(str(number), f"{number} {title}") for number, title in measures])


class AdoptForm(PageForm):
    """The meeting in which the forum agreed: set to the latest that has treated the draft, to none if none has."""

    meeting = KeyField(gettext_lazy("The meeting in which the forum agreed"), empty=gettext_lazy("Choose the meeting"))

    def __init__(self, data: Any, candidates: list[Candidate]) -> None:
        likely = most_likely(candidates)
        super().__init__(data, initial={"meeting": str(likely.pk) if likely else ""})
        self.offer("meeting", [(str(each.meeting.pk), _words(each)) for each in candidates])


class ReopenForm(PageForm):
    """Why an adopted recommendation is opened again."""

    because = TextField(gettext_lazy("Why"), rows=2, maxlength=300)


def _words(candidate: Candidate) -> str:
    title = candidate.meeting.title
    return title if candidate.has_treated else _("%(title)s (has not treated the draft)") % {"title": title}


def _of_scenario(choice: ScenarioChoice) -> SafeString:
    said = _("%(total)s kroner distributed, %(reserve)s held back") % {
        "total": format_kroner(choice.total),
        "reserve": format_kroner(choice.reserve),
    }
    if choice.outdated:
        said = ". ".join((said, _("Outdated")))
    return format_html('{} {}<br><span class="small muted">{}</span>', choice.number, choice.name, said)
