"""How the log names hearings and input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.hearing.models import Hearing, HearingInput
from fordel.shared.log_words import UNSAID, Details, Named, Subject, count, day


def _hearings(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Hearing.objects.filter(pk__in=ids).values_list("pk", "plan__title", "office__slug")
    return {
        pk: Named(title, reverse("hearing:work", kwargs={"office": office, "hearing_id": pk}))
        for pk, title, office in rows
    }


def _inputs(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = HearingInput.objects.filter(pk__in=ids).values_list("pk", "number", "hearing", "hearing__office__slug")
    return {
        pk: Named(f"#{number or '–'}", reverse("hearing:work", kwargs={"office": office, "hearing_id": hearing}))
        for pk, number, hearing, office in rows
    }


LOG_SUBJECTS: Final = (
    Subject("hearing.hearing", _("Hearing"), _hearings),
    Subject("hearing.hearinginput", _("Input to a hearing"), _inputs),
)
LOG_DETAILS: Final[Details] = {
    "hearing.hearing": {
        "opens": UNSAID,
        "closes": UNSAID,
        "erase_on": day(_("Contact details are erased")),
        "count": count(_("How many")),
    },
    "hearing.input": {
        "number": count(_("Number")),
        "is_late": UNSAID,
        "sha256": UNSAID,
        "size": UNSAID,
        "point": UNSAID,
        "outcome": UNSAID,
    },
}
