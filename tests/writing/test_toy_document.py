"""A document that is no needs report is written by two people through the same services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict

from fordel.core.form.copied import copied_answers
from fordel.core.form.findings import findings_of_form
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.writing.forms import edits_from_form
from fordel.writing.models import Document, Field, FieldVersion
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import changed_since, fields_of_many, untouched_keys, values_of
from fordel.writing.selectors.presence import others_in
from fordel.writing.services.documents import note_presence
from fordel.writing.services.fill_document import fill_document
from fordel.writing.services.save_fields import ClosedError, Edit, save_fields
from tests.writing.conftest import EARLY
from tests.writing.toy import OPENS, PACKING, TOO_LATE, WISHES, Wishes

pytestmark = pytest.mark.django_db


def test_two_writers_see_what_the_other_changed(kind: Wishes, letter: Document, ada: Person, bo: Person) -> None:
    first = save_fields(kind, letter.pk, ada, [Edit("wish", "En\nkjelke", 0)], EARLY)
    second = save_fields(kind, letter.pk, bo, [Edit("why", "Det snør.\nMye.", 0), Edit("colours", ["red"], 0)], EARLY)
    assert values_of(letter.pk) == {"wish": "En kjelke", "why": "Det snør.\nMye.", "colours": ["red"]}
    assert (first.revision, second.revision) == (1, 2)
    assert [row["key"] for row in changed_since(letter.pk, ada.pk, first.revision)] == ["colours", "why"]
    assert changed_since(letter.pk, bo.pk, first.revision) == []
    assert kind.seen == [(letter.pk, ("wish",)), (letter.pk, ("why", "colours"))]
    assert untouched_keys(letter.pk) == {"wish"}
    assert {row.value for row in fields_of_many([letter.pk], ["wish"])} == {"En kjelke"}
    document = Document.objects.get(pk=letter.pk)
    assert (document.revision, document.kind, document.created_by) == (2, "toy.wishes", ada)


def test_a_text_that_meets_another_waits_for_its_writer(
    kind: Wishes, letter: Document, ada: Person, bo: Person
) -> None:
    save_fields(kind, letter.pk, ada, [Edit("wish", "Ski", 0)], EARLY)
    met = save_fields(kind, letter.pk, bo, [Edit("wish", "Skøyter", 0)], EARLY)
    assert (met.versions, [(each.theirs, each.mine, each.by) for each in met.conflicts]) == (
        {},
        [("Ski", "Skøyter", "Ada Dal")],
    )
    assert values_of(letter.pk) == {"wish": "Ski"}
    assert conflicts_of(letter.pk, ada.pk) == []
    [waiting] = conflicts_of(letter.pk, bo.pk)
    save_fields(kind, letter.pk, bo, [Edit("wish", waiting.mine, waiting.version, chooses=True)], EARLY)
    assert values_of(letter.pk) == {"wish": "Skøyter"}
    assert conflicts_of(letter.pk, bo.pk) == []
    versions = FieldVersion.objects.filter(document=letter, key="wish").order_by("version")
    assert list(versions.values_list("value", "changed_by__name")) == [("Ski", "Ada Dal"), ("Skøyter", "Bo Eng")]


def test_the_same_request_twice_is_once(kind: Wishes, letter: Document, ada: Person) -> None:
    edits = [Edit("wish", "Ski", 0)]
    assert save_fields(kind, letter.pk, ada, edits, EARLY).versions == {"wish": 1}
    again = save_fields(kind, letter.pk, ada, edits, EARLY)
    assert (again.versions, again.revision, len(kind.seen)) == ({"wish": 1}, 1, 1)


def test_its_window_is_its_own(kind: Wishes, letter: Document, ada: Person) -> None:
    with pytest.raises(ClosedError, match="Nissen har reist"):
        save_fields(kind, letter.pk, ada, [Edit("wish", "Ski", 0)], TOO_LATE)
    with pytest.raises(ClosedError, match="Sleden pakkes"):
        save_fields(kind, letter.pk, ada, [Edit("thanks", "Takk!", 0), Edit("wish", "Ski", 0)], PACKING)
    assert not Field.objects.exists()
    save_fields(kind, letter.pk, ada, [Edit("thanks", "Takk!", 0)], PACKING)
    assert values_of(letter.pk) == {"thanks": "Takk!"}


def test_it_opens_and_closes_at_an_instant(kind: Wishes, letter: Document, ada: Person) -> None:
    instant = timedelta(microseconds=1)
    with pytest.raises(ClosedError, match="Nissen søv"):
        save_fields(kind, letter.pk, ada, [Edit("thanks", "Takk!", 0)], OPENS - instant)
    save_fields(kind, letter.pk, ada, [Edit("thanks", "Takk!", 0)], OPENS)
    kind.extension = TOO_LATE + timedelta(days=1)
    save_fields(kind, letter.pk, ada, [Edit("thanks", "Tusen takk!", 1)], kind.extension - instant)
    with pytest.raises(ClosedError, match="Nissen har reist"):
        save_fields(kind, letter.pk, ada, [Edit("thanks", "For seint", 2)], kind.extension)
    kind.extension = TOO_LATE - timedelta(days=1)
    save_fields(kind, letter.pk, ada, [Edit("thanks", "Takk!", 2)], TOO_LATE - instant)


@pytest.mark.parametrize("edit", [Edit("budget.2026.owner.x", "1", 0), Edit("why", "x" * 60_001, 0)])
def test_what_its_form_does_not_know_is_refused(kind: Wishes, letter: Document, ada: Person, edit: Edit) -> None:
    with pytest.raises(UserError):
        save_fields(kind, letter.pk, ada, [edit], EARLY)
    assert not Field.objects.exists()


def test_rich_text_is_kept_clean_also_when_it_meets_another(
    kind: Wishes, letter: Document, ada: Person, bo: Person
) -> None:
    html = "<p>Det <b>snør</b>.<script>evil()</script></p>"
    clean = "<p>Det <strong>snør</strong>.</p>"
    save_fields(kind, letter.pk, ada, [Edit("story", html, 0, is_html=True)], EARLY)
    met = save_fields(kind, letter.pk, bo, [Edit("story", "<i onclick=evil()>Sol</i>", 0, is_html=True)], EARLY)
    assert values_of(letter.pk) == {"story": clean}
    assert [(each.theirs, each.mine) for each in met.conflicts] == [(clean, "<p><em>Sol</em></p>")]
    again = save_fields(kind, letter.pk, ada, [Edit("story", html, 1, is_html=True)], EARLY)
    assert again.versions == {"story": 1}, "the same text before it is cleaned changes nothing"
    assert kind.facts(letter).words(WISHES.question("story")) == "Det snør."


def test_rich_text_in_a_plain_field_keeps_its_emphasis_until_it_is_changed(
    kind: Wishes, letter: Document, ada: Person
) -> None:
    save_fields(
        kind, letter.pk, ada, [Edit("story", "<p>Det <b>snør</b>.</p><ul><li>a</li></ul>", 0, is_html=True)], EARLY
    )

    def typed(**fields: str) -> Any:
        sent = QueryDict(mutable=True)
        sent.update({"v.story": "1", **fields})
        edits = edits_from_form(kind.facts(letter), WISHES.parts[0], sent)
        return save_fields(kind, letter.pk, ada, edits, EARLY).versions

    assert typed(story="Det snør.\r\n\r\n- a\r\n") == {"story": 1}
    assert typed(story="Det regner.\r\n- a\r\n- b") == {"story": 2}
    assert values_of(letter.pk)["story"] == "<p>Det regner.</p><ul><li>a</li><li>b</li></ul>"
    assert typed(**{"story": "<p><b>Sol</b></p>", "html.story": "1"}) == {"story": 3}
    assert values_of(letter.pk)["story"] == "<p><strong>Sol</strong></p>"


def test_the_length_of_rich_text_is_that_of_its_words(kind: Wishes, letter: Document, ada: Person) -> None:
    def found() -> list[tuple[str, str]]:
        return [(each.code, each.field) for each in findings_of_form(kind.facts(letter)) if each.field == "story"]

    save_fields(kind, letter.pk, ada, [Edit("story", "<p><strong>x</strong></p>" * 34, 0, is_html=True)], EARLY)
    assert found() == []
    save_fields(kind, letter.pk, ada, [Edit("story", f"<p>{'x' * 101}</p>", 1, is_html=True)], EARLY)
    assert found() == [("too_long", "story")]
    save_fields(kind, letter.pk, ada, [Edit("story", "<p> <br></p>", 2, is_html=True)], EARLY)
    assert not kind.facts(letter).is_answered(WISHES.question("story")) and values_of(letter.pk)["story"] == ""


def test_it_shows_who_else_is_there(letter: Document, ada: Person, bo: Person) -> None:
    note_presence(letter.pk, ada.pk, "wishes", "wish")
    note_presence(letter.pk, ada.pk, "thanks", "thanks")
    note_presence(letter.pk, bo.pk, "wishes", "why")
    assert [(each.name, each.part, each.field) for each in others_in(letter.pk, bo.pk)] == [
        ("Ada Dal", "thanks", "thanks")
    ]


def test_a_new_letter_begins_from_an_earlier_one(kind: Wishes, letter: Document, ada: Person, bo: Person) -> None:
    earlier = {"wish": "Ski", "story": "<p>En <strong>rød</strong> ski</p>", "colours": ["red", "gone"], "left": "x"}
    values = copied_answers(WISHES, earlier)
    assert values == {"wish": "Ski", "story": "<p>En <strong>rød</strong> ski</p>", "colours": ["red"]}
    fill_document(kind, letter.pk, values | {"why": ""}, ada, EARLY)
    save_fields(kind, letter.pk, bo, [Edit("wish", "Skøyter", 1)], EARLY)
    assert untouched_keys(letter.pk) == {"story", "colours"}
    assert values_of(letter.pk) == values | {"wish": "Skøyter"}


def test_a_question_that_has_no_structure_keeps_the_words_of_headings_tables_and_notes(
    kind: Wishes, letter: Document, ada: Person
) -> None:
    html = "<h2>Mål</h2><table><tr><td>a<td>b<tr><td>c<td>d</table><p>Barn<span data-note>alle</span></p>"
    save_fields(kind, letter.pk, ada, [Edit("story", html, 0, is_html=True)], EARLY)
    clean = "<p><strong>Mål</strong></p><p>a | b</p><p>c | d</p><p>Barn (alle)</p>"
    assert values_of(letter.pk) == {"story": clean}
