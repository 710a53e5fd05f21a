"""A plan is locked for the forum, and two that come into force at once do not both stay in force."""

from __future__ import annotations

import io
import threading
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pikepdf
import pytest
from django.db import connection

from fordel.parties.models import Person
from fordel.plan.documents.plan_files import plan_docx, plan_pdf
from fordel.plan.models import Plan, PlanScheme, PlanState
from fordel.plan.selectors.plans import plan_in_force
from fordel.plan.services.adoption import adopt_plan, enter_into_force, propose_plan, take_plan_back
from fordel.plan.services.plans import start_plan
from fordel.shared.errors import UserError
from fordel.writing.models import Submission
from fordel.writing.services.send import IncompleteError
from tests.plan.conftest import NEXT, add, write_every_chapter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = (
    "<p>Pengene skal <strong>nå</strong> barn.</p><ul><li>Ett</li><li>To</li></ul>"
    '<ol><li>Først</li></ol><p><a href="https://example.org/">Lenke</a></p><ol><li>Igjen</li></ol>'
    "<h2>Fordeling</h2><table><tr><td>År<td>Barn<tr><th>2027<td>40<tr><th>2028<td></table>"
    "<h3>Hvem</h3><p>Barn<span data-note>Se <b>forskriften</b>.</span> først.</p>"
)


@pytest.mark.django_db
def test_a_plan_that_is_not_whole_is_not_put_before_the_forum(draft: Plan, officer: Person) -> None:
    with pytest.raises(UserError):
        propose_plan(draft, officer)
    add(draft, officer, "lek", "Lek")
    with pytest.raises(IncompleteError):
        propose_plan(draft, officer)
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT and not Submission.objects.filter(document=draft.pk).exists()


@pytest.mark.django_db
def test_each_text_that_was_before_the_forum_is_kept(draft: Plan, officer: Person) -> None:
    add(draft, officer, "lek", "Lek")
    write_every_chapter(draft, officer)
    first = propose_plan(draft, officer)
    take_plan_back(draft, officer)
    assert propose_plan(draft, officer) == first, "the same text is the same version"
    take_plan_back(draft, officer)
    add(draft, officer, "natur", "Natur")
    second = propose_plan(draft, officer)
    assert (second.sequence, second.sha256 == first.sha256) == (2, False)
    adopt_plan(draft.pk, date(2026, 3, 12), "Møtet", officer)
    with pytest.raises(UserError):
        take_plan_back(draft, officer)
    enter_into_force(draft, None, "", officer)
    draft.refresh_from_db()
    assert (draft.state, draft.adopted_on, draft.adopted_by) == (PlanState.IN_FORCE, date(2026, 3, 12), "Møtet")
    assert Submission.objects.filter(document=draft.pk).count() == 2, "what comes into force is what was adopted"


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_that_enter_at_once_the_last_replaces_the_first(nordland: Any, person_as: Any) -> None:
    officer = person_as("case_officer")
    plans = []
    for title in ("A", "B"):
        plan = start_plan(nordland.office, NEXT, officer)
        Plan.objects.filter(pk=plan.pk).update(title=title)
        add(plan, officer, "lek", "Lek")
        write_every_chapter(plan, officer)
        propose_plan(plan, officer)
        adopt_plan(plan.pk, date(2026, 3, 12), "Møtet", officer)
        plans.append(Plan.objects.get(pk=plan.pk))
    both, outcomes = threading.Barrier(2), []

    def enter(plan: Plan) -> None:
        try:
            both.wait(10)
            enter_into_force(plan, None, "", officer)
            outcomes.append("entered")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(plan,)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes == ["entered", "entered"]
    states = sorted(Plan.objects.filter(pk__in=[plan.pk for plan in plans]).values_list("state", flat=True))
    assert states == [PlanState.IN_FORCE, PlanState.REPLACED]
    assert PlanScheme.objects.filter(office=nordland.office, slug="kollektiv", is_in_force=True).count() == 1
    current = plan_in_force(nordland.office_id, "kollektiv")
    assert current is not None and current.state == PlanState.IN_FORCE


@pytest.fixture
def written(draft: Plan, officer: Person) -> Plan:
    names = {"nb": "Samisk", "nn": "Samisk", "se": "Sámi giella"}
    theme = add(draft, officer, "samisk", "Samisk", goals={"nb": "Mål.\nTo", "nn": "Mål."})
    theme.names = names
    theme.save()
    write_every_chapter(draft, officer, TEXT)
    propose_plan(draft, officer)
    return Plan.objects.select_related("office").get(pk=draft.pk)


