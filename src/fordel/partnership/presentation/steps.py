"""What is asked before a draft is discarded, and before an agreement is ended."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.partnership.models import Agreement
from fordel.partnership.presentation.addresses import agreement_address
from fordel.partnership.services.agreement_rules import AGREEMENTS
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Step


def _trail(agreement: Agreement) -> Sequence[Link]:
    between = agreement.partnership
    title = f"{between.owner.name} – {between.provider.name}"
    return [Link(_("Partnership"), reverse("own_partnerships:list")), Link(title, agreement_address(agreement))]


def discard_step(agreement: Agreement, by: Person) -> Step:
    """The draft of an agreement."""
    return Step(
        question=_("Discard the draft?"),
        button=_("Discard the draft"),
        happens=_("The draft disappears for both of you. The other side is notified by mail."),
        way_back=_("There is none. You can begin a new one."),
        back=agreement_address(agreement),
        trail=_trail(agreement),
        refusal=why_not(AGREEMENTS, agreement, "discard", by),
    )


def end_step(agreement: Agreement, by: Person) -> Step:
    """An agreement in force."""
    return Step(
        question=_("End the agreement?"),
        button=_("End the agreement"),
        happens=_("It is in force no more from now on. The other side gets your reason by mail."),
        way_back=_("There is none. You can begin a new one, which both sign."),
        back=agreement_address(agreement),
        trail=_trail(agreement),
        refusal=why_not(AGREEMENTS, agreement, "end", by, without=("reason",)),
    )
