"""Mails between a report and its parties, in the language of each who gets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.core.money import format_kroner
from fordel.core.needs_form.binding import Binding
from fordel.core.needs_form.draft import DraftFacts
from fordel.needs.collaboration_words import ChangeLine, years_text
from fordel.needs.models import DraftParty, PartyRole, ReportDraft
from fordel.parties.models import LanguageForm, Organisation
from fordel.parties.selectors.people import people_of_organisation
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline
from fordel.shared.outbox import queue_mail

Written = tuple[str, str]  # subject and body


@dataclass(frozen=True)
class Reached:
    """Who a mail went to: people by id (they act for the organisation), or a contact's address."""

    people: tuple[int, ...] = ()
    contact: str = ""

    def as_values(self) -> dict[str, Any]:
        return {"people": list(self.people), "contact": bool(self.contact)}

    def __bool__(self) -> bool:
        return bool(self.people or self.contact)


def send_to_party(party: DraftParty, write: Callable[[], Written]) -> Reached:
    """Queues the mail for everybody who acts for the party; else for the contact the owner gave. `write` is called once
    in each language."""
    people = people_of_organisation(party.organisation_id)
    default = _language(party.organisation)
    if people:
        _send({each.email: each.language or default for each in people}, write)
        return Reached(people=tuple(sorted({each.id for each in people})))
    if party.contact_email:
        _send({party.contact_email: default}, write)
        return Reached(contact=party.contact_email)
    return Reached()


def send_to_owner(draft: ReportDraft, write: Callable[[], Written], *, but_not: Iterable[int] = ()) -> None:
    """Queues the mail for everybody who acts for the owner."""
    skipped, default = set(but_not), _language(draft.owner)
    people = [each for each in people_of_organisation(draft.owner_id) if each.id not in skipped]
    _send({each.email: each.language or default for each in people}, write)


def _language(organisation: Organisation) -> str:
    form = organisation.language_form
    return form if form in (LanguageForm.BOKMAL, LanguageForm.NYNORSK) else LanguageForm.BOKMAL.value


def _send(languages: Mapping[str, str], write: Callable[[], Written]) -> None:
    for language in sorted(set(languages.values())):
        with override(language):
            subject, body = write()
        queue_mail([email for email, own in languages.items() if own == language], subject, body)


def title_of(facts: DraftFacts) -> str:
    return facts.text("title") or _("a measure without a title yet")


def answer_address(party: DraftParty) -> str:
    return full_address(reverse("own_needs:request", kwargs={"party_id": party.pk}))


def amounts_text(binding: Binding) -> str:
    """A line for each year: `2026: 356 000 kroner`."""
    lines = [
        _("%(year)s: %(amount)s kroner") % {"year": year, "amount": format_kroner(amount)}
        for year, amount in binding["amounts"].items()
    ]
    return "\n".join(lines)


def question_mail(party: DraftParty, facts: DraftFacts, binding: Binding, closes: Any, *, reminder: bool) -> Written:
    """Asks a party to answer, or reminds it."""
    names = {"owner": party.draft.owner.name, "title": title_of(facts), "party": party.organisation.name}
    subject = _("Will you take part in «%(title)s»? %(owner)s asks") if not reminder else _("Reminder: «%(title)s»")
    is_partner = party.role == PartyRole.PARTNER
    text = (
        _("%(owner)s writes a needs report about «%(title)s» for %(years)s, with %(party)s as partner.")
        if is_partner
        else _("%(owner)s writes a needs report about «%(title)s» for %(years)s on behalf of a network with %(party)s.")
    )
    parts = [
        text % {**names, "years": years_text(binding["years"])},
        _("Your part of the budget:") + "\n" + amounts_text(binding),
        _("Read what it is about, and answer here:") + "\n" + answer_address(party),
    ]
    if closes:
        parts.append(_("Answer by %(when)s.") % {"when": deadline(closes)})
    if party.contact_email:
        parts.append(
            _(
                "You get this because %(owner)s gave this address as a contact at %(party)s. An invitation to act for "
                "%(party)s in Fordel comes in a mail of its own. Accept it first, and then answer."
            )
            % names
        )
    return subject % names, "\n\n".join(parts)


def change_mail(party: DraftParty, facts: DraftFacts, lines: Iterable[ChangeLine]) -> Written:
    """Tells a party how what it confirmed has changed."""
    names = {"owner": party.draft.owner.name, "title": title_of(facts)}
    told = [f"• {line.label}\n  {line.text}" if line.pieces else f"• {line.text}" for line in lines]
    parts = [
        _("%(owner)s has changed «%(title)s» after you confirmed it. This is new:") % names,
        "\n".join(told),
        _("Everything else is as you confirmed it. Confirm again with one click here:") + "\n" + answer_address(party),
    ]
    return _("«%(title)s» is changed after you confirmed it") % names, "\n\n".join(parts)


def restored_mail(party: DraftParty, facts: DraftFacts) -> Written:
    """Tells a party that a change it was told about is taken back."""
    names = {"owner": party.draft.owner.name, "title": title_of(facts)}
    body = _("%(owner)s has taken back the change in «%(title)s». It is as you confirmed it, so you need do nothing.")
    return _("The change in «%(title)s» is taken back") % names, body % names


def removed_mail(party: DraftParty, facts: DraftFacts) -> Written:
    """Tells a party that it is no longer in the report."""
    names = {"owner": party.draft.owner.name, "title": title_of(facts)}
    body = _(
        "%(owner)s has taken you out of the needs report «%(title)s». What you answered no longer counts, and you need "
        "do nothing. Write to %(owner)s if you think this is wrong."
    )
    return _("You are no longer in «%(title)s»") % names, body % names


def withdrawn_mail(party: DraftParty, facts: DraftFacts) -> Written:
    """Tells a party that the report is taken back."""
    names = {"owner": party.draft.owner.name, "title": title_of(facts)}
    body = _(
        "%(owner)s has withdrawn the needs report «%(title)s». It is not considered unless they send it again. You "
        "need do nothing."
    )
    return _("«%(title)s» is withdrawn") % names, body % names


def declined_mail(party: DraftParty, facts: DraftFacts, reason: str, *, can_mend: bool, address: str) -> Written:
    """Tells the owner that a party said no, and why."""
    names = {"party": party.organisation.name, "title": title_of(facts)}
    parts = [
        _("%(party)s has declined to take part in «%(title)s».") % names,
        _("The reason: %(reason)s") % {"reason": reason},
        (
            _("You can change partners and budget, and send the report again:") + "\n" + address
            if can_mend
            else _("You find the report here:") + "\n" + address
        ),
    ]
    return _("%(party)s declines «%(title)s»") % names, "\n\n".join(parts)
