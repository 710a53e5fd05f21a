"""Draws the fields of forms with Designsystemet's components.

Markup is written by Python, not by templates: a form of 20 fields is drawn in a fifth of the time. Everything that is
no SafeString is escaped here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


class _Input:
    """A widget that is one input."""

    def _render(self, template_name: str, context: Mapping[str, Any], renderer: Any = None) -> SafeString:
        return _safe(_input(context["widget"]))


class Line(_Input, forms.TextInput):
    """One line; its field says of which type the input is."""


class Day(Line):
    input_type = "date"


class Email(Line):
    input_type = "email"


class Password(_Input, forms.PasswordInput):
    """What is typed never comes back with the page."""


class Hidden(_Input, forms.HiddenInput):
    """A value that the page sends along."""


class File(_Input, forms.FileInput):
    """A file from the device of the person."""


class Tick(_Input, forms.CheckboxInput):
    """One box."""


class HiddenMany(forms.MultipleHiddenInput):
    """One hidden input for each value."""

    def _render(self, template_name: str, context: Mapping[str, Any], renderer: Any = None) -> SafeString:
        return _safe("".join(_input({**each, "attrs": {}}) for each in context["widget"]["subwidgets"]))


class Lines(forms.Textarea):
    def _render(self, template_name: str, context: Mapping[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        # A browser drops a line break that comes first, so one is written for it.
        text = escape(widget["value"] or "")
        return _safe(f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>')


class Select(forms.Select):
    def _render(self, template_name: str, context: Mapping[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        options = "".join(_options(name, group) for name, group, _index in widget["optgroups"])
        return _safe(f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{options}</select>')


class Radios(forms.RadioSelect):
    """Radio buttons: DrawnField draws each with its label."""


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick: DrawnField draws each with its label."""


class DrawnField(forms.BoundField):
    """A field on a page: label, hint and error around its widget. The ids of hint and error follow from its own."""

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def anchor(self) -> str:
        """Where a link to the field leads: to its input, in a group to the first."""
        has_choices = self.field.widget.use_fieldset and getattr(self.field, "choices", ())
        return f"{self.auto_id}_0" if has_choices else str(self.auto_id)

    @property
    def aria_describedby(self) -> str:
        parts = [self.error_id if self.errors else "", self.hint_id if self.help_text else ""]
        return " ".join(part for part in parts if part)

    def render(self, template_name: Any = None, context: Any = None, renderer: Any = None) -> SafeString:
        """The whole field, as `as_field_group` gives it."""
        if self.is_hidden:
            return self.as_widget()
        if self.field.widget.use_fieldset:
            return _safe(self._group())
        return _safe(self._ticked() if self.widget_type in ("checkbox", "tick") else self._labelled())

    @property
    def explained(self) -> SafeString:
        """What is wrong with it, for a field that is drawn alone, in a cell."""
        return _safe(self._error())

    def _labelled(self) -> str:
        size = getattr(self.field, "size", "")
        css = f"ds-field {size}" if size else "ds-field"
        affix = getattr(self.field, "affix", "")
        widget = str(self.as_widget())
        if affix:
            sign = f'<span class="ds-field-affix">{escape(affix)}</span>'
            widget = f'<div class="ds-field-affixes">{widget}{sign}</div>'
        label = f'<label class="ds-label" for="{self.auto_id}">{self._words()}</label>'
        return f'<ds-field class="{css}">{label}{self._hint("div")}{widget}{self._error()}</ds-field>\n'

    @property
    def in_cell(self) -> SafeString:
        """The widget and its error, for a cell of a table whose row has the label."""
        return _safe(f"{self.as_widget()}{self._error()}")

    def _ticked(self) -> str:
        label = f'<label class="ds-label" data-weight="regular" for="{self.auto_id}">{escape(self.label)}</label>'
        return f'<ds-field class="ds-field">{self.as_widget()}{label}{self._hint("div")}{self._error()}</ds-field>\n'

    def _group(self) -> str:
        """A group of radio buttons or boxes. Only radio buttons can say by role that one of them must be chosen."""
        is_radio = isinstance(self.field.widget, forms.RadioSelect)
        needed = is_radio and getattr(self.field, "is_needed", False)
        begin = ' role="radiogroup" aria-required="true"' if needed else ""
        if self.aria_describedby:
            begin += f' aria-describedby="{self.aria_describedby}"'
        legend = f'<legend class="ds-label">{self._words()}</legend>{self._hint("p")}'
        choices = "".join(
            f'<ds-field class="ds-field">{_input(each.data)}<label class="ds-label" data-weight="regular"'
            f' for="{each.id_for_label}">{conditional_escape(each.choice_label)}</label></ds-field>\n'
            for each in self.subwidgets
        )
        start = f'<fieldset class="ds-fieldset" id="{self.auto_id}"{begin}>'
        return f"{start}{legend}\n{choices}{self._error()}</fieldset>\n"

    def _words(self) -> str:
        words = escape(self.label)
        return f"{words} {_('(optional)')}" if getattr(self.field, "is_optional", False) else words

    def _hint(self, tag: str) -> str:
        if not self.help_text:
            return ""
        return f'<{tag} data-field="description" id="{self.hint_id}">{conditional_escape(self.help_text)}</{tag}>'

    def _error(self) -> str:
        if not self.errors:
            return ""
        words = " ".join(escape(str(error)) for error in self.errors)
        return f'<p class="ds-validation-message" data-field="validation" id="{self.error_id}">{words}</p>'


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def _options(name: str | None, group: Sequence[Mapping[str, Any]]) -> str:
    options = "".join(map(_option, group))
    return options if name is None else f'<optgroup label="{escape(name)}">{options}</optgroup>'


def _option(option: Mapping[str, Any]) -> str:
    words = conditional_escape(option["label"])
    return f'<option value="{escape(option["value"])}"{_attributes(option)}>{words}</option>'


def _attributes(widget: Mapping[str, Any]) -> str:
    """The attributes as Django writes them: True alone by its name, False not at all."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in cast("dict[str, Any]", widget["attrs"]).items()
        if value is not False
    )


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 -- every text in it is escaped above, the rest is ours
