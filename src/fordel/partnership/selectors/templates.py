"""The text that agreements begin with at an office: its own newest version, or the scheme's suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fordel.parties.models import Office
from fordel.partnership.models import OfficeTemplate
from fordel.partnership.selectors.agreement_form import TEXTS
from fordel.programme.models import SchemeVersion
from fordel.programme.selectors.schemes import scheme_of


@dataclass(frozen=True)
class Beginning:
    """`texts` is question -> language -> text. `template` is None if the texts are the scheme's."""

    texts: Mapping[str, Mapping[str, str]]
    template: OfficeTemplate | None = None

    def text(self, question: str, language: str) -> str:
        return self.texts.get(question, {}).get(language, "").strip()


def beginning_of(office: Office) -> Beginning:
    """What a new agreement begins with today. At most two queries."""
    newest = versions_of(office)[:1]
    return Beginning(newest[0].texts, newest[0]) if newest else Beginning(_suggested(office))


def versions_of(office: Office) -> Any:
    """Every version of the office's template, the newest first."""
    return OfficeTemplate.objects.filter(office=office).select_related("saved_by").order_by("-version")


def _suggested(office: Office) -> Mapping[str, Mapping[str, str]]:
    """The texts of the newest year of the office's main scheme."""
    version = SchemeVersion.objects.filter(code=office.main_scheme).order_by("-year").first()
    found = scheme_of(version).agreement if version else {}
    return {code: found.get(code, {}) for code in TEXTS}