@pytest.mark.django_db
def test_the_pdf_is_tagged_and_the_same_each_time(written: Plan) -> None:
    content = plan_pdf(written)
    assert content == plan_pdf(written)
    with pikepdf.open(io.BytesIO(content)) as file:
        assert str(file.Root.Lang).startswith("nb")
        xmp = bytes(file.Root.Metadata.read_bytes())
        assert b"pdfuaid" in xmp and b"pdfaid" in xmp
        tags, languages = _tags(file)
        assert {"/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/TOC", "/Link", "/Table", "/TH", "/TD"} <= tags
        assert _scopes(file) == {"/Column"}
        assert any(language.startswith("se") for language in languages), "the Sámi name says its language"
        assert file.Root.Outlines is not None


def _tags(file: Any) -> tuple[set[str], set[str]]:
    tags: set[str] = set()
    languages: set[str] = set()
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each and ("/K" in each or "/P" in each):
            tags.add(str(each.S))
            if "/Lang" in each:
                languages.add(str(each.Lang))
    return tags, languages


def _scopes(file: Any) -> set[str]:
    """What the heads of tables say that they are heads of."""
    found = set()
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
            attributes = each.get("/A", [])
            for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
                found.add(str(one.get("/Scope")))
    return found


@pytest.mark.django_db
def test_the_file_for_word_processors_has_headings_lists_tables_and_notes(written: Plan) -> None:
    with ZipFile(io.BytesIO(plan_docx(written))) as file:
        for name in file.namelist():
            ET.fromstring(file.read(name))  # noqa: S314 -- our own file
        body = ET.fromstring(file.read("word/document.xml"))  # noqa: S314 -- our own file
        numbering = ET.fromstring(file.read("word/numbering.xml"))  # noqa: S314 -- our own file
        links = file.read("word/_rels/document.xml.rels").decode()
    styles = [(_style(each), _words(each)) for each in body.iter(f"{_W}p")]
    headings = [(style, words) for style, words in styles if style.startswith("Heading")]
    assert headings[0] == ("Heading1", written.title)
    assert [words for style, words in headings if style == "Heading2"] == [
        *(chapter["title"] for chapter in written.outline),
        "Temaer",
    ]
    assert ("Heading3", "Samisk") in headings
    items = [words for style, words in styles if style == "ListParagraph"]
    assert items[:4] == ["Ett", "To", "Først", "Igjen"]
    used = [each.get(f"{_W}val") for each in body.iter(f"{_W}numId")]
    known = {each.get(f"{_W}numId") for each in numbering.iter(f"{_W}num")}
    assert set(used) <= known and used[2] != used[3], "each numbered list begins at 1"
    first = styles.index(("Heading2", written.outline[0]["title"]))
    chapter = styles[first : styles.index(("Heading2", written.outline[1]["title"]))]
    assert [each for each in chapter if each[0].startswith("Heading")][1:] == [
        ("Heading3", "Fordeling"),
        ("Heading4", "Hvem"),
        ("Heading3", "Noter"),
    ]
    assert [words for _style_, words in chapter][-1] == "1. Se forskriften."
    anchors = [each.get(f"{_W}anchor") for each in body.iter(f"{_W}hyperlink") if each.get(f"{_W}anchor")]
    marks = [each.get(f"{_W}name") for each in body.iter(f"{_W}bookmarkStart")]
    assert anchors and sorted(anchors) == sorted(marks) and len(set(marks)) == len(marks), "each note, both ways"
    table, other = list(body.iter(f"{_W}tbl"))[:2]
    cells = [[_words(cell) for cell in row.iter(f"{_W}tc")] for row in other.iter(f"{_W}tr")]
    assert cells == [["År", "Barn"], ["2027", "40"], ["2028", ""]]
    assert other.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None
    assert other.find(f"{_W}tblPr/{_W}tblLook").get(f"{_W}firstColumn") == "1"  # type: ignore[union-attr]
    rows = list(table.iter(f"{_W}tr"))
    assert rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None and len(rows) > 3
    assert "https://example.org/" in links
    assert [each.get(f"{_W}val") for each in body.iter(f"{_W}lang")] == ["se-NO"]


def _style(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else str(found.get(f"{_W}val"))


def _words(paragraph: ET.Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
