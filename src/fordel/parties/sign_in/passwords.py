"""What a password must be, in our own words: Django's are not translated to bokmål and nynorsk in every version."""

from __future__ import annotations

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """At least as many characters as the settings say."""

    def get_error_message(self) -> str:
        text = ngettext(
            "The password is too short. Use at least %(count)d character.",
            "The password is too short. Use at least %(count)d characters.",
            self.min_length,
        )
        return text % {"count": self.min_length}


class NotCommon(CommonPasswordValidator):
    """Not one of the passwords that are tried first."""

    def get_error_message(self) -> str:
        return _("Many people use this password, so it is tried first. Choose another one.")
