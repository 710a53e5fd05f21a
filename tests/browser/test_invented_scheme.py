"""The main pages of the invented scheme, at an office that runs `collective` the same year: the header chooses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from fordel.decisions.services.proposals import create_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import NeedsReport
from tests.browser.conftest import Visitor
from tests.reports.drafting.conftest import january, set_time
from tests.support.schemes import lifelong_beside
from tests.support.where import HOME

__all__ = ["january", "set_time"]
pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
THERE: Final = "/nordland/livslang/2026/"
FOREIGN: Final = ("kindergarten", "Barnehage", "Skole", "Skule")
GROUP: Final = {"nb": "Lesere", "nn": "Lesarar"}
VOLUNTEERS: Final = {"nb": "Hvor mange frivillige er med?", "nn": "Kor mange frivillige er med?"}


def choose_scheme(visitor: Visitor) -> None:
    """Chooses the invented scheme's 2026 in the header."""
    choice = visitor.page.locator("details", has=visitor.page.locator("#scheme-livslang"))
    choice.locator("summary").click()
    visitor.check()
    choice.locator("ul[aria-labelledby=scheme-livslang]").get_by_role("link", name="2026", exact=True).click()
    visitor.page.wait_for_url(f"**{THERE}")
    visitor.check()


def is_about_this_scheme(visitor: Visitor) -> None:
    """Nothing of the page's own part is of the other scheme."""
    said = visitor.page.locator("main").inner_text()
    assert [word for word in FOREIGN if word in said] == [], visitor.page.url


@pytest.fixture
def beside(imported: Round, person_as: Callable[..., Person]) -> Round:
    return lifelong_beside(imported, person_as("case_officer"))


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_its_main_pages(
    visitor_as: Visit, beside: Round, person_as: Callable[..., Person], width: int, language: str
) -> None:
    secretary = person_as("case_officer")
    officer = visitor_as("case_officer", width=width, language=language)
    officer.goto(HOME)
    choose_scheme(officer)
    is_about_this_scheme(officer)
    scenario = create_scenario(beside, "Alle får alt", Specification(reserve={"library": 200_000}), secretary)
    for path in ("innstilling/", "vedtak/"):  # before anything is written
        officer.goto(f"{THERE}{path}")
    begin_recommendation(scenario, secretary)
    create_proposal(scenario, secretary)
    for path in (
        "behovsmeldinger/",
        "behovsmeldinger/5/",
        "status/",
        "fordeling/",
        f"fordeling/{scenario.pk}/hvorfor/5/",
        "innstilling/",
        "vedtak/",
        "oppsett/",
    ):
        page = officer.goto(f"{THERE}{path}")
        assert officer.context.request.get(f"{officer.address}{THERE}{path}").ok, path
        assert page.locator("html").get_attribute("lang") == language
        is_about_this_scheme(officer)
    officer.goto(f"{THERE}status/")
    expect(officer.page.locator("main")).to_contain_text(GROUP[language])


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_its_form_asks_what_no_other_scheme_asks(
    visitor_as: Visit,
    beside: Round,
    january: datetime,
    person_as: Callable[..., Any],
    width: int,
    language: str,
) -> None:
    report = NeedsReport.objects.filter(round=beside).select_related("owner").order_by("number")[0]
    draft = start_draft(beside, report.owner, person_as("owner", organisation=report.owner))
    owner = visitor_as("owner", organisation=report.owner, width=width, language=language)
    page = owner.goto(f"/mine/utkast/{draft.pk}/del/about/")
    page.get_by_role("radio", name=GROUP[language], exact=True).check()
    owner.goto(f"/mine/utkast/{draft.pk}/del/volunteers/")
    expect(page.get_by_label(VOLUNTEERS[language])).to_be_visible()
    owner.goto(f"/mine/utkast/{draft.pk}/del/partners/")
    owner.goto("/mine/")
