"""The rounds an owner may report in."""

from __future__ import annotations

from fordel.parties.models import Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of


def asks_owner(round_: Round, kind: str) -> bool:
    """Whether the round's scheme takes reports from an owner of this kind."""
    form = scheme_of(round_.scheme).form
    return form is not None and kind in form.owner_kinds


def open_rounds_of(owner: Organisation) -> list[Round]:
    """The running rounds at the office of the owner's municipality whose scheme takes reports from its kind, the newest
    first. One query."""
    if owner.municipality is None:
        return []
    rounds = Round.objects.filter(office=owner.municipality.office_id, is_history=False)
    return [
        round_
        for round_ in rounds.select_related("office", "scheme").order_by("-year", "scheme_slug")
        if asks_owner(round_, owner.kind)
    ]
