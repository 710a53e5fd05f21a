"""Forms with one look: label, hint and error are drawn by `pages/field.html`, whatever the field.

A field only reads what was typed, with the house's readers (`shared/fields.py`); what is missing or not allowed is
refused by the service that the form is for, with a UserError that names the field. `PageForm.refuse` shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.renderers import BaseRenderer
from django.template.loader import get_template
from django.utils.functional import Promise

from fordel.core.money import format_kroner
from fordel.shared.errors import UserError
from fordel.shared.fields import day_from_form, id_from_form, kroner_from_form
from fordel.shared.pages.answers import status_of

Words = str | Promise
Choices = Sequence[tuple[str, Words]]


class DrawnField(forms.BoundField):
    """A field on a page: the ids of its hint and its error follow from its own."""

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def aria_describedby(self) -> str:
        parts = [self.error_id if self.errors else "", self.hint_id if self.help_text else ""]
        return " ".join(part for part in parts if part)


class Renderer(BaseRenderer):
    """Draws every form of the house with Designsystemet's components."""

    form_template_name = "pages/fields.html"
    field_template_name = "pages/field.html"
    bound_field_class = DrawnField

    def get_template(self, template_name: str) -> Any:
        return get_template(template_name)


class WrongError(ValidationError):
    """A UserError as a form keeps it: what is wrong, and what to do next."""

    def __init__(self, error: UserError) -> None:
        super().__init__(str(error))
        self.text = error.message
        self.fix = error.fix


@dataclass(frozen=True)
class Mistake:
    """A line of the error summary; `anchor` is the id of the field, empty if no field is to blame."""

    anchor: str
    message: str
    fix: str = ""


class PageForm(forms.Form):
    """A form of a page. Its ids are the names of its fields, after the prefix that `auto_id` gives."""

    use_required_attribute = False
    default_renderer = Renderer
    refusal: UserError | None = None
    anchor: ClassVar[str] = ""
    """The id that an error leads to if no field of the form is to blame."""

    def __init__(
        self,
        data: Any = None,
        *,
        files: Any = None,
        auto_id: str = "%s",
        prefix: str | None = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, files, auto_id=auto_id, prefix=prefix, initial=initial)

    def refuse(self, error: UserError) -> None:
        """Shows the error of a service at the field that it names, or above the form."""
        self.refusal = error
        self.add_error(error.field if error.field in self.fields else None, WrongError(error))

    @property
    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong, in the order of the fields."""
        found = self.errors.as_data()
        for name in sorted(found, key=[*self.fields, NON_FIELD_ERRORS].index):
            anchor = self[name].auto_id if name in self.fields else self.anchor
            for error in found[name]:
                text = getattr(error, "text", None) or " ".join(error.messages)
                yield Mistake(anchor, text, getattr(error, "fix", ""))

    @property
    def status(self) -> int:
        """The status of the page: 200, 422 if something that was typed is wrong, 409 if the state is in the way."""
        if not self.is_bound or not self.errors:
            return 200
        return status_of(self.refusal) if self.refusal else 422


class _Read(forms.Field):
    """A field that reads one text. `is_optional` is written beside the label; the service refuses what is missing."""

    widget: type[forms.Widget] | forms.Widget = forms.TextInput
    attributes: ClassVar[dict[str, str]] = {}

    def __init__(
        self, label: Words, *, hint: Words = "", is_optional: bool = False, initial: Any = None, **attributes: Any
    ) -> None:
        self.is_optional = is_optional
        self.size = attributes.pop("size", "")
        self.given = {name.replace("_", "-"): str(value) for name, value in attributes.items()}
        super().__init__(required=False, label=cast("str", label), help_text=cast("str", hint), initial=initial)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "ds-input", "autocomplete": "off", **self.attributes, **self.given}

    def read(self, text: str) -> Any:
        return text

    def to_python(self, value: Any) -> Any:
        try:
            return self.read(value or "")
        except UserError as error:
            raise WrongError(error) from error


class LineField(_Read):
    """One line of text, as it was typed. `kind` is the type of the input: a service reads what its field means."""

    def __init__(self, label: Words, *, kind: str = "text", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.widget.input_type = kind  # type: ignore[union-attr]  # a TextInput


class EmailField(_Read):
    """An e-mail address, as it was typed."""

    widget = forms.EmailInput


class TextField(_Read):
    """Several lines of text. Its name is in `MANY_LINES` (web/reading.py), so that its line breaks are kept."""

    widget = forms.Textarea

    def __init__(self, label: Words, *, rows: int = 4, **rest: Any) -> None:
        super().__init__(label, rows=rows, **rest)
        self.widget.attrs.pop("cols", None)


class FileField(_Read):
    """A file, or None. `accept` are the endings that the browser offers; the service checks what it is."""

    widget = forms.FileInput

    def to_python(self, value: Any) -> Any:
        return value or None


class KronerField(_Read):
    """Whole kroner as an int; an empty field is 0."""

    attributes: ClassVar[dict[str, str]] = {"class": "ds-input numeric", "inputmode": "numeric"}
    affix = "kroner"

    def __init__(self, label: Words, *, size: str = "field-short", **rest: Any) -> None:
        super().__init__(label, size=size, **rest)

    def read(self, text: str) -> int:
        return kroner_from_form(text, "")

    def prepare_value(self, value: Any) -> Any:
        return format_kroner(value) if isinstance(value, int) else value


class _DayInput(forms.TextInput):
    input_type = "date"


class DayField(_Read):
    """A day, or None for an empty field."""

    widget = _DayInput

    def read(self, text: str) -> date | None:
        return day_from_form(text, "")

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class ChoiceField(_Read):
    """One of the choices as its code; empty for none of them. `empty` are the words for no choice in a list."""

    widget: type[forms.Widget] | forms.Widget = forms.Select

    def __init__(
        self, label: Words, choices: Choices = (), *, empty: Words | None = None, radio: bool = False, **rest: Any
    ) -> None:
        self.empty = empty
        if radio:
            self.widget = forms.RadioSelect
        super().__init__(label, **rest)
        self.choices = choices

    @property
    def choices(self) -> Choices:
        return self._choices

    @choices.setter
    def choices(self, choices: Choices) -> None:
        self._choices = choices
        first = [("", self.empty)] if self.empty is not None else []
        cast("forms.Select", self.widget).choices = [*first, *choices]

    def read(self, text: str) -> Any:
        return text if text in {code for code, _words in self.choices} else ""


class KeyField(ChoiceField):
    """One of the choices as the primary key of a row; 0 for none."""

    def read(self, text: str) -> int:
        return id_from_form(super().read(text))


class TickField(forms.BooleanField):
    """A box to tick."""

    def __init__(self, label: Words, *, hint: Words = "") -> None:
        super().__init__(required=False, label=cast("str", label), help_text=cast("str", hint))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "ds-input"}
