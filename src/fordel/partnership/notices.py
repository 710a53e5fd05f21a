"""What the two sides of an agreement are notified of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.partnership.models import Agreement, Level, Partnership, PartnershipAction, Side, YearlyStatus
from fordel.shared.addresses import full_address
from fordel.shared.dates import full_date
from fordel.shared.notice import Category, Notice


@dataclass(frozen=True)
class _OfAgreement(Notice):
    """`side` is the one that did something."""

    agreement: Agreement
    side: str

    @property
    def _names(self) -> dict[str, str]:
        between = self.agreement.partnership
        other = Side.PROVIDER if self.side == Side.OWNER else Side.OWNER
        return {
            "name": between.organisation(self.side).name,
            "other": between.organisation(other).name,
            "address": self.link(),
        }

    def link(self) -> str:
        return full_address(reverse("agreements:agreement", kwargs={"agreement_id": self.agreement.pk}))


@dataclass(frozen=True)
class AgreementBegun(_OfAgreement):
    """To the other side."""

    kind: ClassVar = "partnership.begun"
    category: ClassVar = Category.PARTNERSHIP

    def subject(self) -> str:
        return _("%(name)s has begun an agreement with you") % self._names

    def text(self) -> str:
        return (
            _(
                "%(name)s has begun an agreement about your partnership. Both of you write it, and both sign it when"
                " you agree: %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class AgreementWaits(_OfAgreement):
    """To the other side: one has signed."""

    kind: ClassVar = "partnership.waits"
    category: ClassVar = Category.PARTNERSHIP

    def subject(self) -> str:
        return _("%(name)s has signed the agreement with you") % self._names

    def text(self) -> str:
        return (
            _(
                "%(name)s has signed the agreement. It is in force once %(other)s has signed too: %(address)s\n\nIf"
                " something is changed first, the signature no longer counts."
            )
            % self._names
        )


@dataclass(frozen=True)
class AgreementInForce(_OfAgreement):
    """To both sides."""

    kind: ClassVar = "partnership.in_force"
    category: ClassVar = Category.PARTNERSHIP

    def subject(self) -> str:
        return _("The agreement between %(name)s and %(other)s is signed") % self._names

    def text(self) -> str:
        first, last = self.agreement.first_day, self.agreement.last_day
        days = {"first": full_date(first) if first else "", "last": full_date(last) if last else ""}
        return _(
            "Both %(name)s and %(other)s have signed. The agreement is valid from %(first)s to %(last)s. Read it,"
            " and save it as PDF, here: %(address)s"
        ) % (self._names | days)


@dataclass(frozen=True)
class SignatureVoided(_OfAgreement):
    """To the side that had signed."""

    kind: ClassVar = "partnership.voided"
    category: ClassVar = Category.PARTNERSHIP

    def subject(self) -> str:
        return _("The signature of %(name)s no longer counts") % self._names

    def text(self) -> str:
        return (
            _(
                "The agreement between %(name)s and %(other)s was changed after %(name)s had signed it, so the"
                " signature no longer counts. Read what was changed, and sign again: %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class AgreementEnded(_OfAgreement):
    """To the other side."""

    kind: ClassVar = "partnership.ended"
    category: ClassVar = Category.PARTNERSHIP

    def subject(self) -> str:
        return _("%(name)s has ended the agreement with you") % self._names

    def text(self) -> str:
        words = self._names | {"reason": self.agreement.ended_because}
        return _("%(name)s has ended the agreement, and writes:\n\n%(reason)s\n\nThe agreement: %(address)s") % words


@dataclass(frozen=True)
class AgreementDiscarded(_OfAgreement):
    """To the other side."""

    kind: ClassVar = "partnership.discarded"
    category: ClassVar = Category.PARTNERSHIP

    def subject(self) -> str:
        return _("%(name)s has discarded the draft of an agreement with you") % self._names

    def text(self) -> str:
        return _("The draft is gone. If you still want an agreement, begin a new one: %(address)s") % self._names

    def link(self) -> str:
        return full_address(reverse("own_partnerships:list"))


@dataclass(frozen=True)
class _OfPartnership(Notice):
    """`side` is the one that did something."""

    between: Partnership
    side: str

    @property
    def _names(self) -> dict[str, str]:
        return {"name": self.between.organisation(self.side).name, "address": self.link()}

    def link(self) -> str:
        return full_address(reverse("pairs:partnership", kwargs={"partnership_id": self.between.pk}))


@dataclass(frozen=True)
class StatusGiven(_OfPartnership):
    """To the other side."""

    kind: ClassVar = "partnership.status"
    category: ClassVar = Category.PARTNERSHIP
    status: YearlyStatus

    def subject(self) -> str:
        return _("%(name)s has reported how your partnership is going") % self._names

    def text(self) -> str:
        level = str(Level(self.status.level).label)
        words = self._names | {"year": str(self.status.year), "level": level, "said": self.status.sentence}
        return _("%(name)s says of %(year)s: %(level)s.\n\n%(said)s\n\nSay how you see it: %(address)s") % words


@dataclass(frozen=True)
class ActionAdded(_OfPartnership):
    """To the side that is to do it."""

    kind: ClassVar = "partnership.action"
    category: ClassVar = Category.PARTNERSHIP
    action: PartnershipAction

    def subject(self) -> str:
        return _("%(name)s has written something for you to do") % self._names

    def text(self) -> str:
        words = self._names | {"what": self.action.text, "due": full_date(self.action.due)}
        return _("%(name)s has written that you are to do this by %(due)s:\n\n%(what)s\n\nOpen it: %(address)s") % words
