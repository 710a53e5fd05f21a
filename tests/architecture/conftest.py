"""The world that the walk through every address is taken in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.access_world import World, make_world


@pytest.fixture
def world(imported: Any, person_as: Callable[..., Any]) -> World:
    """A decided round, one object of every kind in it, and a signed-in client for every role."""
    return make_world(imported, person_as)
