"""The mails of signing in: subject and text, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.shared.outbox import full_address

_PREFIX = "account/email/"


def mail_text(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of the mail that allauth asks for. Raises KeyError for one we have no words for."""
    kind = template.removeprefix(_PREFIX)
    code = context.get("code", "")
    texts = {
        "login_code": lambda: (
            _("Your code for Fordel: %(code)s") % {"code": code},
            _(
                "The code is %(code)s.\n\nWrite it on the page where you asked for it within 15 minutes. If you did not"
                " ask for it, you need do nothing: nobody gets in without it. We never ask you for the code by phone or"
                " mail."
            )
            % {"code": code},
        ),
        "email_confirmation": lambda: (
            _("Confirm your e-mail address for Fordel: %(code)s") % {"code": code},
            _(
                "The code is %(code)s.\n\nWrite it on the page where you entered this address within 15 minutes. If it"
                " was not you, you need do nothing."
            )
            % {"code": code},
        ),
        "unknown_account": lambda: (
            _("Somebody tried to sign in to Fordel with this address"),
            _(
                "There is nobody in Fordel with this e-mail address. If it was you, you may have used another address,"
                " or you can register here: %(address)s\n\nIf it was not you, you need do nothing."
            )
            % {"address": full_address(reverse("account_signup"))},
        ),
        "account_already_exists": lambda: (
            _("You are already registered in Fordel"),
            _(
                "Somebody, probably you, tried to register with this e-mail address, but you are registered already."
                " Sign in here: %(address)s\n\nIf it was not you, you need do nothing."
            )
            % {"address": full_address(reverse("sign-in"))},
        ),
    }
    texts["email_confirmation_signup"] = texts["email_confirmation"]
    return texts[kind]()
