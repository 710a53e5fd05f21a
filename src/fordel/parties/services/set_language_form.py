"""Remembers which form of Norwegian an organisation uses, so that it is asked about only once."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import LanguageForm, Office, Organisation, Person
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import today
from fordel.shared.errors import UserError


@transaction.atomic
def set_language_forms(forms: Mapping[int, str], actor: Person, office: Office | int) -> int:
    """Organisation id -> nb, nn or neutral; an empty answer is passed over. Returns how many were set.

    Raises UserError for any other value, then nothing has changed.
    """
    allowed = {LanguageForm.BOKMAL.value, LanguageForm.NYNORSK.value, LanguageForm.NEUTRAL.value}
    if not {form for form in forms.values() if form} <= allowed:
        raise UserError(_("That is not a form of Norwegian."), _("Choose bokmål, nynorsk or neutral."))
    events = []
    for organisation in Organisation.objects.filter(pk__in=[pk for pk, form in forms.items() if form]).order_by("pk"):
        details = {"form": forms[organisation.pk], "former": organisation.language_form}
        organisation.language_form = forms[organisation.pk]
        organisation.language_form_source, organisation.language_form_on = "", today()
        organisation.save(update_fields=["language_form", "language_form_source", "language_form_on"])
        events.append(Event("parties.organisation.language_form_set", organisation, details))
    record_many(events, actor=actor, office=office)
    return len(events)
