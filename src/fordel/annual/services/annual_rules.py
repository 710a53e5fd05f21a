"""How the lifecycle of a yearly report meets its rows.

Two hands: whoever has written a comment in the report, or made it ready, does not give the last signature, which is the
control; nor does whoever gave the first. Their other roles change nothing.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport, AnnualSignature, AnnualState
from fordel.annual.selectors.layouts import needed_layout, role_to_sign
from fordel.core.form.definition import text_in
from fordel.core.lifecycle import ANNUAL
from fordel.parties.models import Role
from fordel.parties.selectors.language import language_of_page
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import today
from fordel.shared.dates import full_date
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def next_role(report: AnnualReport) -> str:
    """The role whose signature is missing; empty if none is, or if the report is not ready."""
    return role_to_sign(report.state, needed_layout(report.round.scheme))


def _refusal(report: AnnualReport, verb: str) -> UserError:
    if report.is_sent:
        fix = _("Begin a corrected version if something is wrong. Nothing was changed.")
        return UserError(_("The report is sent already."), fix)
    if verb in ("sign", "sign_last"):
        return UserError(_("The report is not ready to be signed."), _("Nothing was signed."))
    return UserError(
        _("This cannot be done while the annual report is: %(state)s.") % {"state": report.get_state_display()},
        _("Nothing was changed."),
    )


def _own_hand(_report: AnnualReport) -> UserError:
    return UserError(
        _("You have written in this report, or made it ready. The last signature is the control of somebody else."),
        _("Ask somebody who has not to sign. Nothing was signed."),
    )


def _require_open(report: AnnualReport, _facts: Facts) -> None:
    opens = needed_layout(report.round.scheme).opens
    if today() < opens:
        message = _("The report opens on %(day)s.") % {"day": full_date(opens)}
        raise UserError(message, _("The figures of the year are not whole before that. Nothing was saved."))


def _require_comments(_report: AnnualReport, facts: Facts) -> None:
    if missing := facts["missing"]:
        names = ", ".join(f"«{text_in(each.title, language_of_page())}»" for each in missing)
        raise UserError(_("Comments are missing: %(sections)s.") % {"sections": names}, _("Write them first."))


def _require_role(report: AnnualReport, facts: Facts) -> None:
    wanted = next_role(report)
    held = roles_at(facts["person"].pk, Place(report.office_id))
    if facts["role"] != wanted or wanted not in held:
        message = _("The signature that is missing is of the role: %(role)s.") % {"role": Role(wanted).label}
        raise UserError(message, _("Sign in that role, or ask somebody who has it. Nothing was signed."))


def _require_not_signed(report: AnnualReport, facts: Facts) -> None:
    signed = AnnualSignature.objects.filter(report=report, person=facts["person"], voided_at__isnull=True)
    if signed.exists():
        message = _("You have signed already. The report is signed by two different people.")
        raise UserError(message, _("Ask somebody else to sign. Nothing was signed."))


def _require_as_read(report: AnnualReport, facts: Facts) -> None:
    if facts["seen"] != report.sha256:
        raise UserError(
            _("The report has been changed since you opened the page."), _("Read it again. Nothing was signed.")
        )


def _require_earlier(report: AnnualReport, _facts: Facts) -> None:
    if not AnnualReport.objects.filter(round=report.round_id, state=AnnualState.SENT).exists():
        message = _("The first version of a report cannot be discarded.")
        raise UserError(message, _("Change the comments instead. Nothing was changed."))


ANNUAL_REPORTS: Final = Rules[AnnualReport](
    lifecycle=ANNUAL,
    place=lambda report: Place(report.office_id),
    roles=roles_at,
    refusal=_refusal,
    own_hand=_own_hand,
    guards={
        "has_opened": _require_open,
        "comments": _require_comments,
        "signs_next": _require_role,
        "not_signed": _require_not_signed,
        "as_read": _require_as_read,
        "corrects": _require_earlier,
    },
)
