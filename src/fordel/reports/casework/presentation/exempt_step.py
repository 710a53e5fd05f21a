"""What is asked before a measure is kept out of what everybody can read, and before it is let back in."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import Exemption, NeedsReport
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Step


def bases_of(report: NeedsReport) -> list[tuple[str, str]]:
    """(code, words) of the legal bases that the scheme has for an exemption."""
    language = get_language() or "nb"
    return [(code, text_in(texts, language)) for code, texts in scheme_of(report.round.scheme).exemptions.items()]


def basis_words(report: NeedsReport) -> str:
    """The legal basis of the report's exemption; '' if it has none."""
    found: Exemption | None = getattr(report, "exemption", None)
    return dict(bases_of(report)).get(found.basis, found.basis) if found else ""


def exempt_step(report: NeedsReport) -> Step:
    """Out of the open data, or back into it."""
    listed = reverse("reports:reports", kwargs={**report.round.where})
    back = reverse("reports:report", kwargs={**report.round.where, "number": report.number})
    trail = [Link(_("Needs reports"), listed), Link(f"{report.number} {report.title}", back)]
    if getattr(report, "exemption", None):
        return Step(
            question=_("Make the measure public again?"),
            button=_("Make it public"),
            happens=_(
                "If it has a grant, everybody finds it in the open data again. The log keeps that it was exempt."
            ),
            way_back=_("You can exempt it again, but what has been downloaded cannot be called back."),
            back=back,
            trail=trail,
        )
    none = UserError(_("The scheme has no legal basis for an exemption."), "") if not bases_of(report) else None
    return Step(
        question=_("Exempt the measure from public access?"),
        button=_("Exempt it"),
        happens=_(
            "It is left out of the open data: neither recipient nor amount is in the files. The office and the forum"
            " see it as before, and it counts in all other figures."
        ),
        way_back=_("You can make it public again."),
        back=back,
        trail=trail,
        is_danger=False,
        refusal=none,
    )
