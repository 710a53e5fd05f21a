"""A letter of wishes and the two who write it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest

from fordel.parties.models import Person
from fordel.writing.models import Document
from fordel.writing.services.documents import begin_document
from tests.writing.toy import PACKING, Wishes

EARLY: Final = PACKING - timedelta(days=1)


@pytest.fixture
def kind() -> Wishes:
    return Wishes()


@pytest.fixture
def ada(db: None) -> Person:
    return Person.objects.create_user("ada@example.org", "Ada Dal")


@pytest.fixture
def bo(db: None) -> Person:
    return Person.objects.create_user("bo@example.org", "Bo Eng")


@pytest.fixture
def letter(kind: Wishes, ada: Person) -> Document:
    return begin_document(kind, ada, EARLY)
