"""Did it help? How far the signs of goal attainment were reached, as owners and others see it, and what shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext, gettext_lazy, ngettext

from fordel.core.figures import Measure, degrees_of, summed, values_of
from fordel.core.form.definition import text_in
from fordel.core.outcomes.rules import OutcomeRules
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question, drawn
from fordel.insight.presentation.questions.degrees import degree_figures
from fordel.insight.presentation.questions.employees import employee_figures, employee_notes
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.presentation.words import capitalised, small_number
from fordel.insight.selectors.helped import pulses_of, rules_of_view, shared_words
from fordel.insight.selectors.years import Year, YearsView
from fordel.outcomes.models import Assessor
from fordel.parties.selectors.language import language_of_page

SLUG: Final = "hjalp-det"
_FEW: Final = 5
"""With fewer measures assessed, the finding says how few there are."""


def answer(view: YearsView) -> Answer:
    """The signs, what they are compared by, the employees' answers beside them, and what the owners share."""
    rules, pulses = rules_of_view(view), pulses_of(view)
    if rules is None:
        return Answer(finding(view), gettext("The scheme of the year has no outcome reports."), ())
    figures = [*degree_figures(view, rules, SLUG), *employee_figures(view, rules, pulses, SLUG)]
    figures += _sentences(view, rules)
    lead = _lead(view, rules)
    return Answer(finding(view), lead, tuple(figures), notes=(*_notes(view), *employee_notes(pulses.values())))


def finding(view: YearsView) -> str:
    """In how many measures the owner sees that practice has changed, or how few have been assessed. No queries."""
    rules, year = rules_of_view(view), _last(view)
    if rules is None or year is None:
        return gettext("No outcome report has been sent yet")
    if len(_assessed(year.measures)) < _FEW:
        return _few(year)
    counts = summed(degrees_of(year.measures), Assessor.OWNER, rules.practice)
    most, language = rules.degrees[0], language_of_page()
    facts = {
        "year": year.year,
        "sign": text_in(rules.names[rules.practice], language),
        "degree": _inside(text_in(most.label, language)),
        "count": counts[most.code],
        "all": counts.total() - counts[rules.not_assessed],
    }
    if not facts["all"]:
        return gettext("%(year)s: it is too early to say whether practice has changed") % facts
    return gettext("%(year)s: %(sign)s %(degree)s in %(count)s of %(all)s measures") % facts


def _few(year: Year) -> str:
    count = len(_assessed(year.measures))
    text = ngettext(
        "Only %(count)s measure of %(year)s has been assessed so far",
        "Only %(count)s measures of %(year)s have been assessed so far",
        count,
    )
    return text % {"count": small_number(count), "year": year.year}


def _inside(words: str) -> str:
    """Words that begin a line of their own, inside a sentence."""
    return words[:1].lower() + words[1:]


def _last(view: YearsView) -> Year | None:
    """The last year in which somebody has assessed something."""
    return next((year for year in reversed(view.years) if _assessed(year.measures)), None)


def _assessed(measures: Iterable[Measure]) -> list[Measure]:
    return [each for each in measures if each.signs]


def _lead(view: YearsView, rules: OutcomeRules) -> str:
    """Who has assessed, and which sign is reached most and least often."""
    year = _last(view)
    if year is None:
        return gettext("The figures appear when the first owner has sent its outcome report.")
    counts = Counter(who for each in year.measures for who in {sign.who for sign in each.signs})
    owners = ngettext(
        "The owner has assessed %(count)s measure.", "The owners have assessed %(count)s measures.", counts["owner"]
    )
    said = [owners % {"count": counts["owner"]}]
    if counts["partner"]:
        said.append(gettext("Partners have assessed %(count)s of them.") % {"count": counts["partner"]})
    if counts["network_owner"]:
        text = gettext("Other owners in networks have assessed %(count)s of them.")
        said.append(text % {"count": counts["network_owner"]})
    return " ".join([*said, _most_and_least(year, rules)]).strip()


def _most_and_least(year: Year, rules: OutcomeRules) -> str:
    """Nothing if there are few answers, or if all signs are alike."""
    if len(_assessed(year.measures)) < _FEW:
        return ""
    shares = _shares(degrees_of(year.measures), rules)
    if len(set(shares.values())) < 2:
        return ""
    language = language_of_page()
    names = {sign: _inside(text_in(rules.names[sign], language)) for sign in shares}
    most = max(shares, key=lambda sign: shares[sign])
    least = min(reversed(list(shares)), key=lambda sign: shares[sign])
    text = gettext("The owners most often see this to a high degree: %(most)s. Least often: %(least)s.")
    return text % {"most": names[most], "least": names[least]}


def _shares(degrees: Mapping[tuple[str, str], Mapping[str, int]], rules: OutcomeRules) -> dict[str, float]:
    """Sign -> the part of the owners' assessments that say the highest degree, of those that judge."""
    found = {}
    for sign in rules.signs:
        counts: Counter[str] = summed(degrees, Assessor.OWNER, sign)
        if judged := counts.total() - counts[rules.not_assessed]:
            found[sign] = counts[rules.degrees[0].code] / judged
    return found


def _notes(view: YearsView) -> list[str]:
    """How many grants nobody has reported on yet."""
    year = _last(view)
    if year is None:
        return []
    values = values_of(year.measures)
    waits = (values["supported"] or 0) - (values["reported"] or 0)
    if waits <= 0:
        return []
    text = ngettext(
        "%(count)s measure with a grant in %(year)s has no outcome report yet, and is in no figure.",
        "%(count)s measures with a grant in %(year)s have no outcome report yet, and are in no figure.",
        waits,
    )
    return [capitalised(text % {"count": small_number(waits), "year": year.year})]


def _sentences(view: YearsView, rules: OutcomeRules) -> list[Figure]:
    """What the owners have consented to share."""
    found = shared_words(view, rules.practice)
    if not found:
        return []
    language = language_of_page()
    degrees = {each.code: text_in(each.label, language) for each in rules.degrees}
    heading = gettext("What shows that practice has changed")
    subtitle = gettext("In the owners' own words. Only what they have agreed to share with others is shown.")
    columns = (
        gettext("Measure"),
        gettext("Owner"),
        gettext("Year"),
        text_in(rules.names[rules.practice], language),
        gettext("What shows it"),
        gettext("What others can learn"),
    )
    rows = tuple(
        (
            Cell(each.measure),
            Cell(each.owner),
            Cell(str(each.year)),
            Cell(degrees.get(each.degree, each.degree) or None),
            Cell(each.practice or None),
            Cell(each.learned or None),
        )
        for each in found
    )
    caption = gettext("The owners' own words")
    table = Table(caption, tuple((column, False) for column in columns), rows, is_stacked=True)
    return [drawn(view, SLUG, "sentences", heading, subtitle, table)]


QUESTION: Final = Question(SLUG, gettext_lazy("Did it help?"), answer, finding)
