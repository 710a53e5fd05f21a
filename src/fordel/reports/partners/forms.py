"""What an organisation answers when it is asked to take part."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.shared.fields import id_from_form
from fordel.shared.pages.forms import HiddenManyField, PageForm, TextField

_MOST: Final = 200


class _SeenField(HiddenManyField):
    """The hash of what was shown, by the key of the request that it was shown for."""

    def to_python(self, value: Any) -> dict[int, str]:
        chosen = {}
        for text in super().to_python(value):
            party, _colon, seen = text.partition(":")
            chosen[id_from_form(party)] = seen
        return chosen


class ConfirmForm(PageForm):
    """The requests that are ticked. The list draws a box for each."""

    seen = _SeenField(most=_MOST)


class DeclineForm(PageForm):
    """Why an organisation does not take part."""

    reason = TextField(gettext_lazy("Why do you decline?"), rows=4, maxlength=2000)

    def __init__(self, data: Any = None, *, owner: str) -> None:
        super().__init__(data)
        reads = _("%(owner)s reads it, and can then change the report.")
        self.fields["reason"].help_text = reads % {"owner": owner}
