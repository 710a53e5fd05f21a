"""A plan comes into force, years follow it, and what follows an earlier one stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from fordel.core.form.definition import Choice
from fordel.core.form.rich_text import plain_text
from fordel.parties.models import Office, Person
from fordel.plan.models import Plan, PlanState, RoundPlan
from fordel.plan.selectors.chapters import chapters_of
from fordel.plan.selectors.plans import plan_in_force
from fordel.plan.services.adoption import enter_into_force
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.outline import add_chapter, move_chapter, remove_chapter, rename_chapter
from fordel.plan.services.pin_plan import follow_plan
from fordel.plan.services.plans import PlanFacts, change_plan, discard_plan, start_plan
from fordel.plan.services.themes import ThemeFacts, add_theme, change_theme, move_theme, remove_theme
from fordel.programme.events import RoundOpened
from fordel.programme.models import Round
from fordel.programme.selectors.themes import themes_of
from fordel.programme.services.open_round import open_round
from fordel.reports.drafting.services.copy_draft import copy_draft
from fordel.reports.selectors.draft_facts import form_of
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.writing.models import Submission
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.save_fields import ClosedError, Edit, save_fields
from fordel.writing.services.send import IncompleteError
from tests.plan.conftest import NEXT, add, open_year, write_every_chapter

pytestmark = pytest.mark.django_db
ADOPTED = date(2026, 3, 12)
FORMER = ["inkludering", "overgang", "sprak", "digital", "samisk", "ledelse"]


def _codes(round_: Round) -> list[str]:
    return [theme.code for theme in themes_of(round_).listed]


def _asked(round_: Round) -> tuple[Choice, ...]:
    return next((q.choices for _part, q in form_of(round_).questions() if q.code == "themes"), ())


def _in_force(plan: Plan, by: Person) -> Plan:
    write_every_chapter(plan, by)
    return enter_into_force(plan, ADOPTED, "", by)


def test_a_year_asks_for_the_themes_of_the_plan_in_force_when_it_opened(
    nordland: Any, draft: Plan, officer: Any
) -> None:
    add(draft, officer, "lek", "Lek", goals={"nb": "Alle leker.", "nn": "Alle leikar."})
    assert [choice.code for choice in _asked(nordland)] == FORMER
    _in_force(draft, officer)
    later = open_year(nordland, 2027)
    assert [(choice.code, choice.help["nb"]) for choice in _asked(later)] == [("lek", "Alle leker.")]
    assert [choice.code for choice in _asked(Round.objects.get(pk=nordland.pk))] == FORMER
    assert RoundPlan.objects.get(round=later).plan == draft


def test_a_theme_is_asked_for_in_its_own_years_alone(nordland: Any, draft: Plan, officer: Any) -> None:
    add(draft, officer, "kort", "Kort", last_year=2027)
    add(draft, officer, "sen", "Sen", first_year=2028)
    _in_force(draft, officer)
    assert _codes(open_year(nordland, 2027)) == ["kort"]
    assert _codes(open_year(nordland, 2028)) == ["sen"]


def test_a_year_before_the_plan_follows_the_one_before_it(nordland: Any, draft: Plan, officer: Any) -> None:
    add(draft, officer, "lek", "Lek")
    _in_force(draft, officer)
    RoundPlan.objects.get(round=nordland).delete()
    nordland.themes = []
    nordland.save()
    follow_plan(RoundOpened(nordland))
    assert RoundPlan.objects.get(round=nordland).plan != draft
    assert _codes(Round.objects.get(pk=nordland.pk)) == FORMER


def test_without_a_plan_there_is_no_question_about_themes(nordland: Any, person_as: Any) -> None:
    office = Office.objects.get(slug="rogaland")
    round_ = open_round(office, nordland.scheme, {"kindergarten": 1, "school": 2}, None)
    assert (_codes(round_), _asked(round_)) == ([], ())
    by = person_as("case_officer", office="rogaland")
    plan = start_plan(office, PlanFacts("Første plan", ("kollektiv",), 2026, 2029, "nn"), by)
    add(plan, by, "lek", "Lek")
    _in_force(plan, by)
    assert _codes(Round.objects.get(pk=round_.pk)) == ["lek"], "a running year without a plan follows the first one"


def test_a_theme_that_goes_on_brings_along_what_was_chosen(nordland: Any, imported: Any, officer: Any) -> None:
    former = plan_in_force(nordland.office_id, "kollektiv")
    plan = start_plan(nordland.office, NEXT, officer, former)
    theme = plan.themes.select_related("plan__office").get(code="sprak")
    assert theme.continues is not None and theme.continues.plan == former
    names = {"nb": "Språkmiljø", "nn": "Språkmiljø"}
    change_theme(theme, ThemeFacts("miljo", names, first_year=2027, continues=theme.continues_id or 0), officer)
    _in_force(plan, officer)
    report = nordland.reports.exclude(theme="").first()
    report.theme, report.duration_years = "Språk og lesing", 3
    report.save()
    copied = copy_draft(report, open_year(nordland, 2027), report.owner, officer)
    assert values_of(copied.pk)["themes"] == ["miljo"]


def test_a_plan_in_force_is_kept_as_it_was_adopted(nordland: Any, draft: Plan, officer: Any) -> None:
    theme = add(draft, officer, "lek", "Lek")
    plan = _in_force(draft, officer)
    kept = Submission.objects.get(document=plan.pk)
    assert [each["code"] for each in kept.content["themes"]] == ["lek"] and len(kept.sha256) == 64
    refused: list[Any] = [
        lambda: change_plan(plan, NEXT, officer),
        lambda: discard_plan(plan, officer),
        lambda: add_chapter(plan, "Nytt", officer),
        lambda: rename_chapter(plan, "goal", "Annet", officer),
        lambda: move_chapter(plan, "goal", 1, officer),
        lambda: remove_chapter(plan, "goal", officer),
        lambda: add(plan, officer, "ny", "Ny"),
        lambda: change_theme(theme, ThemeFacts("lek", {"nb": "Å", "nn": "Å"}, first_year=2027), officer),
        lambda: move_theme(theme, 1, officer),
        lambda: remove_theme(theme, officer),
        lambda: enter_into_force(plan, ADOPTED, "", officer),
    ]
    for step in refused:
        with pytest.raises(UserError):
            step()
    with pytest.raises(ClosedError):
        save_fields(PLAN_KIND, plan.pk, officer, [Edit("goal", "<p>Senere</p>", 1, is_html=True)], now())
    assert [plain_text(chapter.text) for chapter in chapters_of(plan)] == ["Skrevet."] * len(plan.outline)


def test_a_plan_that_is_not_whole_does_not_come_into_force(draft: Plan, officer: Any) -> None:
    write_every_chapter(draft, officer)
    with pytest.raises(UserError, match=r"tema|theme"):
        enter_into_force(draft, ADOPTED, "", officer)
    add(draft, officer, "lek", "Lek")
    for day in (None, today() + timedelta(days=1)):
        with pytest.raises(UserError) as wrong:
            enter_into_force(draft, day, "", officer)
        assert wrong.value.field == "adopted_on"
    add_chapter(draft, "Tomt", officer)
    with pytest.raises(IncompleteError):
        enter_into_force(draft, ADOPTED, "", officer)
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT and not Submission.objects.filter(document=draft.pk).exists()


def test_a_plan_for_two_schemes_is_replaced_when_both_are(nordland: Any, draft: Plan, officer: Any) -> None:
    former = plan_in_force(nordland.office_id, "kollektiv")
    assert former is not None and former.schemes.count() == 2
    add(draft, officer, "lek", "Lek")
    _in_force(draft, officer)
    former.refresh_from_db()
    assert former.state == PlanState.IN_FORCE and plan_in_force(nordland.office_id, "videregaende") == former
    second = start_plan(nordland.office, PlanFacts("Vgo", ("videregaende",), 2027, 2030, "nb"), officer)
    add(second, officer, "lek", "Lek")
    _in_force(second, officer)
    former.refresh_from_db()
    assert (former.state, former.replaced_at is not None) == (PlanState.REPLACED, True)


@pytest.mark.parametrize("role", ["approver", "forum_member", "auditor"])
def test_only_a_case_officer_of_the_office_writes(draft: Plan, person_as: Any, role: str) -> None:
    others = [person_as(role), person_as("case_officer", office="rogaland")]
    for other in others:
        with pytest.raises(UserError):
            add_chapter(draft, "Nytt", other)


def test_chapters_are_added_named_moved_and_taken_out(draft: Plan, officer: Any) -> None:
    before = [chapter["code"] for chapter in draft.outline]
    code = add_chapter(draft, "  Økonomi   og tid ", officer)
    again = add_chapter(draft, "Økonomi og tid", officer)
    assert (code, again) == ("okonomi_og_tid", "okonomi_og_tid_2")
    rename_chapter(draft, again, "Tid", officer)
    move_chapter(draft, again, -1, officer)
    remove_chapter(draft, before[0], officer)
    move_chapter(draft, before[1], -1, officer)
    draft.refresh_from_db()
    shown = [(chapter["code"], chapter["title"]) for chapter in draft.outline]
    assert [each for each, _title in shown] == [*before[1:], again, code]
    assert shown[-2:] == [(again, "Tid"), (code, "Økonomi og tid")]
    for title, fault in (("  ", "tittel|title"), ("x" * 121, "120")):
        with pytest.raises(UserError, match=fault) as wrong:
            add_chapter(draft, title, officer)
        assert wrong.value.field == "title"


def test_a_code_is_not_used_again_while_its_text_is_kept(draft: Plan, officer: Any) -> None:
    code = add_chapter(draft, "Tid", officer)
    save_fields(PLAN_KIND, draft.pk, officer, [Edit(code, "<p>Gammelt</p>", 0, is_html=True)], now())
    remove_chapter(draft, code, officer)
    assert add_chapter(draft, "Tid", officer) == "tid_2"


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no code": ({"code": ""}, "code"),
    "code with letters that are not plain": ({"code": "språk"}, "code"),
    "code of another": ({"code": "lek"}, "code"),
    "no nynorsk": ({"names": {"nb": "Natur"}}, "name_nn"),
    "name of another, in other letters": ({"names": {"nb": "LEK", "nn": "Natur"}}, "name_nb"),
    "name too long": ({"names": {"nb": "x" * 81, "nn": "x"}}, "name_nb"),
    "goal in bokmål alone": ({"goals": {"nb": "Mål"}}, "goal_nn"),
    "signs in nynorsk alone": ({"signs": {"nn": "Teikn"}}, "signs_nb"),
    "before the plan": ({"first_year": 2026}, "first_year"),
    "ends before it begins": ({"first_year": 2029, "last_year": 2028}, "last_year"),
    "after the plan": ({"last_year": 2031}, "last_year"),
    "continues nothing": ({"continues": 999_999}, "continues"),
}


@pytest.mark.parametrize(("change", "field"), WRONG.values(), ids=WRONG)
def test_a_theme_that_cannot_be_is_refused_at_its_field(
    draft: Plan, officer: Any, change: dict[str, Any], field: str
) -> None:
    add(draft, officer, "lek", "Lek")
    right = {"code": "natur", "names": {"nb": "Natur", "nn": "Natur"}, "first_year": 2027}
    with pytest.raises(UserError) as wrong:
        add_theme(draft, ThemeFacts(**(right | change)), officer)
    assert wrong.value.field == field
    assert draft.themes.count() == 1


def test_a_name_that_reports_use_leads_to_one_theme(draft: Plan, officer: Any) -> None:
    add(draft, officer, "lek", "Lek", also=("Uteleik", "Frilek"))
    for facts, field in (
        (ThemeFacts("ute", {"nb": "Ute", "nn": "Ute"}, first_year=2027, also=("FRILEK ",)), "also"),
        (ThemeFacts("ute", {"nb": "Ute", "nn": "Ute"}, first_year=2027, also=("lek",)), "also"),
        (ThemeFacts("ute", {"nb": "Ute", "nn": "Uteleik"}, first_year=2027), "name_nn"),
        (ThemeFacts("ute", {"nb": "Ute", "nn": "Ute"}, first_year=2027, also=("x" * 201,)), "also"),
        (ThemeFacts("ute", {"nb": "Ute", "nn": "Ute"}, first_year=2027, also=tuple(map(str, range(31)))), "also"),
    ):
        with pytest.raises(UserError) as caught:
            add_theme(draft, facts, officer)
        assert caught.value.field == field
    assert draft.themes.count() == 1
