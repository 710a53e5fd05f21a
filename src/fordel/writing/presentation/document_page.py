"""What the templates of a document's pages get, whatever its kind."""

from __future__ import annotations

from typing import Any

from fordel.core.form.definition import Kind
from fordel.core.form.findings import Severity
from fordel.writing.documents.words import in_language
from fordel.writing.plugs.kinds import F
from fordel.writing.presentation.document_view import DocumentView


def page_context(view: DocumentView[F], part: str = "", *, checked: bool = False) -> dict[str, Any]:
    """The task list, and the part with its questions ('' for a page that shows the whole document). `checked`: what is
    missing or wrong is said."""
    chosen = view.part(part) if part else None
    before, after = view.neighbours(part) if chosen else (None, None)
    steps = view.steps(part)
    titles = {step.part.code: step.title for step in steps}
    questions = view.questions(chosen, checked=checked) if chosen else []
    return {
        "view": view,
        "steps": steps,
        "folded": view.folded(part) if part else view.summary,
        "part": chosen,
        "part_address": view.addresses.part(part) if chosen else "",
        "part_title": titles.get(part, ""),
        "part_lead": in_language(chosen.lead) if chosen else "",
        "is_ready": not any(finding.stops_sending for finding in view.findings),
        "questions": questions,
        "has_editor": any(question.question.kind == Kind.RICH for question in questions),
        "errors": view.error_lines() if checked or not part else [],
        "warnings": view.error_lines((Severity.WARNING,)),
        "checked": checked,
        "before": view.addresses.part(before.code) if before else "",
        "after": titles[after.code] if after else "",
    }
