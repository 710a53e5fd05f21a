"""A form that was refused, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import html5lib
from django.http import HttpResponse


def refused_at(answer: HttpResponse, anchor: str, typed: Mapping[str, str], *, status: int = 422) -> str:
    """What the summary of the page says, after checking that it leads to `anchor` (if it is not empty), that this field
    is marked as wrong and explained, that the title says so, and that what was typed is still in the form."""
    assert answer.status_code == status, answer.content.decode()[:500]
    page = html5lib.parse(answer.content.decode(), treebuilder="etree", namespaceHTMLElements=False)
    summary = next(page.iter("ds-error-summary"))
    assert _text(page.find(".//title")).startswith(("Feil:", "Error:"))
    found = [each for each in page.iter() if each.get("id") == anchor]
    links = [each.get("href") for each in summary.iter("a")]
    assert links == ([f"#{anchor}"] if anchor else []), links
    if anchor:
        [field] = found
        if field.get("type") in ("radio", "checkbox"):  # the first of a group, which is explained as a whole
            field = next(each for each in page.iter("fieldset") if any(one is field for one in each.iter()))
        assert field.tag == "fieldset" or field.get("aria-invalid") == "true"
        explained = (field.get("aria-describedby") or "").split()
        errors = [each for each in page.iter() if each.get("data-field") == "validation"]
        assert {each.get("id") for each in errors} & set(explained)
    form = _form_of(page, found[0]) if anchor else page
    for name, value in typed.items():
        assert value.strip() in [each.strip() for each in _values(form, name)], (name, value, _values(form, name))
    return _text(summary)


def _form_of(page: Any, field: Any) -> Any:
    return next(form for form in page.iter("form") if any(each is field for each in form.iter()))


def _values(form: Any, name: str) -> list[str]:
    """What the fields of the name hold; of a list and of boxes what is chosen."""
    values = []
    for field in form.iter():
        if field.get("name") != name:
            continue
        if field.tag == "select":
            values += [each.get("value") for each in field.iter("option") if "selected" in each.attrib]
        elif field.get("type") in ("radio", "checkbox"):
            values += [field.get("value")] if "checked" in field.attrib else []
        else:
            values.append(_text(field) if field.tag == "textarea" else field.get("value") or "")
    return values


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
