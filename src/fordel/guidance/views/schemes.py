"""«Which scheme is for us?»"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from fordel.guidance.presentation.scheme_cards import scheme_card
from fordel.guidance.selectors.schemes import kind_of, newest_rounds, newest_schemes
from fordel.parties.models import Office, OrganisationKind
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone


@access(anyone, target=office_from_url)
def side_by_side(request: PageRequest[Office], office: str) -> HttpResponse:
    """The schemes with what each is for; those for the reader's kind of organisation first."""
    asked = request.GET.get("for", "")
    kind = asked if asked in OrganisationKind.values else kind_of(request.actor) if "for" not in request.GET else ""
    rounds = newest_rounds(request.target)
    cards = [scheme_card(scheme, rounds.get(scheme.code), kind) for scheme in newest_schemes()]
    context = {
        "office": request.target,
        "kind": kind,
        "kinds": OrganisationKind.choices,
        "cards": sorted(cards, key=lambda card: card.is_for is False),
    }
    return render(request, "guidance/schemes.html", context)
