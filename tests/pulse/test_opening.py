"""An owner opens a pulse, prints its codes, and gives it more of them or more time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.urls import reverse

from fordel.decisions.models import Award
from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.pulse.models import Pulse, PulseCode
from fordel.pulse.selectors.codes import codes_of
from fordel.pulse.services.open_pulse import change_pulse, open_pulse
from fordel.reports.models import NeedsReport
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from tests.clients import client_of
from tests.pulse.pulses import closed, opened

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def _page(measure: NeedsReport, rest: str = "") -> str:
    return f"/puls/tiltak/{measure.pk}/{rest}"


def test_an_owner_opens_it_and_prints_a_card_for_each(measure: NeedsReport, owner: Person) -> None:
    client = client_of(owner)
    assert _page(measure) in client.get("/mine/puls/").content.decode()
    assert _page(measure, "start/apne/") in client.get(_page(measure)).content.decode()
    typed = {"codes": "9", "last_day": (today() + timedelta(days=14)).isoformat()}
    assert client.post(_page(measure, "start/apne/"), typed).url == _page(measure)
    pulse = Pulse.objects.get()
    assert (pulse.codes, PulseCode.objects.count(), len(set(codes_of(pulse)))) == (9, 9, 9)
    assert "0 av 9 har svart" in client.get(_page(measure)).content.decode()
    answer = client.get(_page(measure, "start/koder.pdf"))
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert str(pdf.Root.Lang) in ("nb", "nn")
        described = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert len(described) == 9


def test_no_code_can_be_read_in_the_database(measure: NeedsReport, owner: Person) -> None:
    pulse = opened(measure, owner)
    kept = list(PulseCode.objects.order_by("pk").values_list("code_hash", flat=True))
    assert kept == sorted(kept)
    assert not any(code.replace("-", "") in "".join(kept) for code in codes_of(pulse))


@pytest.mark.parametrize(
    ("codes", "days", "field"),
    [
        ("", 9, "codes"),
        ("4", 9, "codes"),
        ("301", 9, "codes"),
        ("mange", 9, "codes"),
        ("9", -1, "last_day"),
        ("9", 61, "last_day"),
        ("9", None, "last_day"),
    ],
)
def test_what_cannot_be_opened_says_why_and_keeps_what_was_typed(
    measure: NeedsReport, owner: Person, codes: str, days: int | None, field: str
) -> None:
    day = (today() + timedelta(days=days)).isoformat() if days is not None else ""
    answer = client_of(owner).post(_page(measure, "start/apne/"), {"codes": codes, "last_day": day})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{field}"' in page
    assert f'value="{codes}"' in page or not codes
    assert not Pulse.objects.exists()


def test_more_codes_and_more_time_and_never_fewer(measure: NeedsReport, owner: Person) -> None:
    pulse, later = opened(measure, owner), today() + timedelta(days=20)
    before = codes_of(pulse)
    changed = change_pulse(pulse.pk, 20, later, owner)
    assert codes_of(changed)[:12] == before and PulseCode.objects.count() == 20
    for codes, day, field in (
        (19, later, "codes"),
        (20, today(), "last_day"),
        (20, today() + timedelta(61), "last_day"),
    ):
        with pytest.raises(UserError) as refused:
            change_pulse(pulse.pk, codes, day, owner)
        assert refused.value.field == field
    closed(pulse)
    answer = client_of(owner).post(_page(measure, "start/endre/"), {"codes": "30", "last_day": later.isoformat()})
    assert answer.status_code == 409 and PulseCode.objects.count() == 20


def test_the_moments_come_in_their_order(measure: NeedsReport, owner: Person) -> None:
    start = opened(measure, owner)
    for moment in ("start", "end"):  # asked already; and the start is still open
        with pytest.raises(UserError):
            opened(measure, owner, moment)
    closed(start)
    opened(measure, owner, "end")
    assert client_of(owner).get(_page(measure)).status_code == 200


def test_the_start_cannot_be_asked_after_the_end(measure: NeedsReport, owner: Person) -> None:
    closed(opened(measure, owner, "end"))
    with pytest.raises(UserError):
        opened(measure, owner, "start")


def test_only_a_measure_with_a_grant_has_a_pulse(measure: NeedsReport, owner: Person) -> None:
    Award.objects.filter(report=measure).update(amount=0, by_line={})
    assert client_of(owner).get(_page(measure)).status_code == 404
    assert _page(measure) not in client_of(owner).get("/mine/puls/").content.decode()


def test_a_scheme_without_questions_asks_nobody(measure: NeedsReport, owner: Person) -> None:
    version = measure.round.scheme
    version.definition = {key: value for key, value in version.definition.items() if key != "pulse"}
    version.sha256 = "0" * 64
    version.save()
    page = client_of(owner).get(_page(measure)).content.decode()
    assert "/apne/" not in page
    with pytest.raises(UserError):
        open_pulse(measure.pk, "start", 9, today(), owner)


def test_nobody_but_the_owner_opens_or_prints(measure: NeedsReport, owner: Person, person_as: Make) -> None:
    opened(measure, owner)
    others = [person_as("case_officer"), person_as("partner", organisation=measure.partners.get().organisation)]
    for other in others:
        client = client_of(other)
        for rest in ("start/koder.pdf", "start/endre/", "end/apne/"):
            assert client.get(_page(measure, rest)).status_code == 403
    assert client_of(others[0]).get(_page(measure)).status_code == 200
    assert client_of(others[1]).get(_page(measure)).status_code == 403


def test_who_has_two_roles_or_none_any_more_opens_pulses_of_the_chosen_owner_alone(
    measure: NeedsReport, owner: Person
) -> None:
    other = Organisation.objects.filter(kind="municipality").exclude(pk=measure.owner_id)[0]
    client, address = client_of(owner), reverse("pulse:open", kwargs={"report_id": measure.pk, "moment": "start"})
    second = RoleAssignment.objects.create(person=owner, role="owner", organisation=other)
    client.post(reverse("switch-role"), {"assignment": second.pk})
    assert client.get(address).status_code == 403
    first = RoleAssignment.objects.get(person=owner, organisation=measure.owner)
    client.post(reverse("switch-role"), {"assignment": first.pk})
    assert client.get(address).status_code == 200
    first.delete()
    typed = {"codes": "12", "last_day": (today() + timedelta(days=5)).strftime("%d.%m.%Y")}
    assert client.post(address, typed).status_code == 403
    assert not Pulse.objects.exists()
