"""How the log names pulses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.pulse.models import Moment, Pulse
from fordel.shared.log_words import Details, Named, Subject, count


def _pulses(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Pulse.objects.filter(pk__in=ids).values_list("pk", "report", "report__title", "moment")
    return {
        pk: Named(f"{title} – {Moment(moment).label}", reverse("pulse:measure", kwargs={"report_id": report}))
        for pk, report, title, moment in rows
    }


LOG_SUBJECTS: Final = (Subject("pulse.pulse", _("Questions to employees"), _pulses),)
LOG_DETAILS: Final[Details] = {
    "pulse.pulse.opened": {"codes": count(_("Codes"))},
    "pulse.pulse.changed": {"codes": count(_("Codes"))},
}
