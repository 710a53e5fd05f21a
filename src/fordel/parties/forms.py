"""The forms of people and organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.organisation_number import (
    is_organisation_number,
    is_synthetic_organisation_number,
    normalise_organisation_number,
)
from fordel.parties.models import OFFICE_ROLES, LanguageForm, Office, Organisation, OrganisationKind, Role
from fordel.parties.selectors.organisations import municipalities_of
from fordel.shared.errors import UserError
from fordel.shared.pages import drawing
from fordel.shared.pages.forms import (
    ChoiceField,
    EmailField,
    HiddenField,
    KeyField,
    LineField,
    PageForm,
    PasswordField,
    TextField,
    TickField,
)

KINDS = (
    OrganisationKind.COUNTY_AUTHORITY,
    OrganisationKind.PRIVATE_OWNER,
    OrganisationKind.UNIVERSITY,
    OrganisationKind.VOCATIONAL_COLLEGE,
    OrganisationKind.OTHER_PROVIDER,
)


@dataclass(frozen=True)
class NewOrganisation:
    name: str
    kind: OrganisationKind
    number: str | None
    municipality_id: int | None
    language_form: str


class OrganisationForm(PageForm):
    """An organisation that is registered by hand."""

    name = LineField(gettext_lazy("Name"), maxlength=200)
    kind = ChoiceField(gettext_lazy("Kind"), [(kind.value, kind.label) for kind in KINDS], empty=gettext_lazy("Choose"))
    organisation_number = LineField(
        gettext_lazy("Organisation number"),
        hint=gettext_lazy("Nine digits. Needed for a private owner."),
        may_be_empty=True,
        inputmode="numeric",
    )
    municipality = KeyField(gettext_lazy("Municipality"), empty=gettext_lazy("None"), is_optional=True)
    language_form = ChoiceField(
        gettext_lazy("Form of Norwegian"),
        [(form.value, form.label) for form in LanguageForm if form.value],
        empty=gettext_lazy("Not known"),
        is_optional=True,
    )

    def __init__(self, data: Any, office: Office, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("municipality", [(str(pk), name) for pk, name in municipalities_of(office)])

    def organisation(self) -> NewOrganisation:
        """What was typed, checked. Raises UserError that names the field."""
        typed = self.cleaned_data
        name, kind = typed["name"].strip(), typed["kind"]
        if not name:
            raise UserError(_("The name is missing."), _("Write the name as it is registered."), "name")
        if not kind:
            raise UserError(_("Choose what kind of organisation it is."), "", "kind")
        municipality = typed["municipality"] or None
        is_owner = kind in (OrganisationKind.COUNTY_AUTHORITY, OrganisationKind.PRIVATE_OWNER)
        if is_owner and municipality is None:
            raise UserError(_("Choose the municipality that the owner belongs to."), "", "municipality")
        number = _number(typed["organisation_number"], is_required=is_owner)
        return NewOrganisation(name, OrganisationKind(kind), number, municipality, typed["language_form"])


def _number(text: str, *, is_required: bool) -> str | None:
    if not text.strip() and not is_required:
        return None
    number = normalise_organisation_number(text)
    synthetic = is_synthetic_organisation_number(number) and not (settings.FORDEL_DEMO or settings.FORDEL_TEST)
    if not is_organisation_number(number) or synthetic:
        raise UserError(
            _("«%(number)s» is not an organisation number.") % {"number": text.strip()[:20]},
            _("It has nine digits, and the last one is a check digit. Look for a slip of the keys."),
            "organisation_number",
        )
    return number


class EraseForm(PageForm):
    """That a person has read what goes and what stays."""

    sure = TickField(gettext_lazy("I have understood what goes and what stays"))


class InviteForm(PageForm):
    """Somebody who is invited to act for an organisation."""

    email = EmailField(gettext_lazy("E-mail"), hint=gettext_lazy("The invitation can only be used with this address."))
    is_administrator = TickField(gettext_lazy("Administrator: may let others in"))
    next = HiddenField()


class InviteToOfficeForm(PageForm):
    """Somebody who is invited to work at an office."""

    email = EmailField(gettext_lazy("E-mail"), hint=gettext_lazy("The invitation can only be used with this address."))
    role = ChoiceField(
        gettext_lazy("Role"), [(role, Role(role).label) for role in OFFICE_ROLES], empty=gettext_lazy("Choose")
    )
    is_administrator = TickField(gettext_lazy("Administrator: may let others in"))


class DeclineForm(PageForm):
    """Why somebody may not join."""

    reason = TextField(gettext_lazy("Reason"), maxlength=1000)
    next = HiddenField()


class JoinForm(PageForm):
    """The organisation that somebody asks to join: one of those that a search for `q` has found."""

    anchor = "q"
    q = HiddenField()
    organisation = KeyField("", radio=True, is_open=True)
    message = TextField(
        gettext_lazy("Message"),
        is_optional=True,
        hint=gettext_lazy("Say who you are, so that whoever answers knows you"),
        rows=3,
        maxlength=1000,
    )

    def show(self, found: Sequence[Organisation], label: str) -> None:
        """Shows these to choose from, under the label."""
        self.fields["organisation"].label = label
        self.offer("organisation", [(str(each.pk), _in_short(each)) for each in found])
        if len(found) == 1:
            self.initial["organisation"] = str(found[0].pk)


def _in_short(organisation: Organisation) -> SafeString:
    place = organisation.municipality
    parts = [organisation.get_kind_display(), organisation.organisation_number or ""]
    if organisation.kind == OrganisationKind.PRIVATE_OWNER and place:
        parts.append(place.name)
    return format_html("<b>{}</b><br>{}", organisation.name, ", ".join(filter(None, parts)))


class _Languages(drawing.Select):
    """Each language in its own."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *rest, **more)
        option["attrs"]["lang"] = str(value)
        return option


class _LanguageField(ChoiceField):
    widget = _Languages


class DetailsForm(PageForm):
    """What a person is called, and their language."""

    name = LineField(gettext_lazy("Name"), maxlength=120, autocomplete="name")
    language = _LanguageField(gettext_lazy("Language"), hint=gettext_lazy("For the pages and for mail to you"))

    def __init__(self, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("language", list(settings.LANGUAGES))


class PasswordForm(PageForm):
    """A new password, written twice."""

    password = PasswordField(
        gettext_lazy("New password"),
        hint=gettext_lazy("At least 12 characters. A few words that only you would put together are easy to remember."),
        autocomplete="new-password",
    )
    again = PasswordField(gettext_lazy("The same password once more"), autocomplete="new-password")


class _AnswerField(HiddenField):
    """What a browser answers: good once, so it never comes back with the page."""

    def prepare_value(self, value: Any) -> str:
        return ""


class PasskeyForm(PageForm):
    """What a passkey is called, and what the browser answers: the script of the page fills it in."""

    credential = _AnswerField()
    name = LineField(
        gettext_lazy("What will you call it?"),
        is_optional=True,
        hint=gettext_lazy("So that you know it again, for example «Phone»"),
        maxlength=60,
    )
