"""An article from a question to the help panel, and the panel by keys alone, at both widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fordel.guidance.models import Article
from fordel.parties.models import Organisation
from tests.guidance.articles import WHOLE, write

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Any]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_becomes_help_beside_the_work(nordland: Any, person_as: Make, visitor_as: Make, width: int) -> None:
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    owner = visitor_as("owner", organisation=hamaroy, width=width)
    owner.goto(reverse("own_needs:list"))
    owner.page.locator("[data-help]").click()
    panel = owner.page.get_by_role("dialog")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    owner.check()
    panel.get_by_role("link", name="Spør statsforvalteren").click()
    owner.page.get_by_label("Hva gjelder det?").fill("Kan en fagskole være partner?")
    owner.page.get_by_label("Spørsmålet ditt").fill("Vi lurer.")
    owner.press("Send spørsmålet")
    officer = visitor_as("case_officer", width=width)
    officer.goto(reverse("guidance:office-questions", kwargs={"office": "nordland"}))
    officer.follow("Kan en fagskole være partner?")
    officer.page.get_by_label("Skriv her").fill("Ja, fra 2026.")
    officer.press("Send svaret")
    officer.press("Lag en artikkel av svaret")
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("Kan en fagskole være partner?")
    article = Article.objects.get()
    texts = {key: WHOLE[key] for key in ("title_nn", "summary_nn", "body_nn")}
    assert article.responsible is not None
    write(article, article.responsible, audience=["owner"], pages=["own_needs:list"], **texts)
    officer.goto(reverse("guidance:check", kwargs={"office": "nordland", "article_id": article.pk}))
    officer.press("Publiser artikkelen")
    owner.goto(reverse("own_needs:list"))
    link = owner.page.locator("[data-help]")
    link.focus()
    owner.page.keyboard.press("Enter")
    expect(owner.page.get_by_role("dialog").get_by_text("Ja, fra 2026.")).to_be_visible()
    owner.page.keyboard.press("Escape")
    expect(owner.page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()
