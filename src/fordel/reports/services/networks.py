"""Networks of owners, by their folded names."""

from __future__ import annotations

from fordel.parties.models import Network


def ensure_networks(office_id: int, named: dict[str, str]) -> dict[str, int]:
    """Folded name -> id for the office's networks; `named` (folded name -> name) are made where they are missing."""
    Network.objects.bulk_create(
        [Network(office_id=office_id, name=name, key=key) for key, name in named.items()], ignore_conflicts=True
    )
    return dict(Network.objects.filter(office=office_id).values_list("key", "id"))
