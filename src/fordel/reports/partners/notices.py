"""What partners, owners in a network and the report's owner are notified of while they write together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.form.binding import Binding, BoundChange
from fordel.core.form.draft import DraftFacts
from fordel.core.money import format_kroner
from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.reports.models import DraftParty, PartyRole
from fordel.reports.notices.mail_words import paragraphs
from fordel.reports.partners.presentation.words import change_lines, years_text
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline
from fordel.shared.notice import Category


@dataclass(frozen=True)
class _ToParty(NoticeOfRound):
    party: DraftParty
    facts: DraftFacts

    @property
    def of_round(self) -> Round:
        return self.party.draft.round

    @property
    def _names(self) -> dict[str, str]:
        return {
            "owner": self.party.draft.owner.name,
            "party": self.party.organisation.name,
            "title": self.facts.text("title") or _("a measure without a title yet"),
        }


@dataclass(frozen=True)
class PartyAsked(_ToParty):
    """`closes` is the first instant at which it is too late to answer."""

    kind: ClassVar = "reports.party_asked"
    category: ClassVar = Category.DEADLINE
    binding: Binding
    closes: datetime | None

    def subject(self) -> str:
        return _("Will you take part in «%(title)s»? %(owner)s asks") % self._names

    def text(self) -> str:
        text = (
            _("%(owner)s writes a needs report about «%(title)s» for %(years)s, with %(party)s as partner.")
            if self.party.role == PartyRole.PARTNER
            else _(
                "%(owner)s writes a needs report about «%(title)s» for %(years)s on behalf of a network with %(party)s."
            )
        )
        until = _("Answer by %(when)s.") % {"when": deadline(self.closes)} if self.closes else ""
        invited = _(
            "You get this because %(owner)s gave this address as a contact at %(party)s. An invitation to act for "
            "%(party)s in Fordel comes in a mail of its own. Accept it first, and then answer."
        )
        return paragraphs(
            text % {**self._names, "years": years_text(self.binding["years"])},
            _("Your part of the budget:") + "\n" + self._amounts(),
            _("Read what it is about, and answer here:") + "\n" + self.link(),
            until,
            invited % self._names if self.party.contact_email else "",
        )

    def link(self) -> str:
        return full_address(reverse("own_needs:request", kwargs={"party_id": self.party.pk}))

    def _amounts(self) -> str:
        """A line for each year: `2026: 356 000 kroner`."""
        line = _("%(year)s: %(amount)s kroner")
        amounts = self.binding["amounts"].items()
        return "\n".join(line % {"year": year, "amount": format_kroner(amount)} for year, amount in amounts)


@dataclass(frozen=True)
class PartyReminded(PartyAsked):
    kind: ClassVar = "reports.party_reminded"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Reminder: «%(title)s»") % self._names


@dataclass(frozen=True)
class ConfirmedChanged(_ToParty):
    """What the party confirmed has changed."""

    kind: ClassVar = "reports.confirmed_changed"
    category: ClassVar = Category.DEADLINE
    changes: tuple[BoundChange, ...]

    def subject(self) -> str:
        return _("«%(title)s» is changed after you confirmed it") % self._names

    def text(self) -> str:
        lines = change_lines(self.facts.form, self.changes)
        shown = [f"• {line.label}\n  {line.text}" if line.pieces else f"• {line.text}" for line in lines]
        last = _("Everything else is as you confirmed it. Confirm again with one click here:")
        return paragraphs(
            _("%(owner)s has changed «%(title)s» after you confirmed it. This is new:") % self._names,
            "\n".join(shown),
            last + "\n" + self.link(),
        )

    def link(self) -> str:
        return full_address(reverse("own_needs:request", kwargs={"party_id": self.party.pk}))


@dataclass(frozen=True)
class ChangeTakenBack(_ToParty):
    """A change that the party was notified of is taken back."""

    kind: ClassVar = "reports.change_taken_back"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return _("The change in «%(title)s» is taken back") % self._names

    def text(self) -> str:
        body = _(
            "%(owner)s has taken back the change in «%(title)s». It is as you confirmed it, so you need do nothing."
        )
        return body % self._names


@dataclass(frozen=True)
class PartyRemoved(_ToParty):
    """The party is no longer in the report."""

    kind: ClassVar = "reports.party_removed"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return _("You are no longer in «%(title)s»") % self._names

    def text(self) -> str:
        body = _(
            "%(owner)s has taken you out of the needs report «%(title)s». What you answered no longer counts, and you "
            "need do nothing. Write to %(owner)s if you think this is wrong."
        )
        return body % self._names


@dataclass(frozen=True)
class ReportWithdrawn(_ToParty):
    kind: ClassVar = "reports.report_withdrawn"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return _("«%(title)s» is withdrawn") % self._names

    def text(self) -> str:
        body = _(
            "%(owner)s has withdrawn the needs report «%(title)s». It is not considered unless they send it again. You "
            "need do nothing."
        )
        return body % self._names


@dataclass(frozen=True)
class PartyDeclined(_ToParty):
    """For the owner's people. `path` is where they can change the report, or read it if that is too late."""

    kind: ClassVar = "reports.party_declined"
    category: ClassVar = Category.REPORTS
    reason: str
    can_change: bool
    path: str

    def subject(self) -> str:
        return _("%(party)s declines «%(title)s»") % self._names

    def text(self) -> str:
        last = (
            _("You can change partners and budget, and send the report again:")
            if self.can_change
            else _("You find the report here:")
        )
        return paragraphs(
            _("%(party)s has declined to take part in «%(title)s».") % self._names,
            _("The reason: %(reason)s") % {"reason": self.reason},
            last + "\n" + self.link(),
        )

    def link(self) -> str:
        return full_address(self.path)
