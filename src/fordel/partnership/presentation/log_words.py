"""How the log names agreements and templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.partnership.models import Agreement, Level, OfficeTemplate, Partnership, Side
from fordel.shared.log_words import UNSAID, Details, Named, Subject, choice, count, day


def _agreements(ids: Sequence[int]) -> Mapping[int, Named]:
    pair = ("partnership__owner__name", "partnership__provider__name")
    rows = Agreement.objects.filter(pk__in=ids).values_list("pk", *pair)
    return {
        pk: Named(f"{owner} – {provider}", reverse("agreements:agreement", kwargs={"agreement_id": pk}))
        for pk, owner, provider in rows
    }


def _partnerships(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Partnership.objects.filter(pk__in=ids).values_list("pk", "owner__name", "provider__name")
    return {
        pk: Named(f"{owner} – {provider}", reverse("pairs:partnership", kwargs={"partnership_id": pk}))
        for pk, owner, provider in rows
    }


def _templates(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = OfficeTemplate.objects.filter(pk__in=ids).values_list("pk", "version", "office__slug")
    return {
        pk: Named(f"{version}", reverse("partnerships:template", kwargs={"office": office}))
        for pk, version, office in rows
    }


LOG_SUBJECTS: Final = (
    Subject("partnership.agreement", _("Agreement"), _agreements),
    Subject("partnership.partnership", _("Partnership"), _partnerships),
    Subject("partnership.officetemplate", _("Template for agreements"), _templates),
)
_SIDE: Final = choice(_("Side"), Side)
LOG_DETAILS: Final[Details] = {
    "partnership.agreement": {"side": _SIDE, "renews": UNSAID, "sha256": UNSAID},
    "partnership.attachment": {"attachment": UNSAID, "sha256": UNSAID, "size": UNSAID, "scan": UNSAID},
    "partnership.status": {"year": count(_("Year")), "side": _SIDE, "level": choice(_("Status"), Level)},
    "partnership.action": {"side": _SIDE, "due": day(_("Last day"))},
    "partnership.offer": {},
    "partnership.template": {"version": count(_("Version"))},
}
