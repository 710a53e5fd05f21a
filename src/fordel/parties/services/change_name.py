"""Give an organisation, a network or a municipality another name. What is searched by the name follows."""

from __future__ import annotations

from django.db import transaction

from fordel.parties.events import NamesChanged
from fordel.parties.models import Municipality, Network, Organisation
from fordel.shared.events import emit


@transaction.atomic
def change_name(named: Organisation | Network | Municipality, name: str) -> None:
    """Save the name, and let those that build on it follow in the same transaction."""
    named.name = name
    named.save(update_fields=["name"])
    changed = frozenset({named.pk})
    if isinstance(named, Organisation):
        emit(NamesChanged(organisations=changed))
    elif isinstance(named, Network):
        emit(NamesChanged(networks=changed))
    else:
        emit(NamesChanged(municipalities=changed))
