"""The rounds an owner may report in."""

from __future__ import annotations

from fordel.parties.models import Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of


def open_rounds_of(owner: Organisation) -> list[Round]:
    """The running rounds at the office of the owner's municipality whose scheme has a form, the newest first. One
    query."""
    if owner.municipality is None:
        return []
    rounds = Round.objects.filter(office=owner.municipality.office_id, is_history=False)
    return [
        round_
        for round_ in rounds.select_related("office", "scheme").order_by("-year", "scheme_slug")
        if scheme_of(round_.scheme).form is not None
    ]
