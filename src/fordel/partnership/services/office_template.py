"""Keeps a new version of the text that agreements begin with at an office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Office, Person
from fordel.partnership.models import AgreementLanguage, OfficeTemplate
from fordel.partnership.selectors.agreement_form import TEXTS
from fordel.partnership.selectors.templates import beginning_of
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError

LONGEST: Final = 5000
Texts = Mapping[str, Mapping[str, str]]  # question -> language -> text


@transaction.atomic
def save_template(office: Office, texts: Texts, person: Person) -> OfficeTemplate | None:
    """The new version; None if nothing was changed. Agreements that are begun already stay as they are.

    Raises UserError that names the field if a text is missing in bokmål or nynorsk, or too long.
    """
    kept: dict[str, dict[str, str]] = {}
    for code in TEXTS:
        for language in AgreementLanguage.values:
            text = texts.get(code, {}).get(language, "").strip()
            if not text:
                raise UserError(
                    _("A text is missing."), _("Write it in both bokmål and nynorsk."), f"{code}_{language}"
                )
            if len(text) > LONGEST:
                message = _("The text has %(length)s characters. The limit is %(most)s.")
                raise UserError(
                    message % {"length": len(text), "most": LONGEST}, _("Shorten it."), f"{code}_{language}"
                )
            kept.setdefault(code, {})[language] = text
    Office.objects.select_for_update().get(pk=office.pk)
    now_used = beginning_of(office)
    if all(now_used.text(code, language) == text for code, each in kept.items() for language, text in each.items()):
        return None
    version = now_used.template.version + 1 if now_used.template else 1
    made = OfficeTemplate.objects.create(office=office, version=version, texts=kept, saved_at=now(), saved_by=person)
    record("partnership.template.saved", actor=person, subject=made, office=office, details={"version": version})
    return made
