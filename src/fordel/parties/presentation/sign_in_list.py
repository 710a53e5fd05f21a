"""The columns of the attempts to sign in."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fordel.parties.models import SignIn, SignInResult
from fordel.shared.dates import moment
from fordel.shared.pages.columns import ListColumn, PageList


def sign_in_list(*, with_person: bool) -> PageList[SignIn]:
    """The attempts of a person, or of several with who it was."""
    who = ListColumn[SignIn]("who", _("Who"), lambda row: row.person.name if row.person else "")
    at = ListColumn[SignIn]("at", _("When"), lambda row: moment(row.at), is_heading=True, css="nowrap")
    rest: tuple[ListColumn[SignIn], ...] = (
        ListColumn("how", _("How"), _how),
        ListColumn("from", _("From"), lambda row: row.browser or "–"),
        ListColumn("result", _("Result"), _result),
    )
    return PageList((at, who, *rest) if with_person else (at, *rest))


def _how(row: SignIn) -> str:
    return f"{row.get_method_display()} ({row.provider})" if row.provider else str(row.get_method_display())


def _result(row: SignIn) -> SafeString:
    css = "success" if row.result == SignInResult.SIGNED_IN else "warning"
    return format_html('<span class="tag {}">{}</span>', css, row.get_result_display())
