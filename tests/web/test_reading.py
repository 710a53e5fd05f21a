"""What runs before every view: text from outside is fit to be kept, and what cannot be read is refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.forms import Field
from django.test import Client
from django.urls import reverse

import fordel
from fordel.events.services.evaluation import usual_questions
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.files import store_file, stored_file_answer
from fordel.shared.models import OutboxMail
from fordel.shared.outbox import queue_mail
from fordel.shared.pages.forms import LineField, PageForm, TextField
from fordel.shared.plain_text import has_endless_number, one_line, plain
from fordel.web.reading import MANY_LINES
from tests.support.where import WHERE

ClientAs = Callable[..., Client]
_FIELD = re.compile(r"<(textarea|input)\b[^>]*?\bname=\"([\w-]+)\"")


def _names(tag: str) -> set[str]:
    templates = Path(fordel.__file__).parent.rglob("templates/**/*.html")
    found = [_FIELD.findall(path.read_text(encoding="utf-8")) for path in templates]
    drawn = _fields_of_forms(TextField if tag == "textarea" else LineField)
    if tag == "textarea":  # its form is made of the questions
        drawn |= {each["code"] for each in usual_questions() if each["kind"] == "text"}
    return {name for fields in found for kind, name in fields if kind == tag} | drawn


def _fields_of_forms(kind: type[Field]) -> set[str]:
    """The names of the fields of that kind in every form of the house."""
    for path in Path(fordel.__file__).parent.glob("*/**/forms.py"):
        import_module(".".join(path.relative_to(Path(fordel.__file__).parents[1]).with_suffix("").parts))
    return {name for form in _below(PageForm) for name, field in form.base_fields.items() if isinstance(field, kind)}


def _below(form: type[PageForm]) -> Iterator[type[PageForm]]:
    for each in form.__subclasses__():
        if each.__module__.startswith("fordel."):
            yield each
        yield from _below(each)


def test_the_names_with_many_lines_are_those_of_the_textareas() -> None:
    assert _names("textarea") == MANY_LINES


def test_no_name_is_one_line_on_one_page_and_many_on_another() -> None:
    assert not _names("input") & MANY_LINES


def test_plain_text() -> None:
    assert plain("a\0b\ud800c\td\r\ne\x7f") == "abc\td\r\ne"
    assert one_line("Møte\r\nBcc: evil@example.org\u2028slutt\n") == "Møte Bcc: evil@example.org slutt"
    assert one_line("  Bodø  kommune ") == "  Bodø  kommune "
    assert has_endless_number("x" + "9" * 1001)
    assert not has_endless_number("9" * 1000 + " " + "9" * 1000)


@pytest.mark.django_db
def test_a_field_of_one_line_is_one_line_and_a_text_keeps_its_lines(client_as: ClientAs, nordland: Any) -> None:
    client = client_as("case_officer")
    assert client.post(reverse("save-details"), {"name": "Kari\0\r\nBcc: x", "language": "nb"}).status_code == 302
    assert Person.objects.filter(name="Kari Bcc: x").count() == 1
    frames = {f"{nordland.pk}-{line.code}": str(line.amount) for line in nordland.frame_lines.all()}
    note = {**frames, "round": nordland.pk, "note": "Første\r\nand\0re"}
    client.post(reverse("programme:save-frames", kwargs=WHERE), note)
    assert Round.objects.get(pk=nordland.pk).note.splitlines() == ["Første", "andre"]


@pytest.mark.django_db
def test_a_number_without_end_is_refused_in_words(client_as: ClientAs, nordland: Any) -> None:
    client = client_as("case_officer")
    for ask in (client.get, client.post):
        page = ask(reverse("reports:reports", kwargs=WHERE), {"q": "9" * 5000})
        assert page.status_code == 400
        assert "Gå tilbake med nettleseren" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["1899-12-31", "2101-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "i morgen"])
def test_a_day_that_no_deadline_can_have(client_as: ClientAs, nordland: Any, day: str) -> None:
    client, before = client_as("case_officer"), Round.objects.get(pk=nordland.pk).needs_deadline
    page = client.post(reverse("programme:save-dates", kwargs=WHERE), {"needs_last_day": day})
    assert page.status_code == 422
    assert f'value="{day}"' in page.content.decode()
    assert Round.objects.get(pk=nordland.pk).needs_deadline == before


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_break_no_page(client_as: ClientAs, imported: Any, day: str) -> None:
    client = client_as("case_officer")
    days = dict.fromkeys(("needs_last_day", "recommendation_due", "report_due"), day)
    assert client.post(reverse("programme:save-dates", kwargs=WHERE), days).status_code == 302
    for name in (
        "start",
        "reports:reports",
        "reports:reminders",
        "reports:extensions",
        "insight:status",
        "programme:setup",
    ):
        assert client.get(reverse(name, kwargs=WHERE)).status_code == 200, name
    owner = client_as("owner", organisation=imported.reports.first().owner)
    for name in ("own_needs:list", "own_needs:draft-new"):
        assert owner.get(reverse(name)).status_code == 200, name


@pytest.mark.django_db
def test_names_of_files_are_fit_for_a_header() -> None:
    kept = store_file('../a"%0D%0ASet-Cookie: x=1\r\n\0\u202egpj.txt', b"a", "text/plain\r\nX: y", None)
    assert kept.name == 'a" Set-Cookie: x=1 gpj.txt'
    answer = stored_file_answer(kept)
    assert "\n" not in answer["Content-Disposition"] + answer["Content-Type"]
    answer.close()


@pytest.mark.django_db
def test_the_subject_of_a_mail_is_one_line() -> None:
    queue_mail(["a@example.org"], "Møte\r\nBcc: evil@example.org", "Tekst\r\nmed linjer")
    assert OutboxMail.objects.get().subject == "Møte Bcc: evil@example.org"
