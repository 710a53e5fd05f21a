"""What people are notified of about getting in: codes, invitations, answers, and changes of how they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.shared.addresses import full_address
from fordel.shared.dates import long_date
from fordel.shared.notice import Category, Notice

CHANGES: Final = {
    "password_set": gettext_lazy("The password was changed."),
    "app_added": gettext_lazy("An authenticator app was added."),
    "app_removed": gettext_lazy("The authenticator app was removed."),
    "codes_made": gettext_lazy("New recovery codes were made."),
    "passkey_added": gettext_lazy("A passkey was added."),
    "passkey_removed": gettext_lazy("A passkey was removed."),
    "service_removed": gettext_lazy("A sign-in service was disconnected."),
}
_ALLAUTH: Final = "account/email/"


@dataclass(frozen=True)
class SignInCode(Notice):
    kind: ClassVar = "parties.sign_in_code"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False
    code: str

    def subject(self) -> str:
        return _("Your code for Fordel: %(code)s") % {"code": self.code}

    def text(self) -> str:
        return _(
            "The code is %(code)s.\n\nWrite it on the page where you asked for it within 15 minutes. If you did not"
            " ask for it, you need do nothing: nobody gets in without it. We never ask you for the code by phone or"
            " mail."
        ) % {"code": self.code}


@dataclass(frozen=True)
class ConfirmAddress(Notice):
    kind: ClassVar = "parties.confirm_address"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False
    code: str

    def subject(self) -> str:
        return _("Confirm your e-mail address for Fordel: %(code)s") % {"code": self.code}

    def text(self) -> str:
        return _(
            "The code is %(code)s.\n\nWrite it on the page where you entered this address within 15 minutes. If it"
            " was not you, you need do nothing."
        ) % {"code": self.code}


@dataclass(frozen=True)
class UnknownAddress(Notice):
    kind: ClassVar = "parties.unknown_address"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False

    def subject(self) -> str:
        return _("Somebody tried to sign in to Fordel with this address")

    def text(self) -> str:
        return _(
            "There is nobody in Fordel with this e-mail address. If it was you, you may have used another address,"
            " or you can register here: %(address)s\n\nIf it was not you, you need do nothing."
        ) % {"address": self.link()}

    def link(self) -> str:
        return full_address(reverse("account_signup"))


@dataclass(frozen=True)
class AlreadyRegistered(Notice):
    kind: ClassVar = "parties.already_registered"
    category: ClassVar = Category.ACCESS

    def subject(self) -> str:
        return _("You are already registered in Fordel")

    def text(self) -> str:
        return _(
            "Somebody, probably you, tried to register with this e-mail address, but you are registered already."
            " Sign in here: %(address)s\n\nIf it was not you, you need do nothing."
        ) % {"address": self.link()}

    def link(self) -> str:
        return full_address(reverse("sign-in"))


def notice_for(template: str, context: Mapping[str, Any]) -> Notice:
    """The notice for a mail that allauth asks for. Raises KeyError for one that we have no words for."""
    code = str(context.get("code", ""))
    return {
        "login_code": SignInCode(code),
        "email_confirmation": ConfirmAddress(code),
        "email_confirmation_signup": ConfirmAddress(code),
        "unknown_account": UnknownAddress(),
        "account_already_exists": AlreadyRegistered(),
    }[template.removeprefix(_ALLAUTH)]


@dataclass(frozen=True)
class SignInChanged(Notice):
    """`what` is a key of CHANGES."""

    kind: ClassVar = "parties.sign_in_changed"
    category: ClassVar = Category.ACCESS
    what: str

    def subject(self) -> str:
        return _("How you sign in to Fordel was changed")

    def text(self) -> str:
        return _(
            "%(what)s\n\nIf it was you, you need do nothing. If it was not, sign out everywhere and change how you sign"
            " in: %(address)s"
        ) % {"what": CHANGES[self.what], "address": self.link()}

    def link(self) -> str:
        return full_address(reverse("mfa_index"))


@dataclass(frozen=True)
class AddressChanged(Notice):
    """Goes to the former address."""

    kind: ClassVar = "parties.address_changed"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False

    def subject(self) -> str:
        return _("Your e-mail address in Fordel was changed")

    def text(self) -> str:
        return _(
            "From now on you sign in to Fordel with another e-mail address, and mail goes there. If it was not you,"
            " tell the county governor's office at once."
        )


@dataclass(frozen=True)
class Invited(Notice):
    """`expires_at` is when the invitation can no longer be accepted."""

    kind: ClassVar = "parties.invited"
    category: ClassVar = Category.ACCESS
    is_listed: ClassVar = False
    by: str
    place: str
    token: str
    expires_at: datetime

    def subject(self) -> str:
        return _("Invitation to Fordel: %(place)s") % {"place": self.place}

    def text(self) -> str:
        return _(
            "%(name)s invites you to act for %(place)s in Fordel.\n\nOpen this address, and sign in or register with"
            " the e-mail address this was sent to: %(address)s\n\nThe invitation can be accepted until %(day)s."
        ) % {"name": self.by, "place": self.place, "address": self.link(), "day": long_date(self.expires_at)}

    def link(self) -> str:
        return full_address(reverse("invitation", kwargs={"token": self.token}))


@dataclass(frozen=True)
class AskedToJoin(Notice):
    kind: ClassVar = "parties.asked_to_join"
    category: ClassVar = Category.ACCESS
    name: str
    email: str
    organisation: str
    message: str

    def subject(self) -> str:
        return _("%(name)s asks to join %(organisation)s") % {"name": self.name, "organisation": self.organisation}

    def text(self) -> str:
        return _(
            "%(name)s (%(email)s) asks to act for %(organisation)s in Fordel.\n\n%(message)s\n\nSee it and answer here:"
            " %(address)s"
        ) % {
            "name": self.name,
            "email": self.email,
            "organisation": self.organisation,
            "message": self.message,
            "address": self.link(),
        }

    def link(self) -> str:
        return full_address(reverse("home"))


@dataclass(frozen=True)
class JoinApproved(Notice):
    kind: ClassVar = "parties.join_approved"
    category: ClassVar = Category.ACCESS
    organisation: str

    def subject(self) -> str:
        return _("You have access to %(name)s in Fordel") % {"name": self.organisation}

    def text(self) -> str:
        body = _("You can now act for %(name)s in Fordel. Sign in here: %(address)s")
        return body % {"name": self.organisation, "address": self.link()}

    def link(self) -> str:
        return full_address(reverse("sign-in"))


@dataclass(frozen=True)
class JoinDeclined(Notice):
    kind: ClassVar = "parties.join_declined"
    category: ClassVar = Category.ACCESS
    organisation: str
    reason: str

    def subject(self) -> str:
        return _("You do not get access to %(name)s in Fordel") % {"name": self.organisation}

    def text(self) -> str:
        body = _("You asked to act for %(name)s in Fordel, and the answer is no. The reason given: %(reason)s")
        return body % {"name": self.organisation, "reason": self.reason}


@dataclass(frozen=True)
class RoleRemoved(Notice):
    kind: ClassVar = "parties.role_removed"
    category: ClassVar = Category.ACCESS
    place: str

    def subject(self) -> str:
        return _("Your access to %(name)s in Fordel has ended") % {"name": self.place}

    def text(self) -> str:
        body = _("You can no longer act for %(name)s in Fordel. Ask your colleagues there if that is wrong.")
        return body % {"name": self.place}
