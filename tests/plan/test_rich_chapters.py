"""A chapter with headings, tables and notes: pasted, saved, read by everybody, and written without script."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.services.document import PLAN_KIND
from fordel.shared.clock import now
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.save_fields import Edit, save_fields
from tests.clients import client_of
from tests.plan.conftest import write_every_chapter
from tests.shared.test_rich_text import PASTED_FROM_WORD

pytestmark = pytest.mark.django_db
TABLE: Final = (
    '<table><thead><tr><th scope="col">År</th><th scope="col">Barn</th></tr></thead>'
    '<tbody><tr><th scope="row">2027</th><td>40</td></tr></tbody></table>'
)
TEXT: Final = f'<h3>Mål</h3><p>Barn<span data-note="">Se § 5.</span> leker.</p><h4>Hvor mange</h4>{TABLE}'
MARKUP: Final = "<p class=MsoNormal style='mso-margin-top-alt:auto;font-family:\"Times New Roman\",serif'>&nbsp;</p>"


def at(name: str, plan: Plan, **more: Any) -> str:
    return reverse(f"plan:{name}", kwargs={"office": "nordland", "plan_id": plan.pk, **more})


def sent_by_script(client: Client, plan: Plan, html: str) -> Any:
    sent = {"fields": [{"key": "goal", "value": html, "base": 0, "html": True}], "part": "goal", "field": "goal"}
    return client.post(at("save", plan), json.dumps(sent), content_type="application/json")


def test_five_megabytes_of_word_are_saved_as_the_words_in_them(draft: Plan, officer: Person) -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 2_000_000}'><script>evil()</script>"
    style = f"<style>{'p.MsoNormal {margin:0cm} ' * 65_000}</style>"
    html = f"{style}{picture}{PASTED_FROM_WORD}{MARKUP * 15_000}<p>Sist.</p>"
    assert len(html) > 5_000_000
    answer = sent_by_script(client_of(officer), draft, html)
    assert answer.status_code == 200 and answer.json()["versions"] == {"goal": 1}
    kept = values_of(draft.pk)["goal"]
    assert kept.startswith("<h3>Mål for tiltaket</h3>") and kept.endswith("<p>Sist.</p>") and len(kept) < 1000
    assert "evil" not in kept and "Mso" not in kept and "img" not in kept


@pytest.mark.parametrize("html", ["<p>ord ord</p>" * 10_000, "<table>" + "<tr><td>x<td>y" * 100_000])
def test_a_text_that_is_far_too_long_is_refused_with_what_to_do(draft: Plan, officer: Person, html: str) -> None:
    answer = sent_by_script(client_of(officer), draft, html)
    assert answer.status_code == 409
    assert "altfor lang" in answer.json()["error"] and "legg den ved" in answer.json()["error"]
    assert "goal" not in values_of(draft.pk)


def test_the_page_and_the_comments_show_headings_tables_and_numbered_notes(draft: Plan, officer: Person) -> None:
    write_every_chapter(draft, officer, TEXT)
    assert values_of(draft.pk)["goal"] == TEXT
    client = client_of(officer)
    for address in (at("plan", draft), at("comments", draft, chapter="goal")):
        page = client.get(address).content.decode()
        assert "<h3>Mål</h3>" in page and '<th scope="row">2027</th>' in page
        assert 'href="#note-goal-1"' in page and 'id="note-goal-1"' in page and "data-note" not in page


def test_without_script_the_structure_is_typed_and_kept(draft: Plan, officer: Person) -> None:
    save_fields(PLAN_KIND, draft.pk, officer, [Edit("goal", TEXT, 0, is_html=True)], now())
    client, address = client_of(officer), at("chapter", draft, chapter="goal")
    typed = "# Mål\n\nBarn[* Se § 5.] leker.\n\n## Hvor mange\n\n| År | Barn |\n| 2027 | 40 |"
    assert typed in client.get(address).content.decode()
    client.post(address, {"goal": typed, "v.goal": "1"})
    assert values_of(draft.pk)["goal"] == TEXT, "what was not changed keeps what the field cannot show"
    client.post(address, {"goal": typed.replace("40", "50"), "v.goal": "1"})
    assert values_of(draft.pk)["goal"] == TEXT.replace("40", "50").replace('<th scope="row">2027</th>', "<td>2027</td>")


def test_what_is_read_of_it_says_notes_and_cells(draft: Plan, officer: Person) -> None:
    save_fields(PLAN_KIND, draft.pk, officer, [Edit("goal", TEXT, 0, is_html=True)], now())
    history = client_of(officer).get(at("history", draft)).content.decode()
    assert "[Se § 5.]" in history and "År | Barn" in history
