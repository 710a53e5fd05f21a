"""Forms: one look, the house's readers, and one answer to what is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import Context, Engine
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

import fordel
from fordel.shared.errors import FileGoneError, UserError
from fordel.shared.pages import answers
from fordel.shared.pages.answers import save_or_show, status_of
from fordel.shared.pages.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    EmailField,
    FileField,
    HiddenField,
    HiddenKeysField,
    KeyField,
    KronerField,
    LineField,
    NumberField,
    PageForm,
    PasswordField,
    SentField,
    TextField,
    TickField,
)


class Toy(PageForm):
    title = LineField("Title", hint="Short", maxlength=60)
    amount = KronerField("Amount")
    day = DayField("Day", is_optional=True)
    kind = ChoiceField("Kind", [("a", "First"), ("b", "Second")], radio=True)
    owner = KeyField("Owner", [("7", "Bodø"), ("8", "Rana")], empty="None")
    mail = EmailField("Mail")
    note = TextField("Note", rows=3)
    sure = TickField("Sure")


def _sent(**fields: str) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(MultiValueDict({name: [value] for name, value in fields.items()}))
    return sent


def _drawn(form: PageForm) -> Any:
    return html5lib.parse(form.render(), treebuilder="etree", namespaceHTMLElements=False)


def _named(page: Any, name: str) -> Any:
    return next(each for each in page.iter() if each.get("name") == name)


def test_fields_read_what_people_write() -> None:
    form = Toy(
        _sent(title="Møte", amount="kr 12 000,-", day="31.01.2026", kind="b", owner="8", mail="a@b.no", sure="on")
    )
    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "Møte",
        "amount": 12_000,
        "day": date(2026, 1, 31),
        "kind": "b",
        "owner": 8,
        "mail": "a@b.no",
        "note": "",
        "sure": True,
    }


def test_a_choice_that_was_not_offered_is_none() -> None:
    form = Toy(_sent(kind="c", owner="9"))
    assert form.is_valid()
    assert (form.cleaned_data["kind"], form.cleaned_data["owner"]) == ("", 0)


def test_a_choice_in_groups_is_read_as_it_was_sent() -> None:
    class Grouped(PageForm):
        about = SentField("About", [("Reports", [("report:1", "1 <Bodø>")]), ("round:2", "The year")], empty="None")

    form = Grouped(_sent(about="report:9"))
    assert form.is_valid()
    assert form.cleaned_data["about"] == "report:9"
    page = _drawn(Grouped(initial={"about": "report:1"}))
    groups = {group.get("label"): [each.text for each in group.iter("option")] for group in page.iter("optgroup")}
    assert groups == {"Reports": ["1 <Bodø>"]}
    assert [each.get("value") for each in page.iter("option") if "selected" in each.attrib] == ["report:1"]
    assert [each.get("value") for each in page.iter("option")] == ["", "report:1", "round:2"]


def test_what_cannot_be_read_is_kept_and_explained_at_its_field() -> None:
    form = Toy(_sent(amount="mye", title="Møte"))
    assert not form.is_valid()
    assert form.status == 422
    [mistake] = form.mistakes
    assert (mistake.anchor, bool(mistake.message), bool(mistake.fix)) == ("amount", True, True)
    page = _drawn(form)
    field = _named(page, "amount")
    assert (field.get("value"), field.get("aria-invalid"), field.get("aria-describedby")) == (
        "mye",
        "true",
        "amount-error",
    )
    said = next(each for each in page.iter() if each.get("id") == "amount-error")
    assert mistake.message in "".join(said.itertext())
    assert mistake.fix in "".join(said.itertext())
    assert _named(page, "title").get("aria-invalid") is None


def test_labels_and_hints_belong_to_their_fields() -> None:
    page = _drawn(Toy())
    labels = {each.get("for") for each in page.iter("label")}
    fields = {each.get("id") for tag in ("input", "select", "textarea") for each in page.iter(tag)}
    assert fields == labels
    assert _named(page, "title").get("aria-describedby") == "title-hint"
    assert any(each.get("id") == "title-hint" for each in page.iter())
    assert not any("style" in each.attrib or "required" in each.attrib for each in page.iter())


def test_what_the_page_holds_is_shown_as_people_write_it() -> None:
    page = _drawn(Toy(initial={"amount": 1_250_000, "day": date(2026, 2, 1), "owner": "7"}))
    assert _named(page, "amount").get("value") == "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}000"
    assert _named(page, "day").get("value") == "2026-02-01"
    assert [each.text for each in page.iter("option") if "selected" in each.attrib] == ["Bodø"]


def test_markup_that_somebody_typed_is_text() -> None:
    assert "<script>" not in Toy(_sent(title="<script>x</script>", note="</textarea><script>")).render()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, 200),
        (UserError("No.", "Do this.", "title"), 422),
        (UserError("Decided already."), 409),
        (FileGoneError("Gone."), 410),
    ],
)
def test_one_status_for_each_kind_of_error(error: UserError | None, status: int) -> None:
    assert status_of(error) == status


@pytest.mark.parametrize(("field", "anchor", "status"), [("title", "title", 422), ("", "", 409)])
def test_what_a_service_refuses_is_shown_with_what_was_typed(field: str, anchor: str, status: int) -> None:
    form = Toy(_sent(title="Møte"))
    answers: list[str] = []

    def save() -> HttpResponse:
        answers.append(form.cleaned_data["title"])
        raise UserError("That is taken.", "Choose another.", field)

    request: HttpRequest = RequestFactory().post("/", {})
    shown = save_or_show(request, form, save, lambda: HttpResponse(form.render(), status=form.status))
    assert (answers, shown.status_code) == (["Møte"], status)
    assert [(each.anchor, each.message, each.fix) for each in form.mistakes] == [
        (anchor, "That is taken.", "Choose another.")
    ]
    assert 'value="Møte"' in shown.content.decode()


def test_nothing_is_saved_of_a_form_that_cannot_be_read() -> None:
    form = Toy(_sent(day="i går"))
    shown = HttpResponse(status=form.status)
    assert save_or_show(RequestFactory().post("/", {}), form, lambda: pytest.fail("saved"), lambda: shown) is shown


def test_a_page_is_sent_without_the_indentation_of_its_template() -> None:
    """In every template of the house; the line breaks stay, as they are white space."""
    packages = Path(fordel.__file__).parent
    names = [str(path).split("/templates/", 1)[1] for path in packages.rglob("templates/**/*.html")]
    assert len(names) > 100
    for name in names:
        source = get_template(name).template.source  # type: ignore[attr-defined]  # of Django's own engine
        assert not re.search(r"\n[ \t]", source), name


class Wanted(PageForm):
    title = LineField("Title")
    place = LineField("Place", may_be_empty=True)
    note = TextField("Note", is_optional=True)
    kind = ChoiceField("Kind", [("a", "First")], radio=True)
    shown = ChoiceField("Shown", [("a", "First")])
    chosen = ChoiceField("Chosen", [("a", "First")], empty="None")
    sure = TickField("Sure")


def test_what_must_be_filled_is_marked_for_screen_readers() -> None:
    page = _drawn(Wanted())
    marked = {each.get("id") for each in page.iter() if each.get("aria-required") == "true"}
    assert marked == {"title", "kind", "chosen"}
    group = next(each for each in page.iter("fieldset"))
    assert group.get("role") == "radiogroup"
    assert "(valgfritt)" in "".join(page.itertext())


class Kinds(PageForm):
    seats = NumberField("Seats", most=9999)
    groups = ChoicesField("Groups", [("a", "First"), ("b", "Second"), ("c", "Third")])
    file = FileField("File", accept=".pdf")
    secret = PasswordField("Password")
    seen = HiddenField()
    reports = HiddenKeysField(most=2)


def test_each_kind_of_field_reads_what_it_is_sent() -> None:
    sent = _sent(seats="12", secret="hemmelig", seen="v1")
    sent.setlist("groups", ["c", "a", "x"])
    sent.setlist("reports", ["4", "no", "5", "6"])
    upload = SimpleUploadedFile("brev.pdf", b"%PDF")
    form = Kinds(sent, MultiValueDict({"file": [upload]}))
    assert form.is_valid()
    assert form.cleaned_data == {
        "seats": 12,
        "groups": ["a", "c"],
        "file": upload,
        "secret": "hemmelig",
        "seen": "v1",
        "reports": [4],
    }
    page = _drawn(form)
    assert [each.get("value") for each in page.iter("input") if "checked" in each.attrib] == ["a", "c"]
    assert _named(page, "secret").get("value") is None
    assert (_named(page, "seen").get("value"), _named(page, "seen").get("id")) == ("v1", None)
    assert _named(page, "file").attrib == {
        "type": "file",
        "name": "file",
        "class": "ds-input",
        "aria-required": "true",
        "accept": ".pdf",
        "id": "file",
    }


class Searched(PageForm):
    anchor = "q"
    title = LineField("Title")


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [("{{ form }}<i id=q></i>", "title"), ('<i id="q"></i><i data-id="title"></i>', "q"), ("<i></i>", "")],
)
def test_an_error_leads_to_what_the_page_shows(page: str, leads_to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    template = Engine.get_default().from_string("{% for each in form.mistakes %}[{{ each.anchor }}]{% endfor %}" + page)
    form = Searched(_sent(title=""))
    form.refuse(UserError("The title is missing.", "Write one.", "title"))
    drawn = []

    def draw(request: HttpRequest, name: str, context: dict[str, Any], status: int) -> HttpResponse:
        drawn.append(status)
        return HttpResponse(template.render(Context(context)), status=status)

    monkeypatch.setattr(answers, "render", draw)
    answer = answers.render_or_error(RequestFactory().get("/"), "page.html", {"form": form}, form)
    assert f"[{leads_to}]" in answer.content.decode()
    assert drawn == ([422] if leads_to == "title" else [422, 422])


def test_an_empty_form_of_every_kind_is_read_too() -> None:
    form = Kinds(_sent())
    assert form.is_valid()
    empty = {"seats": None, "groups": [], "file": None, "secret": "", "seen": "", "reports": []}
    assert form.cleaned_data == empty


@pytest.mark.parametrize("typed", ["-1", "1,5", "10000", "to"])
def test_what_is_no_whole_number_is_explained(typed: str) -> None:
    form = Kinds(_sent(seats=typed))
    assert not form.is_valid()
    assert [(each.anchor, bool(each.fix)) for each in form.mistakes] == [("seats", True)]
