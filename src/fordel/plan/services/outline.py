"""The chapters of a draft: added, renamed, moved and taken out."""

from __future__ import annotations

import re
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.selectors.chapters import MOST_CHAPTERS
from fordel.plan.services.plans import plan_to_change
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import touch

MOST_LETTERS: Final = 120


def _save(plan: Plan, by: Person | None, event: str, code: str) -> None:
    plan.save(update_fields=["outline"])
    touch(plan.pk)
    record(f"plan.chapter.{event}", actor=by, subject=plan, office=plan.office_id, details={"chapter": code})


def _titled(title: str) -> str:
    text = " ".join(title.split())
    if not text:
        raise UserError(_("The chapter has no title."), _("Write what it is called."), "title")
    if len(text) > MOST_LETTERS:
        message = _("The title has %(count)s characters; %(most)s is the most.")
        raise UserError(message % {"count": len(text), "most": MOST_LETTERS}, _("Write a shorter one."), "title")
    return text


def _index(plan: Plan, code: str) -> int:
    """Where the chapter is. Raises UserError if somebody has taken it out."""
    for index, chapter in enumerate(plan.outline):
        if chapter["code"] == code:
            return index
    raise UserError(_("This chapter is not in the plan any more."), _("Open the plan again."))


@transaction.atomic
def add_chapter(plan: Plan, title: str, by: Person | None) -> str:
    """The code of the new chapter, which comes last. Raises UserError that names the field."""
    text, found = _titled(title), plan_to_change(plan, by)
    if len(found.outline) >= MOST_CHAPTERS:
        raise UserError(_("A plan has %(most)s chapters at most.") % {"most": MOST_CHAPTERS}, "", "title")
    code = _free_code(found, text)
    found.outline = [*found.outline, {"code": code, "title": text}]
    _save(found, by, "added", code)
    return code


def _free_code(plan: Plan, title: str) -> str:
    """A code after the title that neither a chapter has, nor one that was taken out and whose text is kept."""
    taken = {chapter["code"] for chapter in plan.outline} | values_of(plan.pk).keys()
    plain = title.casefold().translate(str.maketrans("æøå", "aoa"))
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:16].strip("_") or "chapter"
    stem = stem if stem[0].isalpha() else f"c_{stem}"[:16]
    return next(code for code in (stem, *(f"{stem}_{number}" for number in range(2, 1000))) if code not in taken)


@transaction.atomic
def rename_chapter(plan: Plan, code: str, title: str, by: Person | None) -> None:
    """Gives the chapter another title. Raises UserError that names the field."""
    text, found = _titled(title), plan_to_change(plan, by)
    at = _index(found, code)
    found.outline = [chapter | {"title": text} if k == at else chapter for k, chapter in enumerate(found.outline)]
    _save(found, by, "renamed", code)


@transaction.atomic
def move_chapter(plan: Plan, code: str, steps: int, by: Person | None) -> None:
    """Moves the chapter up (-1) or down (1). One that is first or last already stays."""
    found = plan_to_change(plan, by)
    at = _index(found, code)
    to = at + steps
    if 0 <= to < len(found.outline):
        outline: list[dict[str, Any]] = list(found.outline)
        outline.insert(to, outline.pop(at))
        found.outline = outline
        _save(found, by, "moved", code)


@transaction.atomic
def remove_chapter(plan: Plan, code: str, by: Person | None) -> None:
    """Takes the chapter out of the outline. Its text is kept in the history of the document."""
    found = plan_to_change(plan, by)
    at = _index(found, code)
    found.outline = [chapter for k, chapter in enumerate(found.outline) if k != at]
    _save(found, by, "removed", code)
