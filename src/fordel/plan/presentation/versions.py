"""What differs between two versions of a plan that were kept, or between one and what is written now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.core.form.rich_text import plain_text
from fordel.core.lifecycle import PLAN
from fordel.plan.models import Plan
from fordel.plan.presentation.history import ChapterChange, differing
from fordel.plan.selectors.chapters import chapters_kept
from fordel.plan.services.document import PLAN_KIND
from fordel.shared.dates import full_date
from fordel.writing.models import Submission
from fordel.writing.selectors.submissions import submissions_of

Words = dict[str, tuple[str, str]]
NOW = "now"


@dataclass(frozen=True)
class Comparison:
    """`choices` are (code, words) of what can be compared, `first` and `second` the codes of what is, and `changes`
    what differs; None if there are not two."""

    choices: list[tuple[str, str]]
    first: str
    second: str
    changes: list[ChapterChange] | None


def compared(plan: Plan, first: str, second: str) -> Comparison:
    """The last two of the plan if the codes name none. Three queries at most."""
    kept = {str(each.sequence): each for each in submissions_of(plan.pk)}
    choices = [(code, _named(each)) for code, each in kept.items()]
    if PLAN.allows(plan.state, "change"):
        choices.append((NOW, _("What is written now")))
    codes = [code for code, _words in choices]
    second = second if second in codes else (codes[-1] if codes else "")
    first = first if first in codes else (codes[-2] if len(codes) > 1 else "")
    if not first or not second:
        return Comparison(choices, first, second, None)
    before, after = (_words_of(plan, kept.get(code)) for code in (first, second))
    return Comparison(choices, first, second, differing(before, after))


def _named(version: Submission) -> str:
    when = full_date(version.received_at)
    return _("Version %(number)s, %(when)s") % {"number": version.sequence, "when": when}


def _words_of(plan: Plan, version: Submission | None) -> Words:
    """Code -> (title, words) of the chapters, and then of the themes."""
    content = version.content if version else PLAN_KIND.content(PLAN_KIND.facts(plan), [])
    if version:
        chapters = chapters_kept(version)
    else:
        chapters = [(each["code"], each["title"], content["answers"].get(each["code"], "")) for each in plan.outline]
    found = {f"chapter:{code}": (title, plain_text(html or "")) for code, title, html in chapters}
    language = get_language() or "nb"
    for theme in content["themes"]:
        goal = text_in(theme["goal"], language) if theme["goal"] else ""
        name = text_in(theme["name"], language)
        found[f"theme:{theme['code']}"] = (_("Theme: %(name)s") % {"name": name}, goal)
    return found
