"""Frames and years as they are entered: what is wrong is said at the field, what was typed stays, nothing changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Office
from fordel.programme.models import FrameLine, Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
BAD = ["0", "-1", "−5 000", "", "mange", "11.5", "312,500", "12,5 mill.", "1e6"]


@pytest.fixture
def officer(client_as: Callable[..., Client]) -> Client:
    return client_as("case_officer")


def _save(client: Client, round_: Round, kindergarten: str, school: str) -> Any:
    sent = {"round": round_.pk, f"{round_.pk}-kindergarten": kindergarten, f"{round_.pk}-school": school}
    return client.post(reverse("programme:save-frames", kwargs=WHERE), sent)


def _frames(round_: Round) -> dict[str, int]:
    return dict(FrameLine.objects.filter(round=round_).values_list("code", "amount"))


@pytest.mark.parametrize("bad", BAD)
def test_a_frame_that_cannot_be(officer: Client, nordland: Round, bad: str) -> None:
    entries = AuditEntry.objects.count()
    page = _save(officer, nordland, "12 000 000", bad)
    assert page.status_code == 422
    text = page.content.decode()
    field = f"{nordland.pk}-school"
    assert "<title>Feil: " in text
    assert f'href="#{field}"' in text
    assert f'id="{field}-error"' in text
    assert f'id="{nordland.pk}-kindergarten-error"' not in text
    assert 'value="12 000 000"' in text
    assert not bad or f'value="{bad}"' in text
    assert _frames(nordland) == {"kindergarten": 11_000_000, "school": 17_000_000}
    assert AuditEntry.objects.count() == entries


def test_a_frame_that_was_emptied_stays_empty(officer: Client, nordland: Round) -> None:
    """What was typed stays, also when it was nothing: the old amount does not come back by itself."""
    text = _save(officer, nordland, "12 000 000", "").content.decode()
    field = re.search(rf'<input[^>]*name="{nordland.pk}-school"[^>]*>', text)
    assert field is not None
    assert "value=" not in field[0]


@pytest.mark.parametrize("typed", ["12000000", "12 000 000", "12.000.000", "kr 12 000 000,-", "NOK 12 000 000,00"])
def test_a_frame_as_people_write_it(officer: Client, nordland: Round, typed: str) -> None:
    assert _save(officer, nordland, typed, "17 000 000").status_code == 302
    assert _frames(nordland) == {"kindergarten": 12_000_000, "school": 17_000_000}
    entry = AuditEntry.objects.get(action="programme.frame.changed")
    assert (entry.details["from"], entry.details["to"], entry.details["line"]) == (
        11_000_000,
        12_000_000,
        "kindergarten",
    )
    history = officer.get(reverse("programme:setup", kwargs=WHERE)).content.decode()
    assert "case_officer" in history


def test_the_same_frames_again_change_nothing(officer: Client, nordland: Round) -> None:
    assert _save(officer, nordland, "11 000 000", "17 000 000").status_code == 302
    assert not AuditEntry.objects.filter(action="programme.frame.changed").exists()


def test_an_earlier_years_note_and_frames(officer: Client, nordland: Round) -> None:
    former = Round.objects.get(year=2025)
    sent = {"round": former.pk, "note": "Ordningene var andre.", f"{former.pk}-rekom": "11 271 001"}
    sent |= {f"{former.pk}-{code}": amount for code, amount in _frames(former).items() if code != "rekom"}
    assert officer.post(reverse("programme:save-frames", kwargs=WHERE), sent).status_code == 302
    former.refresh_from_db()
    assert (former.note, _frames(former)["rekom"]) == ("Ordningene var andre.", 11_271_001)
    entry = AuditEntry.objects.filter(action="programme.round.changed").latest("pk")
    assert "Ordningene" not in str(entry.details)


def test_another_offices_round_cannot_be_reached_by_its_id(officer: Client, nordland: Round) -> None:
    place = Office.objects.get(slug="trondelag")
    foreign = open_round(place, nordland.scheme, {"kindergarten": 1, "school": 2}, None)
    assert _save(officer, foreign, "5", "6").status_code == 404
    assert _frames(foreign) == {"kindergarten": 1, "school": 2}


@pytest.mark.parametrize("bad", BAD)
def test_a_year_with_a_frame_that_cannot_be(officer: Client, reference_data: None, bad: str) -> None:
    scheme = SchemeVersion.objects.get(code="collective", year=2026)
    sent = {"scheme": scheme.pk, f"{scheme.pk}-kindergarten": "11 000 000", f"{scheme.pk}-school": bad}
    page = officer.post(reverse("open-year", args=["nordland"]), sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert f'id="{scheme.pk}-school-error"' in text
    assert 'value="11 000 000"' in text
    assert not bad or f'value="{bad}"' in text
    assert not Round.objects.exists()


def test_what_a_scheme_says_of_itself_is_read_before_its_year_is_opened(officer: Client, reference_data: None) -> None:
    page = officer.get(reverse("open-year", args=["nordland"])).content.decode()
    said = page.split("i videregående opplæring</h2>", 1)[1].split("</section>", 1)[0]
    assert "Forskriften for ordningen er ikke kjent ennå." in said


def test_a_year_is_opened_once(officer: Client, reference_data: None) -> None:
    scheme = SchemeVersion.objects.get(code="collective", year=2026)
    sent = {"scheme": scheme.pk, f"{scheme.pk}-kindergarten": "11 000 000", f"{scheme.pk}-school": "17 000 000"}
    url = reverse("open-year", args=["nordland"])
    assert officer.post(url, sent).status_code == 302
    for frame in ("1", "mye"):  # also a frame that cannot be read: its field is not on the page any more
        again = officer.post(url, sent | {f"{scheme.pk}-school": frame})
        assert again.status_code == 409
        text = again.content.decode()
        assert "2026 er allerede åpnet" in text or "2026 er åpnet" in text
    round_ = Round.objects.get()
    assert _frames(round_) == {"kindergarten": 11_000_000, "school": 17_000_000}
    assert AuditEntry.objects.filter(action="programme.round.opened").count() == 1
    with pytest.raises(UserError, match="2026"):
        open_round(round_.office, scheme, {"kindergarten": 1, "school": 1}, None)


@pytest.mark.parametrize("bad", ["i morgen", "2026-02-30", "31.02.2026", "0000-00-00"])
def test_a_deadline_that_is_no_day(officer: Client, nordland: Round, bad: str) -> None:
    before = (nordland.needs_deadline, nordland.recommendation_due)
    sent = {"needs_last_day": "2026-02-15", "recommendation_due": bad, "report_due": ""}
    page = officer.post(reverse("programme:save-dates", kwargs=WHERE), sent)
    assert page.status_code == 422
    assert 'href="#recommendation_due"' in page.content.decode()
    nordland.refresh_from_db()
    assert (nordland.needs_deadline, nordland.recommendation_due) == before


def test_the_last_day_counts_to_its_end(officer: Client, nordland: Round) -> None:
    sent = {"needs_last_day": "2026-02-15", "recommendation_due": "2026-03-20", "report_due": ""}
    assert officer.post(reverse("programme:save-dates", kwargs=WHERE), sent).status_code == 302
    nordland.refresh_from_db()
    assert nordland.needs_deadline.isoformat() == "2026-02-15T23:00:00+00:00"
    assert nordland.report_due is None
    assert 'value="2026-02-15"' in officer.get(reverse("programme:setup", kwargs=WHERE)).content.decode()
