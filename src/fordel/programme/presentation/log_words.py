"""How the log names years and their frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import text_in
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, change, kroner, kroner_in_all

ROUND: Final = "programme.round"


def round_words(round_: Round) -> str:
    """The year with its scheme, as the log calls it."""
    return f"{round_.year} {text_in(scheme_of(round_.scheme).short_name, (get_language() or 'nb')[:2])}"


def _setup_of(round_: Round) -> str:
    """Where the year is set up; former years that are kept to compare with have no page."""
    return "" if round_.is_history else reverse("programme:setup", kwargs={**round_.where})


def _rounds(ids: Sequence[int]) -> Mapping[int, Named]:
    rounds = Round.objects.filter(pk__in=ids).select_related("office", "scheme")
    return {each.pk: Named(round_words(each), _setup_of(each)) for each in rounds}


def _lines(ids: Sequence[int]) -> Mapping[int, Named]:
    language = get_language() or "nb"
    lines = FrameLine.objects.filter(pk__in=ids).select_related("round__office", "round__scheme")
    return {
        line.pk: Named(
            f"{line.name(language)}, {round_words(line.round)}",
            _setup_of(line.round),
        )
        for line in lines
    }


LOG_SUBJECTS: Final = (
    Subject(ROUND, _("Year"), _rounds),
    Subject("programme.frameline", _("Frame"), _lines),
)
LOG_DETAILS: Final[Details] = {
    "programme.round": {
        "frames": kroner_in_all(_("Frames in all")),
        "note_length": UNSAID,
        "needs_deadline": change(_("Deadline for needs reports")),
        "recommendation_due": change(_("Deadline for the recommendation")),
        "report_due": change(_("Deadline for outcome reports")),
    },
    "programme.frame": {
        "line": UNSAID,
        "from": kroner(_("Before")),
        "to": kroner(_("Now")),
        "round": Detail(of=ROUND),
    },
}
