"""Who is to take part in a report, how they are asked, and what they answer."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.parties.models import OrganisationKind
from fordel.reports.models import PartyRole
from fordel.reports.partners.selectors.parties import AddingChoices, PartyLine
from fordel.reports.partners.services.add_party import Wanted
from fordel.shared.fields import id_from_form
from fordel.shared.pages.forms import (
    ChoiceField,
    EmailField,
    HiddenManyField,
    KeyField,
    LineField,
    PageForm,
    TextField,
)

_MOST: Final = 200


class _SeenField(HiddenManyField):
    """The hash of what was shown, by the key of the request that it was shown for."""

    def to_python(self, value: Any) -> dict[int, str]:
        chosen = {}
        for text in super().to_python(value):
            party, _colon, seen = text.partition(":")
            chosen[id_from_form(party)] = seen
        return chosen


class ConfirmForm(PageForm):
    """The requests that are ticked. The list draws a box for each."""

    seen = _SeenField(most=_MOST)


class DeclineForm(PageForm):
    """Why an organisation does not take part."""

    reason = TextField(gettext_lazy("Why do you decline?"), rows=4, maxlength=2000)

    def __init__(self, data: Any = None, *, owner: str) -> None:
        super().__init__(data)
        reads = _("%(owner)s reads it, and can then change the report.")
        self.fields["reason"].help_text = reads % {"owner": owner}


class AddPartyForm(PageForm):
    """An organisation that is to take part: one of the list, or one that is described.

    `role` is that of the form: a page has one for partners and one for owners in the network. `chosen` is the one that
    is chosen before anything is sent, or 0.
    """

    organisation = KeyField("", is_open=True, empty=gettext_lazy("Choose"), may_be_empty=True)
    number = LineField(gettext_lazy("Organisation number"), may_be_empty=True, inputmode="numeric", maxlength=40)
    name = LineField(gettext_lazy("Name"), may_be_empty=True, maxlength=200)
    kind = ChoiceField(gettext_lazy("Kind"), empty=gettext_lazy("Choose"), may_be_empty=True)

    def __init__(self, data: Any, role: str, choices: AddingChoices, chosen: int = 0) -> None:
        super().__init__(data, auto_id=f"{role}-%s", initial={"organisation": str(chosen or "")})
        self.role = role
        self.is_chosen = bool(chosen)
        is_partner = role == PartyRole.PARTNER
        groups = choices.partner_groups if is_partner else choices.owner_groups
        self.fields["organisation"].label = _("Partner") if is_partner else _("Owner")
        self.offer("organisation", [(name, [(str(each.id), each.name) for each in found]) for name, found in groups])
        self.anchor = str(self.auto_id) % "organisation"
        if is_partner:
            self.offer("kind", choices.partner_kinds)
        else:
            del self.fields["kind"]

    @property
    def described(self) -> list[Any]:
        """The fields of one that is not in the list."""
        return [self[name] for name in ("number", "name", "kind") if name in self.fields]

    @property
    def is_described(self) -> bool:
        """Whether something is written, or wrong, about one that is not in the list."""
        return any(field.errors or (self.is_bound and field.data) for field in self.described)

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        kind = typed.get("kind", OrganisationKind.PRIVATE_OWNER.value)
        return Wanted(self.role, typed["organisation"], typed["number"], typed["name"], kind)


class PartyForm(PageForm):
    """What the owner does about one party. What is wrong leads to its row."""

    def __init__(self, data: Any, party_id: int) -> None:
        super().__init__(data, auto_id=f"%s-{party_id}")
        self.party_id = party_id

    def show(self, line: PartyLine) -> None:
        self.anchor = line.slot


class AskForm(PartyForm):
    """Asks a party to take part; somebody there gets the question if nobody there uses Fordel yet."""

    contact_email = EmailField(
        "", hint=gettext_lazy("Nobody there uses Fordel yet. They get the question and a way in."), may_be_empty=True
    )

    def show(self, line: PartyLine) -> None:
        super().show(line)
        self["contact_email"].label = _("E-mail address of somebody at %(name)s") % {"name": line.name}
        self.initial["contact_email"] = line.contact_email
