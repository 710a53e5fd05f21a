"""What the pages of a document send in: a whole part as a form, or single fields as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from fordel.core.form.definition import Kind, Part
from fordel.core.form.facts import FormFacts
from fordel.shared.errors import UserError
from fordel.shared.fields import number_from_form
from fordel.writing.selectors.conflicts import OpenConflict
from fordel.writing.services.save_fields import Edit

VERSION_PREFIX = "v."
HTML_PREFIX = "html."  # script says with it that a rich text is sent as HTML


def edits_from_form(facts: FormFacts, part: Part, typed: QueryDict) -> list[Edit]:
    """The fields of the part that the page showed (each sends the version it was shown with)."""
    edits = []
    for question in facts.asked(part):
        for key in facts.keys_of(question):
            shown = typed.get(VERSION_PREFIX + key)
            version = number_from_form(shown, most=999_999_999)
            if version is None:
                continue
            value: Any = typed.getlist(key) if question.kind == Kind.CHOICES else typed.get(key, "")
            edits.append(Edit(key, _plain(value), version, is_html=HTML_PREFIX + key in typed))
    return edits


def choice_from_form(conflicts: Mapping[str, OpenConflict], typed: QueryDict) -> Edit | None:
    """The text somebody chose between two («keep.<key>»), or None if none was chosen."""
    for key, conflict in conflicts.items():
        kept = typed.get(f"keep.{key}")
        if kept is not None:
            value = conflict.mine if kept == "mine" else conflict.theirs
            return Edit(key, value, conflict.version, chooses=True, is_html=True)
    return None


def _plain(value: Any) -> Any:
    """Browsers send line breaks as CR LF; they are kept as LF, as script sends them."""
    if isinstance(value, list):
        return value
    return str(value).replace("\r\n", "\n")


def edits_from_json(sent: Mapping[str, Any]) -> tuple[list[Edit], str, str]:
    """(the edits, the part and the field where the person is). Raises UserError for anything else than was agreed."""
    try:
        edits = [
            Edit(
                str(each["key"]),
                _checked(each["value"]),
                int(each["base"]),
                chooses=bool(each.get("chooses")),
                is_html=bool(each.get("html")),
            )
            for each in sent["fields"]
        ]
        return edits, str(sent.get("part", ""))[:40], str(sent.get("field", ""))[:80]
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            _("The page is out of date."), _("Open it again. What you have typed is kept in the browser.")
        ) from error


def _checked(value: Any) -> Any:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list) and len(value) <= 200 and all(isinstance(each, str) for each in value):
        return value
    raise TypeError("a field is text or a list of codes")
