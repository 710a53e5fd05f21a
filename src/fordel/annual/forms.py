"""The form of a comment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from fordel.annual.presentation.words import here
from fordel.core.annual.layout import Section
from fordel.core.money import format_kroner
from fordel.shared.pages.forms import PageForm, TextField


class AnnualCommentForm(PageForm):
    """What the office says in a section. The service holds the longest length, so that nothing is cut."""

    def __init__(self, section: Section, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        hint = _("At most %(most)s characters. Write no names of children, pupils or employees.")
        most = {"most": format_kroner(section.most)}
        self.fields["text"] = TextField(here(section.prompt), rows=10, hint=hint % most, may_be_empty=True)
