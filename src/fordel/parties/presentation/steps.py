"""What is said before somebody loses access, or has themselves erased."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.parties.models import RoleAssignment
from fordel.shared.pages.steps import Link, Remark, Step


def remove_role_step(assignment: RoleAssignment, next_page: str) -> Step:
    """Before a role is taken away; `next_page` is where the person came from."""
    place = assignment.organisation or assignment.office
    words = {"name": assignment.person.name, "place": place.name if place else ""}
    happens = _("%(name)s can then no longer act for %(place)s. What %(name)s has written stays.") % words
    if assignment.source.startswith("oidc:"):
        happens += " " + _(
            "The role came from a sign-in service and comes back at the next sign-in if it is not taken away there too."
        )
    return Step(
        question=_("Remove %(name)s?") % words,
        button=_("Remove"),
        happens=happens,
        way_back=_("You can invite %(name)s again.") % words,
        back=next_page or reverse("home"),
        hidden={"next": next_page},
    )


def erase_step(roles: int, kept: Sequence[tuple[str, int]]) -> Step:
    """Before a person is erased: what goes, and what stays. `kept` are the words for each module, with the number of
    places that name the person."""
    goes = [
        _("your name, your e-mail address and your language"),
        ngettext(
            "your role (%(count)s), your password, passkeys and apps",
            "your roles (%(count)s), your password, passkeys and apps",
            roles,
        )
        % {"count": roles},
        _("the list of your sign-ins, and every session"),
        _("invitations, questions to join organisations, and mail we have sent to you"),
    ]
    stays = _(
        "What you have written in needs reports, proposals, decisions and letters belongs to the case and is kept with"
        " it. So is the log of what was done. Where your name stood as the one who did it, it says «Slettet person»"
        " afterwards. What you have typed into a text yourself, a name for example, stays as it was written."
    )
    because = _("This stays, because the law on archives says so")
    page = reverse("my-page")
    return Step(
        question=_("Have yourself erased?"),
        button=_("Erase me"),
        happens=_("It happens at once."),
        way_back=_("There is none. You can register again later, as somebody new."),
        back=page,
        trail=[Link(_("My details"), page), Link(_("What we hold about you"), reverse("my-data"))],
        remarks=[
            Remark(_("This goes:"), [Link(each) for each in goes]),
            Remark(f"{because}: {stays}", [Link(f"{name}: {count}") for name, count in kept]),
        ],
        cancel=_("Go back"),
    )


def remove_app_step() -> Step:
    return _remove_way(
        _("Remove the authenticator app?"),
        _(
            "You are then no longer asked for a code from the app, and the recovery codes are worth nothing. A password"
            " alone is still not enough: you get a code by e-mail."
        ),
        _("You can add an app again at any time."),
    )


def remove_passkey_step(name: str) -> Step:
    return _remove_way(
        _("Remove the passkey «%(name)s»?") % {"name": name},
        _("You can then no longer sign in with it here. It may still be kept on your device."),
        _("You can add a new passkey at any time. Delete the old one on your device."),
    )


def disconnect_step() -> Step:
    return _remove_way(
        _("Disconnect the sign-in service?"),
        _("You can then no longer sign in with it here. You can still sign in with a code by e-mail."),
        _("You can connect it again at any time."),
    )


def _remove_way(question: str, happens: str, way_back: str) -> Step:
    ways = reverse("mfa_index")
    return Step(
        question=question,
        button=_("Remove"),
        happens=happens,
        way_back=way_back,
        back=ways,
        trail=[Link(_("How you sign in"), ways)],
        cancel=_("Keep it"),
    )
