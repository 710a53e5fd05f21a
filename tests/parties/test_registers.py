"""The public registers: read as they answer, asked seldom, and never in the way when they are away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.register_answers import Unit, read_unit
from fordel.parties.models import Municipality, Organisation, RegisterAnswer
from fordel.parties.registers import brreg
from fordel.parties.services.look_up_organisation import Away, Found, NotFound, look_up_organisation
from tests.parties.register_server import Registers, running_registers

SHARED = Path(__file__).resolve().parents[3] / "shared" / "standards" / "fixtures"
PLACE = {"kommunenummer": "1875", "kommune": "HAMARØY", "adresse": ["Oppeidveien 1", None, ""], "poststed": "HAMARØY"}
OWNER: dict[str, Any] = {
    "organisasjonsnummer": "310000108",
    "navn": "EKSEMPEL BARNEHAGER AS",
    "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"},
    "forretningsadresse": PLACE,
    "konkurs": False,
    "underAvvikling": False,
    "maalform": "Nynorsk",
    "respons_klasse": "Enhet",
}
KINDERGARTEN = {
    "organisasjonsnummer": "310000116",
    "navn": "EKSEMPEL BARNEHAGE AVD HAMARØY",
    "organisasjonsform": {"kode": "BEDR"},
    "beliggenhetsadresse": PLACE,
    "overordnetEnhet": "310000108",
}
DELETED = {
    "organisasjonsnummer": "310000124",
    "navn": "NEDLAGT EKSEMPEL AS",
    "slettedato": "2025-12-31",
    "respons_klasse": "SlettetEnhet",
}


def fixture(name: str) -> Any:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the handbook's fixtures are not beside this checkout")
    return json.loads(path.read_text(encoding="utf-8"))


# Reading


def test_the_handbooks_answers_are_read() -> None:
    owner = read_unit(fixture("brreg-enhet.json"))
    assert owner == Unit("310000108", "EKSEMPEL BARNEHAGER AS", "AS", "1875", "", "nb")
    assert read_unit(fixture("brreg-underenhet.json")) == Unit(
        "310000116", "EKSEMPEL BARNEHAGE AVD HAMARØY", "BEDR", "1875", "310000108"
    )
    assert read_unit(fixture("brreg-enhet-kommune.json")) == Unit(
        "970542507", "HAMARØY KOMMUNE", "KOMM", "1875", "", "nb"
    )
    deleted = read_unit(fixture("brreg-enhet-slettet-410.json"))
    assert deleted is not None
    assert deleted.closed == "deleted"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("310000108"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "organisasjonsnummer",
                    "navn",
                    "forretningsadresse",
                    "organisasjonsform",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_no_answer_is_a_crash(answer: object) -> None:
    read_unit(answer)


# Asking


@pytest.fixture
def registers(settings: Any) -> Iterator[Registers]:
    with running_registers() as running:
        settings.FORDEL_REGISTERS = {"brreg": running.address}
        settings.FORDEL_REGISTER_SECONDS = 2.0
        running.answers = {
            "/enheter/310000108": (200, OWNER),
            "/underenheter/310000116": (200, KINDERGARTEN),
            "/enheter/310000124": (410, DELETED),
        }
        yield running


@pytest.mark.django_db
def test_a_unit_is_asked_for_once_and_then_kept(registers: Registers, reference_data: None) -> None:
    for _ in range(3):
        found = look_up_organisation("310 000 108")
    hamaroy = Municipality.objects.get(number="1875")
    assert found == Found("310000108", "Eksempel Barnehager AS", "AS", hamaroy.pk, "Hamarøy", "nn")
    assert registers.asked == ["/enheter/310000108"]
    RegisterAnswer.objects.update(fetched_at=RegisterAnswer.objects.get().fetched_at - timedelta(days=2))
    look_up_organisation("310000108")
    assert len(registers.asked) == 2, "an answer gets old"


@pytest.mark.django_db
def test_sub_units_deleted_and_unknown(registers: Registers) -> None:
    kindergarten = brreg.unit("310000116")
    assert kindergarten is not None
    assert kindergarten.parent_number == "310000108"
    deleted = look_up_organisation("310000124")
    assert isinstance(deleted, Found)
    assert deleted.closed == "deleted"
    assert look_up_organisation("974760673") == NotFound("974760673")
    assert look_up_organisation("974760674") == NotFound("974760674", is_number=False)
    assert look_up_organisation("hei") == NotFound("hei", is_number=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "closed"),
    [
        ("konkurs", "bankrupt"),
        ("underAvvikling", "winding_up"),
        ("underTvangsavviklingEllerTvangsopplosning", "winding_up"),
    ],
)
def test_one_that_can_take_no_part_is_known_as_such(registers: Registers, key: str, closed: str) -> None:
    registers.answers["/enheter/310000108"] = (200, OWNER | {key: True})
    found = look_up_organisation("310000108")
    assert isinstance(found, Found)
    assert found.closed == closed


@pytest.mark.django_db
def test_a_stumble_is_tried_again(registers: Registers) -> None:
    registers.before.extend([(500, None), (503, None)])
    assert isinstance(look_up_organisation("310000108"), Found)
    assert len(registers.asked) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    [
        (500, None),
        (403, None),
        (200, b'{"organisasjonsnummer": "3100'),
        (200, b"<html>"),
        (200, []),
        (200, KINDERGARTEN),
    ],
)
def test_an_answer_nobody_can_read_is_as_none(registers: Registers, answer: tuple[int, Any]) -> None:
    registers.answers["/enheter/310000108"] = answer
    assert look_up_organisation("310000108") == Away("310000108")
    assert not RegisterAnswer.objects.exists()


@pytest.mark.django_db
def test_a_slow_register_is_left_alone_for_a_while(registers: Registers, settings: Any, reference_data: None) -> None:
    settings.FORDEL_REGISTER_SECONDS = 0.1
    registers.delay = 0.6
    assert look_up_organisation("310000108") == Away("310000108")
    asked = len(registers.asked)
    assert asked == 2
    assert look_up_organisation("974760673") == Away("974760673")
    assert len(registers.asked) == asked, "nobody else waits"
    known = look_up_organisation("970542507")
    assert isinstance(known, Found)
    assert known.name == "Hamarøy kommune", "the local table answers"


@pytest.mark.django_db
def test_what_was_answered_before_is_used_while_a_register_is_away(registers: Registers) -> None:
    look_up_organisation("310000108")
    RegisterAnswer.objects.update(fetched_at=RegisterAnswer.objects.get().fetched_at - timedelta(days=2))
    registers.answers["/enheter/310000108"] = (500, None)
    assert isinstance(look_up_organisation("310000108"), Found)


# On the page, and in every installation


@pytest.mark.django_db
def test_the_office_looks_up_a_private_owner_and_registers_it(registers: Registers, client_as: Any) -> None:
    officer = client_as("case_officer")
    page = officer.get("/nordland/organisasjoner/", {"nummer": "310000108"}).content.decode()
    assert "Hentet fra Enhetsregisteret" in page
    assert 'value="Eksempel Barnehager AS"' in page
    assert "selected>Hamarøy<" in page
    sent = {"name": "Eksempel barnehager AS", "kind": "private_owner", "organisation_number": "310000108"}
    place = {"municipality": Municipality.objects.get(number="1875").pk}
    officer.post("/nordland/organisasjoner/ny/", sent | place)
    assert Organisation.objects.get(organisation_number="310000108").name == "Eksempel barnehager AS"
    again = officer.get("/nordland/organisasjoner/", {"nummer": "310000108"}).content.decode()
    assert "er allerede registrert her" in again
    closed = officer.post("/nordland/organisasjoner/ny/", sent | place | {"organisation_number": "310000124"})
    assert closed.status_code == 422
    assert "er slettet fra Enhetsregisteret" in closed.content.decode()


@pytest.mark.django_db
def test_a_register_that_is_away_stops_nobody(settings: Any, client_as: Any) -> None:
    settings.FORDEL_REGISTERS = {"brreg": "http://127.0.0.1:9"}
    officer = client_as("case_officer")
    page = officer.get("/nordland/organisasjoner/", {"nummer": "974760673"}).content.decode()
    assert "Vi får ikke svar fra Enhetsregisteret nå. Du kan skrive inn navnet selv." in page
    assert 'value="974760673"' in page
    bodo = Municipality.objects.get(number="1804").pk
    sent = {"name": "Fjell AS", "kind": "private_owner", "organisation_number": "974760673", "municipality": bodo}
    assert officer.post("/nordland/organisasjoner/ny/", sent).status_code == 302


@pytest.mark.django_db
def test_every_municipality_is_there_from_the_start(reference_data: None) -> None:
    owners = Organisation.objects.filter(kind="municipality")
    assert Municipality.objects.count() == owners.count() == owners.values("municipality").distinct().count() == 357
    without = owners.filter(organisation_number=None).values_list("municipality__number", flat=True)
    assert sorted(without) == ["1508", "1580"], "Ålesund and Haram, split in 2024, have numbers that we do not know"
