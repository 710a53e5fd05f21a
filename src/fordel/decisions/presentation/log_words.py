"""How the log names proposals and letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.decisions.models import Letter, LetterKind, Proposal
from fordel.forum.presentation.log_words import SCENARIO
from fordel.programme.presentation.log_words import round_words
from fordel.reports.presentation.log_words import REPORT
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, count, kroner


def _proposals(ids: Sequence[int]) -> Mapping[int, Named]:
    found = Proposal.objects.filter(pk__in=ids).select_related("round__office", "round__scheme")
    return {
        each.pk: Named(
            gettext("%(year)s, no. %(number)s") % {"year": round_words(each.round), "number": each.pk},
            reverse("decisions:overview", kwargs={**each.round.where}),
        )
        for each in found
    }


def _letters(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Letter.objects.filter(pk__in=ids).values_list("pk", "recipient__name", "kind")
    return {
        pk: Named(f"{LetterKind(kind).label}, {name}", reverse("letters:letter", kwargs={"letter_id": pk}))
        for pk, name, kind in rows
    }


LOG_SUBJECTS: Final = (
    Subject("decisions.proposal", _("Proposal"), _proposals),
    Subject("decisions.letter", _("Letter"), _letters),
)
LOG_DETAILS: Final[Details] = {
    "decisions.proposal": {
        "scenario": Detail(_("From"), of=SCENARIO),
        "awards": count(_("Reports")),
        "kroner": kroner(_("Amount")),
        "recommendation": UNSAID,
        "content": UNSAID,
        "report": Detail(_("Needs report"), of=REPORT),
        "by_line": UNSAID,
    },
    "decisions.letter": {"award": UNSAID},
}
