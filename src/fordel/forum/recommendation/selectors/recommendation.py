"""Reads of the year's recommendation: the draft or what is adopted, and as much of it as the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.forum.models import Recommendation
from fordel.forum.recommendation.selectors.content import Content, DraftState, state_of_draft, sums_by_line
from fordel.forum.scenarios.selectors.scenarios import is_outdated
from fordel.meetings.models import MeetingState
from fordel.programme.models import Round
from fordel.programme.where import in_round

_WITH = ("round__office", "round__scheme", "round__prioritising", "scenario__round__prioritising", "adopted_in", "pdf")
MEETS = (MeetingState.ONGOING, MeetingState.HELD)


def recommendation_of(round_: Round) -> Recommendation | None:
    """The round's recommendation, draft or adopted. One query."""
    return Recommendation.objects.filter(round=round_).select_related(*_WITH).first()


def adopted_of(round_: Round) -> Recommendation | None:
    """The recommendation that the forum has adopted, with its scenario. One query."""
    found = Recommendation.objects.filter(round=round_, adopted_at__isnull=False)
    return found.select_related("scenario").first()


def recommendation_from_url(office: str, scheme: str, year: int, **_rest: object) -> Recommendation:
    """For `@access(rule, target=recommendation_from_url)`. Raises Http404 where none is begun."""
    found = Recommendation.objects.filter(**in_round("round__", office, scheme, year))
    recommendation = found.select_related(*_WITH).first()
    if recommendation is None:
        raise Http404
    return recommendation


@dataclass(frozen=True)
class RecommendationView:
    """The recommendation for one reader. `measures`, sums and `lines` leave out what is closed to them (`closed`:
    number and owner); `hides` says that something is, and then nothing is said of what is left of the frames."""

    content: Content
    measures: Sequence[Content]
    lines: Sequence[Content]
    closed: Sequence[tuple[int, str]]

    @property
    def hides(self) -> bool:
        return bool(self.closed)

    def group_name(self, code: str) -> str:
        """The name of a target group as it was when the content was kept, in the reader's language."""
        names = self.content["target_groups"][code]
        return str(names.get((get_language() or "nb")[:2], names["nb"]))

    @property
    def count(self) -> int:
        """How many measures are to get something."""
        return sum(measure["amount"] > 0 for measure in self.measures)

    @property
    def asked(self) -> int:
        return sum(measure["asked"] for measure in self.measures)

    @property
    def given(self) -> int:
        return sum(measure["amount"] for measure in self.measures)

    @property
    def reserve(self) -> int:
        return sum(line["reserve"] for line in self.lines)

    @property
    def frame(self) -> int:
        return sum(line["frame"] for line in self.lines)

    @property
    def left(self) -> int:
        return sum(line["left"] for line in self.lines)


def view_of(recommendation: Recommendation, closed: frozenset[int]) -> RecommendationView:
    """What is adopted as it was kept, a draft as it is now; `closed` are ids of reports the reader may not see."""
    adopted = recommendation.adopted_at is not None
    return shown_to(recommendation.content if adopted else state_of_draft(recommendation).content, closed)


def shown_to(content: Content, closed: frozenset[int]) -> RecommendationView:
    """As much of the content as the reader may see. No queries."""
    measures = [each for each in content["measures"] if each["report_id"] not in closed]
    if len(measures) < len(content["measures"]):  # a gap would tell the place of what is closed
        measures = [each | {"priority": place} for place, each in enumerate(measures, 1)]
        content = content | {"dissents": [each for each in content["dissents"] if each["report_id"] not in closed]}
    hidden = [(each["report"], each["owner"]) for each in content["measures"] if each["report_id"] in closed]
    return RecommendationView(content, measures, sums_by_line(content, measures), sorted(hidden))


def missing_in(recommendation: Recommendation, state: DraftState) -> list[str]:
    """What must be done before it can be adopted, in words; [] where nothing is missing. No queries."""
    content, found = state.content, []
    if is_outdated(recommendation.scenario, state.lines, state.rows):
        found.append(
            _("Reports or frames have changed since scenario %(number)s was computed. Compute it again.")
            % {"number": recommendation.scenario.number}
        )
    known = {each["report_id"] for each in content["measures"]}
    new = [row.number for row in state.rows if row.id not in known]
    if new:
        text = ngettext("Report %(numbers)s is new.", "Reports %(numbers)s are new.", len(new))
        bring = _("Bring in the reports as they are now.")
        found.append(f"{text % {'numbers': _listed(new)}} {bring}")
    if not content["text"].strip():
        found.append(_("Write the recommendation in a few sentences."))
    if sum(line["reserve"] for line in content["lines"]) and not content["reserve_text"].strip():
        found.append(_("Write what the money held back is for."))
    without = [each["report"] for each in content["measures"] if not each["criteria"].strip()]
    if without:
        text = ngettext(
            "Write how report %(numbers)s meets the criteria.",
            "Write how these %(count)s reports meet the criteria: %(numbers)s.",
            len(without),
        )
        found.append(text % {"numbers": _listed(without), "count": len(without)})
    return found


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:12])) + ("…" if len(numbers) > 12 else "")
