"""Forms with one look: label, hint and error are drawn by `pages/drawing.py`, whatever the field.

A field only reads what was typed, with the house's readers (`shared/fields.py`); what is missing or not allowed is
refused by the service that the form is for, with a UserError that names the field. `PageForm.refuse` shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import BaseRenderer
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.shared.errors import UserError
from fordel.shared.fields import (
    day_from_form,
    id_from_form,
    kroner_from_form,
    link_from_form,
    number_from_form,
    require_fits,
    time_from_form,
)
from fordel.shared.pages import drawing
from fordel.shared.pages.answers import status_of

Words = str | Promise
Choices = Sequence[tuple[str | Words, Words | Sequence[tuple[str, Words]]]]
"""Codes and their words; or headings, each with its codes and words."""


class Renderer(BaseRenderer):
    """Draws every field of the house with Designsystemet's components."""

    bound_field_class = drawing.DrawnField

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
    anchor = ""
    """The id that an error leads to if no field of the form is to blame, or if the page does not show that field."""
    _page: str | None = None

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        auto_id: str = "%s",
        prefix: str | None = None,
        initial: Any = None,
    ) -> None:
        sent = (
            files if data is not None else None
        )  # a page that is only opened has no files, and shows what it begins with
        super().__init__(data, sent, auto_id=auto_id, prefix=prefix, initial=initial)

    def render(self, template_name: Any = None, context: Any = None, renderer: Any = None) -> SafeString:
        """The fields, one below the other."""
        return mark_safe("".join(str(field.as_field_group()) for field in self))  # noqa: S308 -- fields are markup

    __str__ = render
    __html__ = render

    def offer(self, name: str, choices: Choices) -> None:
        """Sets what can be chosen in a field."""
        cast("ChoiceField", self.fields[name]).choices = choices

    def refuse(self, error: UserError) -> None:
        """Shows the error of a service at the field that it names, or above the form."""
        self.refusal = error
        self.add_error(error.field if error.field in self.fields else None, WrongError(error))

    @property
    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong, in the order of the fields."""
        found = self.errors.as_data()
        for name in sorted(found, key=[*self.fields, NON_FIELD_ERRORS].index):
            anchor = self._anchor(name)
            for error in found[name]:
                text = getattr(error, "text", None) or " ".join(error.messages)
                yield Mistake(anchor, text, getattr(error, "fix", ""))

    def _anchor(self, name: str) -> str:
        own = cast("drawing.DrawnField", self[name]).anchor if name in self.fields else ""
        return next((each for each in (own, self.anchor) if each and self._is_shown(each)), "")

    def _is_shown(self, anchor: str) -> bool:
        return self._page is None or f' id="{anchor}"' in self._page

    def look_at(self, page: str) -> bool:
        """Looks for its fields in the page that was drawn. Returns whether an error leads elsewhere because of that:
        then the page has to be drawn again."""
        before = list(self.mistakes)
        self._page = page
        return before != list(self.mistakes)

    @property
    def status(self) -> int:
        """The status of the page: 200, 422 if something that was typed is wrong, 409 if the state is in the way."""
        if not self.is_bound or not self.errors:
            return 200
        return status_of(self.refusal) if self.refusal else 422


class _Read(forms.Field):
    """A field that reads one text.

    `is_optional` is written beside the label. `may_be_empty` is for a field that is needed in some cases only. Every
    other field is marked for screen readers as one that must be filled; the service refuses what is missing.
    """

    widget: type[forms.Widget] | forms.Widget = drawing.Line
    attributes: ClassVar[dict[str, str]] = {"autocomplete": "off"}
    empty_means_something = False
    longest = 0
    """How many characters there is room for unless `maxlength` is given; 0 for what nobody types. More is refused and
    comes back whole: browsers are not given the limit, because they cut what is pasted without a word."""

    def __init__(
        self,
        label: Words = "",
        *,
        hint: Words = "",
        is_optional: bool = False,
        may_be_empty: bool = False,
        initial: Any = None,
        **attributes: Any,
    ) -> None:
        self.is_optional = is_optional
        self.is_needed = not (is_optional or may_be_empty or self.empty_means_something)
        self.size = attributes.pop("size", "")
        self.longest = attributes.pop("maxlength", self.longest)
        self.given = {name.replace("_", "-"): str(value) for name, value in attributes.items()}
        super().__init__(required=False, label=cast("str", label), help_text=cast("str", hint), initial=initial)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        if widget.use_fieldset:  # of each of its inputs
            return {"class": "ds-input", **self.given}
        needed = {"aria-required": "true"} if self.is_needed else {}
        return {"class": "ds-input", **self.attributes, **needed, **self.given}

    def read(self, text: str) -> Any:
        return text

    def to_python(self, value: Any) -> Any:
        text = value or ""
        try:
            if self.longest:
                require_fits(text.replace("\r\n", "\n").strip(), self.longest, "")
            return self.read(text)
        except UserError as error:
            raise WrongError(error) from error


class LineField(_Read):
    """One line of text, as it was typed. `kind` is the type of the input: a service reads what its field means."""

    longest = 200

    def __init__(self, label: Words, *, kind: str = "text", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.widget.input_type = kind  # type: ignore[union-attr]  # a TextInput


class EmailField(_Read):
    """An e-mail address, as it was typed."""

    longest = 254
    widget = drawing.Email


class PasswordField(_Read):
    """A password. It never comes back with the page."""

    longest = 4096
    widget = drawing.Password


class TextField(_Read):
    """Several lines of text. Its name is in `MANY_LINES` (web/reading.py), so that its line breaks are kept."""

    longest = 60_000
    widget = drawing.Lines

    def __init__(self, label: Words, *, rows: int = 4, **rest: Any) -> None:
        super().__init__(label, rows=rows, **rest)
        self.widget.attrs.pop("cols", None)


class HiddenField(_Read):
    """A text that the page sends along. It has no id, so several forms of a page may have the same."""

    widget: type[forms.Widget] | forms.Widget = drawing.Hidden

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"id": False}


class HiddenManyField(HiddenField):
    """Texts that the page sends along; `most` of them at the most."""

    widget = drawing.HiddenMany

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__()

    def to_python(self, value: Any) -> Any:
        return list(value or [])[: self.most]


class HiddenKeysField(HiddenManyField):
    """Primary keys that the page sends along; `most` of them at the most."""

    def to_python(self, value: Any) -> list[int]:
        return [key for text in super().to_python(value) if (key := id_from_form(text))]


class KronerField(_Read):
    """Whole kroner as an int; an empty field is 0."""

    attributes: ClassVar[dict[str, str]] = {**_Read.attributes, "class": "ds-input numeric", "inputmode": "numeric"}
    affix = gettext_lazy("kroner")
    empty_means_something = True

    def __init__(self, label: Words, *, size: str = "field-short", **rest: Any) -> None:
        super().__init__(label, size=size, **rest)

    def read(self, text: str) -> int:
        return kroner_from_form(text, "")

    def prepare_value(self, value: Any) -> Any:
        return format_kroner(value) if isinstance(value, int) else value


class NumberField(_Read):
    """A whole number from 0 to `most`, or None for an empty field."""

    attributes: ClassVar[dict[str, str]] = {**_Read.attributes, "class": "ds-input numeric", "inputmode": "numeric"}

    def __init__(self, label: Words, *, most: int, size: str = "field-short", **rest: Any) -> None:
        self.most = most
        super().__init__(label, size=size, **rest)

    def read(self, text: str) -> int | None:
        number = number_from_form(text, self.most)
        if number is None and text.strip():
            message = _("«%(text)s» is not a whole number from 0 to %(most)s.")
            shown = {"text": text.strip()[:20], "most": format_kroner(self.most)}
            raise UserError(message % shown, _("Write it with digits alone."))
        return number


class DayField(_Read):
    """A day, or None for an empty field."""

    widget = drawing.Day

    def read(self, text: str) -> date | None:
        return day_from_form(text, "")

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class TimeField(LineField):
    """A time of day, or None for an empty field."""

    def __init__(self, label: Words, **rest: Any) -> None:
        super().__init__(label, kind="time", **rest)

    def read(self, text: str) -> time | None:
        return time_from_form(text, "")

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class LinkField(LineField):
    """The address of a page, or an empty text."""

    def __init__(self, label: Words, **rest: Any) -> None:
        super().__init__(label, inputmode="url", **rest)

    def read(self, text: str) -> str:
        return link_from_form(text, "")


class ChoiceField(_Read):
    """One of the choices as its code; empty for none of them. `empty` are the words for no choice in a list."""

    widget: type[forms.Widget] | forms.Widget = drawing.Select

    def __init__(
        self, label: Words, choices: Choices = (), *, empty: Words | None = None, radio: bool = False, **rest: Any
    ) -> None:
        self.empty = empty
        if radio:
            self.widget = drawing.Radios
        elif empty is None:
            rest["may_be_empty"] = True  # it never is: the first choice is taken
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
        return text if text in self._codes() else ""

    def _codes(self) -> list[str]:
        """Every code that is offered, in order."""
        found: list[str] = []
        for code, words in self.choices:
            found += [str(code)] if isinstance(words, Words) else [each for each, _words in words]
        return found


class SentField(ChoiceField):
    """A choice as it was sent, also if it is not offered: the service refuses what is unknown."""

    def read(self, text: str) -> str:
        return text


class KeyField(ChoiceField):
    """One of the choices as the primary key of a row; 0 for none. If it `is_open`, any key is read, and the view looks
    whether there is such a row."""

    def __init__(self, label: Words, choices: Choices = (), *, is_open: bool = False, **rest: Any) -> None:
        self.is_open = is_open
        super().__init__(label, choices, **rest)

    def read(self, text: str) -> int:
        return id_from_form(text if self.is_open else super().read(text))


class ChoicesField(ChoiceField):
    """Boxes to tick: the codes of those that are ticked, in the order of the choices."""

    widget = drawing.Ticks
    empty_means_something = True

    def to_python(self, value: Any) -> list[str]:
        return [code for code in self._codes() if code in (value or [])]


class FileField(_Read):
    """A file that is uploaded, or None. The form is given `files`, and its element `enctype="multipart/form-data"`."""

    widget = drawing.File
    attributes: ClassVar[dict[str, str]] = {}

    def to_python(self, value: Any) -> UploadedFile[bytes] | None:
        return value or None


class TickField(forms.BooleanField):
    """A box to tick."""

    widget = drawing.Tick

    def __init__(self, label: Words, *, hint: Words = "", initial: bool = False) -> None:
        super().__init__(required=False, label=cast("str", label), help_text=cast("str", hint), initial=initial)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "ds-input"}
