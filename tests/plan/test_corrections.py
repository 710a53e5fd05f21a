"""A slip in a plan in force is corrected by two people, and the page of the plan says so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.core.form.rich_text import replaced_once
from fordel.parties.models import Person
from fordel.plan.models import CorrectionState, Plan, PlanCorrection
from fordel.plan.selectors.chapters import chapters_of
from fordel.plan.services.adoption import enter_into_force, propose_plan, take_plan_back
from fordel.plan.services.corrections import approve_correction, suggest_correction, withdraw_correction
from fordel.programme.models import Round
from fordel.shared.errors import UserError
from fordel.writing.models import Submission
from tests.clients import client_of
from tests.plan.conftest import add, write_every_chapter
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
TEXT = '<p>Pengene skal nå <strong>barna</strong> og elvene &amp; skolene.</p><p><a href="https://p.example/">p</a></p>'


@pytest.fixture
def plan(draft: Plan, officer: Person) -> Plan:
    add(draft, officer, "lek", "Lekk", goals={"nb": "Alle lekker.", "nn": "Alle leikar."})
    write_every_chapter(draft, officer, TEXT)
    enter_into_force(draft, date(2026, 3, 12), "Møtet", officer)
    return Plan.objects.select_related("office", "document").get(pk=draft.pk)


@pytest.fixture
def approver(person_as: Any) -> Person:
    found: Person = person_as("approver")
    return found


def at(name: str, plan: Plan, **more: Any) -> str:
    return reverse(f"plan:{name}", kwargs={"office": "nordland", "plan_id": plan.pk, **more})


def test_a_slip_is_written_by_one_and_made_by_another_on_the_pages(
    plan: Plan, officer: Person, approver: Person
) -> None:
    client = client_of(officer)
    typed = {"place": "text:goal", "wrong": "elvene", "right": "elevene", "slip": "En bokstav manglet."}
    assert client.post(at("new-correction", plan), typed).status_code == 302
    correction = PlanCorrection.objects.get()
    own = client.get(at("approve-correction", plan, correction_id=correction.pk))
    assert own.status_code == 409, "whoever wrote it does not approve it"
    assert "elevene" not in Client().get(at("plan", plan)).content.decode()
    done = carry_out(client_of(approver), at("approve-correction", plan, correction_id=correction.pk), {})
    assert done.status_code == 302, done.content.decode()
    page = Client().get(at("plan", plan)).content.decode()
    assert "<strong>barna</strong> og elevene &amp; skolene" in page and "En bokstav manglet." in page
    assert officer.name not in page, "the page does not say who"
    kept = list(Submission.objects.filter(document=plan.pk).order_by("sequence"))
    assert len(kept) == 2 and kept[0].sha256 != kept[1].sha256
    assert PlanCorrection.objects.get().version == kept[1]
    compared = client.get(at("versions", plan)).content.decode()
    assert "elvene" in compared and "elevene" in compared


@pytest.mark.parametrize(
    ("place", "wrong", "right", "read"),
    [
        ("title:goal", "Mål", "Mål,", lambda plan: plan.outline[0]["title"]),
        ("name:lek:nb", "Lekk", "Lek", lambda plan: plan.themes.get().names["nb"]),
        ("goal:lek:nb", "lekker", "leker", lambda plan: plan.themes.get().goals["nb"]),
    ],
)
def test_titles_names_and_goals_are_corrected_and_years_keep_what_they_have(
    nordland: Any, plan: Plan, officer: Person, approver: Person, place: str, wrong: str, right: str, read: Any
) -> None:
    before = Round.objects.get(pk=nordland.pk).themes
    correction = suggest_correction(plan, place, wrong, right, "Slurv", officer)
    approve_correction(correction, approver)
    fresh = Plan.objects.get(pk=plan.pk)
    assert right in read(fresh)
    assert Round.objects.get(pk=nordland.pk).themes == before
    assert Submission.objects.filter(document=plan.pk).count() == 2


WRONG = {
    "not there": ("text:goal", "finnes ikke", "x", "Merknad", "wrong"),
    "in several places": ("text:goal", "n", "x", "Merknad", "wrong"),
    "with different looks": ("text:goal", "barna og", "x", "Merknad", "wrong"),
    "inside a tag": ("text:goal", "strong", "x", "Merknad", "wrong"),
    "nothing to replace": ("text:goal", "", "x", "Merknad", "wrong"),
    "the same": ("text:goal", "elvene", "elvene", "Merknad", "right"),
    "nothing left": ("name:lek:nb", "Lekk", "", "Merknad", "right"),
    "too long": ("name:lek:nb", "Lekk", "x" * 90, "Merknad", "right"),
    "no note": ("text:goal", "elvene", "elevene", " ", "slip"),
    "unknown place": ("text:nowhere", "elvene", "elevene", "Merknad", "place"),
}


@pytest.mark.parametrize(("place", "wrong", "right", "note", "field"), WRONG.values(), ids=WRONG)
def test_a_correction_that_cannot_be_is_refused_at_its_field(
    plan: Plan, officer: Person, place: str, wrong: str, right: str, note: str, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        suggest_correction(plan, place, wrong, right, note, officer)
    assert refused.value.field == field and not PlanCorrection.objects.exists()


def test_of_two_corrections_of_the_same_words_the_second_is_refused(
    plan: Plan, officer: Person, approver: Person
) -> None:
    both = [suggest_correction(plan, "text:goal", "elvene", "elevene", "Slurv", officer) for _each in range(2)]
    approve_correction(both[0], approver)
    with pytest.raises(UserError):
        approve_correction(both[1], approver)
    withdraw_correction(both[1], officer)
    with pytest.raises(UserError):
        approve_correction(both[1], approver)
    states = [PlanCorrection.objects.get(pk=each.pk).state for each in both]
    assert states == [CorrectionState.APPROVED, CorrectionState.WITHDRAWN]


def test_a_plan_that_is_not_in_force_is_not_corrected(draft: Plan, officer: Person) -> None:
    add(draft, officer, "lek", "Lek")
    write_every_chapter(draft, officer, TEXT)
    with pytest.raises(UserError):
        suggest_correction(draft, "text:goal", "elvene", "elevene", "Slurv", officer)


def test_versions_before_the_forum_are_compared_with_what_is_written_now(draft: Plan, officer: Person) -> None:
    client = client_of(officer)
    assert client.get(at("versions", draft)).status_code == 200
    add(draft, officer, "lek", "Lek")
    write_every_chapter(draft, officer, TEXT)
    propose_plan(draft, officer)
    take_plan_back(draft, officer)
    add(draft, officer, "natur", "Natur")
    page = client.get(at("versions", draft)).content.decode()
    assert "Natur" in page and "Lek" not in page.split('id="changes"')[1]
    assert chapters_of(Plan.objects.get(pk=draft.pk))


def test_words_are_replaced_as_they_are_escaped() -> None:
    assert replaced_once("<p>a &amp; b</p>", "a & b", "<i>") == "<p>&lt;i&gt;</p>"
    assert replaced_once("<p>a</p><p>a</p>", "a", "b") is None


def test_a_name_is_not_corrected_into_that_of_another_theme(draft: Plan, officer: Person) -> None:
    add(draft, officer, "lek", "Lekk")
    add(draft, officer, "ute", "Uteliv", also=("Lek",))
    write_every_chapter(draft, officer, TEXT)
    enter_into_force(draft, date(2026, 3, 12), "Møtet", officer)
    plan = Plan.objects.get(pk=draft.pk)
    with pytest.raises(UserError) as caught:
        suggest_correction(plan, "name:lek:nb", "Lekk", "Lek", "En bokstav for mye.", officer)
    assert caught.value.field == "right"
