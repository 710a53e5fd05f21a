"""What is asked before a yearly report is made ready, taken back, signed, corrected or discarded."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport, AnnualState
from fordel.annual.presentation.words import here
from fordel.annual.services.annual_rules import ANNUAL_REPORTS, next_role
from fordel.core.annual.layout import Section
from fordel.parties.models import Person, Role
from fordel.programme.models import Round
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def address_of(round_: Round) -> str:
    """The page of the report at the office."""
    return reverse("annual_office:report", kwargs={**round_.where})


def _trail(round_: Round) -> Sequence[Link]:
    return [Link(_("Annual report to Udir %(year)s") % {"year": round_.year}, address_of(round_))]


def ready_step(round_: Round, refusal: UserError | None, empty: Sequence[Section]) -> Step:
    """The figures and comments are frozen. `empty` are the comments that are not needed and not written."""
    about = [Link(here(each.title)) for each in empty]
    return Step(
        question=_("Make the report ready to sign?"),
        button=_("Make it ready"),
        happens=_("The figures and comments are kept as they are now. Whoever signs first is notified."),
        way_back=_("The report can be taken back until it is sent. A changed comment takes it back, too."),
        back=address_of(round_),
        trail=_trail(round_),
        remarks=[Remark(_("These sections have no comment:"), about)] if about else [],
        is_danger=False,
        refusal=refusal,
    )


def take_back_step(report: AnnualReport, by: Person) -> Step:
    """A draft again."""
    happens = _("The report becomes a draft again, and its figures follow what is registered.")
    if report.state == AnnualState.HALF_SIGNED:
        happens += " " + _("The signature that was given no longer counts, and whoever gave it is notified.")
    return Step(
        question=_("Take the report back?"),
        button=_("Take it back"),
        happens=happens,
        way_back=_("It can be made ready again at any time."),
        back=address_of(report.round),
        trail=_trail(report.round),
        is_danger=False,
        refusal=why_not(ANNUAL_REPORTS, report, "take_back", by),
    )


def sign_step(report: AnnualReport, by: Person, role: str) -> Step:
    """One of the two signatures, on exactly what was shown."""
    is_last = report.state == AnnualState.HALF_SIGNED
    verb = "sign_last" if is_last else "sign"
    happens = _("You sign as: %(role)s.") % {"role": Role(role).label}
    if is_last:
        happens += " " + _("This is the last signature: the report is sent to Udir at once.")
    else:
        happens += " " + _("Somebody else, who has written nothing in it, signs after you. Then it is sent to Udir.")
    checksum = _("What you sign has the checksum %(sha256)s.") % {"sha256": report.sha256}
    return Step(
        question=_("Sign the report?"),
        button=_("Sign and send to Udir") if is_last else _("Sign the report"),
        happens=happens,
        way_back=_("There is none once it is sent, but a corrected version can be sent.")
        if is_last
        else _("The report can be taken back until the last signature."),
        back=address_of(report.round),
        trail=_trail(report.round),
        remarks=[Remark(checksum)] if next_role(report) else [],
        more=[Link(_("Read the annual report"), address_of(report.round))],
        is_danger=False,
        refusal=why_not(ANNUAL_REPORTS, report, verb, by, person=by, role=role, seen=report.sha256),
    )


def correct_step(round_: Round, refusal: UserError | None) -> Step:
    """A new version beside the one that is sent."""
    return Step(
        question=_("Begin a corrected version?"),
        button=_("Begin a corrected version"),
        happens=_("You get a draft with the comments that were sent, and with the figures as they are now."),
        way_back=_("The draft can be discarded. The version that is sent is kept, whatever happens."),
        back=address_of(round_),
        trail=_trail(round_),
        is_danger=False,
        refusal=refusal,
    )


def discard_step(report: AnnualReport, by: Person) -> Step:
    """The correction goes away."""
    return Step(
        question=_("Discard the corrected version?"),
        button=_("Discard it"),
        happens=_("What is written in the draft is not sent. The version that is sent stays in force."),
        way_back=_("There is none, but another corrected version can be begun."),
        back=address_of(report.round),
        trail=_trail(report.round),
        refusal=why_not(ANNUAL_REPORTS, report, "discard", by),
    )
