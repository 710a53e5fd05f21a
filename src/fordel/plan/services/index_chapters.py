"""Keeps what the search looks in of the chapters of plans that came into force."""

from __future__ import annotations

from django.db import transaction

from fordel.core.form.rich_text import plain_text
from fordel.plan.models import ChapterWords, Plan
from fordel.shared.search import vector_of
from fordel.writing.selectors.fields import values_of


@transaction.atomic
def index_chapters(plan: Plan) -> None:
    """Index the chapters as they are written now. Three queries."""
    values = values_of(plan.pk)
    ChapterWords.objects.filter(plan=plan).delete()
    ChapterWords.objects.bulk_create(
        ChapterWords(
            plan=plan,
            code=chapter["code"],
            title=chapter["title"],
            search=vector_of(chapter["title"], plain_text(values.get(chapter["code"]) or "")),
        )
        for chapter in plan.outline
    )
