"""What an office keeps about organisations: registers them, and changes names, details, aliases and language form."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.parties.events import NamesChanged
from fordel.parties.models import (
    LanguageForm,
    Municipality,
    Network,
    Office,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Person,
)
from fordel.parties.names import name_key
from fordel.parties.notices import AddressChanged
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_page, own_language
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.events import emit
from fordel.shared.fields import fitting


@transaction.atomic
def register_organisation(
    name: str,
    kind: OrganisationKind | str,
    *,
    organisation_number: str | None = None,
    municipality_id: int | None = None,
    language_form: str = "",
    actor: Person | None,
    source: str = "manual",
    office: int | None = None,
) -> Organisation:
    """The new organisation. `office` is where it is done, for the log. Raises UserError if its number is already
    registered; nothing is changed then."""
    taken = Organisation.objects.filter(organisation_number=organisation_number or "").first()
    if taken is not None:
        raise _already_there(taken)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                name=fitting(name, 200, "name"),
                kind=kind,
                organisation_number=organisation_number,
                municipality_id=municipality_id,
                language_form=language_form,
                source=source,
            )
    except IntegrityError as error:  # somebody registered it between the question and the answer
        raise _already_there(Organisation.objects.get(organisation_number=organisation_number)) from error
    record("parties.organisation.registered", actor=actor, subject=made, office=office, details={"kind": str(kind)})
    return made


def _already_there(organisation: Organisation) -> UserError:
    return UserError(
        _("Organisation number %(number)s is already registered, as %(name)s.")
        % {"number": organisation.organisation_number, "name": organisation.name},
        _("Use the organisation that is registered, or correct the number."),
        field="organisation_number",
    )


@transaction.atomic
def change_name(named: Organisation | Network | Municipality, name: str) -> None:
    """Save the name, and let those that build on it follow in the same transaction."""
    named.name = name
    named.save(update_fields=["name"])
    changed = frozenset({named.pk})
    if isinstance(named, Organisation):
        emit(NamesChanged(organisations=changed))
    elif isinstance(named, Network):
        emit(NamesChanged(networks=changed))
    else:
        emit(NamesChanged(municipalities=changed))


def change_details(person: Person, name: str, language: str) -> None:
    """Raises UserError that names the field; then nothing has changed."""
    name = " ".join(name.split())
    if not name:
        raise UserError(_("The name is missing."), _("Write your first name and last name."), "name")
    if len(name) > 120:
        raise UserError(_("The name is too long."), _("Write at most 120 characters."), "name")
    if language not in dict(settings.LANGUAGES):
        raise UserError(_("Choose a language from the list."), "", "language")
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


@transaction.atomic
def note_change_of_address(person: Person, former: str) -> None:
    """Note that the person has confirmed another e-mail address, and notify the former one."""
    record("parties.person.changed_email", actor=person, subject=person)
    send_notice([former], AddressChanged(), default=own_language(person.language, language_of_page()))


@transaction.atomic
def remember_alias(
    organisation: Organisation, name: str, *, actor: Person | None, office: int | None = None
) -> OrganisationAlias:
    """The alias, made or found. `office` is where it is done, for the log. Raises UserError if the name already belongs
    to another organisation."""
    alias, made = OrganisationAlias.objects.get_or_create(
        key=name_key(name)[:200], defaults={"name": fitting(name, 200, "name"), "organisation": organisation}
    )
    if alias.organisation_id != organisation.pk:
        raise UserError(
            _("«%(name)s» is already known as another name of %(organisation)s.")
            % {"name": name, "organisation": alias.organisation.name},
            _("Choose that organisation, or write the name in full."),
        )
    if made:
        details = {"alias": alias.pk}
        record("parties.alias.remembered", actor=actor, subject=organisation, office=office, details=details)
    return alias


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
