"""A scheme keeps its slug, and no other scheme gets it; several schemes run beside each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from fordel.core.scheme import SchemeError
from fordel.parties.models import Office
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.rounds import former_rounds
from fordel.programme.services.load_schemes import SCHEMES, load_schemes
from fordel.programme.services.open_round import open_round
from tests.support.definitions import checksum_of
from tests.support.schemes import FRAMES, LIFELONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """`folder("lifelong", old, new)` is a folder with that scheme alone, where one text is another."""

    def write(name: str, old: str, new: str) -> Path:
        text = (SCHEMES / f"{name}.toml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "2027.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return write


def test_a_scheme_keeps_its_slug_in_every_year(reference_data: None, folder: Callable[..., Path]) -> None:
    later = folder("collective-2026", 'slug = "kollektiv"', 'slug = "felles"')
    text = (later / "2027.toml").read_text(encoding="utf-8").replace("year = 2026", "year = 2027", 1)
    (later / "2027.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match=r'called kollektiv in 2026\. Write "kollektiv"'):
        load_schemes(later)


def test_two_schemes_never_share_a_slug(reference_data: None, folder: Callable[..., Path]) -> None:
    with pytest.raises(SchemeError, match="kollektiv is the address of the scheme collective"):
        load_schemes(folder("collective-2026", 'code = "collective"', 'code = "common"'))


def test_the_database_holds_the_slugs(nordland: Round) -> None:
    scheme = nordland.scheme
    other = {"definition": scheme.definition, "sha256": "b" * 64, "year": 2030}
    for change in (
        lambda: SchemeVersion.objects.create(code="collective", slug="felles", **other),
        lambda: SchemeVersion.objects.create(code="common", slug="kollektiv", **other),
        lambda: SchemeVersion.objects.filter(pk=scheme.pk).update(slug="felles"),
        lambda: Round.objects.filter(pk=nordland.pk).update(scheme_slug="felles"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    SchemeVersion.objects.create(code="collective", slug="kollektiv", **other)


def test_the_same_scheme_runs_once_in_a_year_and_another_beside_it(nordland: Round) -> None:
    load_schemes(LIFELONG.parent)
    lifelong = SchemeVersion.objects.get(code="lifelong")
    beside = open_round(nordland.office, lifelong, FRAMES, None)
    assert (beside.year, beside.scheme_slug) == (nordland.year, "livslang")
    later = SchemeVersion.objects.create(
        code="collective",
        slug="kollektiv",
        year=2027,
        definition=nordland.scheme.definition,
        sha256=checksum_of(nordland.scheme.definition),
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.create(office=nordland.office, scheme=later, scheme_slug="kollektiv", year=2026)


def test_a_year_is_compared_with_its_own_scheme_and_those_it_follows(nordland: Round) -> None:
    load_schemes(LIFELONG.parent)
    beside = open_round(nordland.office, SchemeVersion.objects.get(code="lifelong"), FRAMES, None)
    assert [round_.scheme_slug for round_ in former_rounds(nordland)] == ["rekom-dekom-kpl"]
    assert list(former_rounds(beside)) == []
    next_year = SchemeVersion.objects.create(
        code="lifelong",
        slug="livslang",
        year=2027,
        definition=beside.scheme.definition,
        sha256=checksum_of(beside.scheme.definition),
    )
    following = open_round(nordland.office, next_year, FRAMES, None)
    assert [round_.pk for round_ in former_rounds(following)] == [beside.pk]


def test_every_office_has_a_main_scheme_that_is_loaded(reference_data: None) -> None:
    codes = set(Office.objects.values_list("main_scheme", flat=True))
    assert codes == {"collective"}
    assert codes <= set(SchemeVersion.objects.values_list("code", flat=True))
