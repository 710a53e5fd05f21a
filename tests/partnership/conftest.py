"""An owner and a provider with people who write and sign for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from fordel.parties.models import Organisation, Person
from fordel.partnership.models import Partnership
from fordel.partnership.services.agreements import partnership_of
from tests.partnership.agreements import signatory


@dataclass
class Pair:
    """Who can sign for each side, and the pair itself."""

    owner: Person
    provider: Person
    partnership: Partnership


@pytest.fixture
def pair(nordland: Any, person_as: Any) -> Pair:
    """Bodø and Nord universitet, with somebody at each who may sign."""
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    nord = Organisation.objects.get(name__iexact="Nord universitet")
    owner, provider = signatory(person_as, "owner", bodo), signatory(person_as, "partner", nord)
    return Pair(owner, provider, partnership_of(bodo, nord))
