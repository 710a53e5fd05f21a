"""What is typed when the recommendation is adopted, or opened again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.forum.recommendation.selectors.where_adopted import Candidate, most_likely
from fordel.shared.pages.forms import KeyField, PageForm, TextField


class AdoptForm(PageForm):
    """The meeting in which the forum agreed: set to the latest that has treated the draft, to none if none has."""

    meeting = KeyField(gettext_lazy("The meeting in which the forum agreed"), empty=gettext_lazy("Choose the meeting"))

    def __init__(self, data: Any, candidates: list[Candidate]) -> None:
        likely = most_likely(candidates)
        super().__init__(data, initial={"meeting": str(likely.pk) if likely else ""})
        self.fields["meeting"].choices = [(str(each.meeting.pk), _words(each)) for each in candidates]  # type: ignore[attr-defined]  # a KeyField


class ReopenForm(PageForm):
    """Why an adopted recommendation is opened again."""

    because = TextField(gettext_lazy("Why"), rows=2, maxlength=300)


def _words(candidate: Candidate) -> str:
    title = candidate.meeting.title
    return title if candidate.has_treated else _("%(title)s (has not treated the draft)") % {"title": title}
