"""Hostile values through every door: whatever is sent to which address, nothing breaks and nothing is half saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import pytest

from tests.support import fuzz_walk
from tests.support.access_world import World, make_world
from tests.support.fuzz_walk import Ask

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(autouse=True)
def _every_page_is_linted() -> None:
    """What every page must be is held to in the other tests; to read each of these thousands takes too long."""


@pytest.fixture
def world(imported: Any, person_as: Callable[..., Any]) -> World:
    return make_world(imported, person_as)


def test_hostile_fields(world: World) -> None:
    _all_is_well(world, fuzz_walk.posts(fuzz_walk.addresses_of(world)))


def test_everything_else_that_is_hostile(world: World) -> None:
    """Queries, parts of addresses, bodies, headers, cookies and names of files."""
    known = fuzz_walk.addresses_of(world)
    kinds = (fuzz_walk.queries, fuzz_walk.bodies, fuzz_walk.headers, fuzz_walk.files)
    _all_is_well(world, chain(fuzz_walk.paths(world, known), *(kind(known) for kind in kinds)))


def _all_is_well(world: World, asks: Iterable[Ask]) -> None:
    found = fuzz_walk.faults(world, asks)
    assert not found, "\n".join([f"{len(found)} faults", *found])
