"""Target groups as every page writes them: shape and word, never colour alone."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fordel.programme.selectors import groups

register = template.Library()


def group_markup(round_id: int, code: str) -> SafeString:
    """The group's shape and name in the reader's language."""
    return marked(groups.mark_of(round_id, code), groups.group_name(round_id, code))


@cache
def marked(mark: str, name: str) -> SafeString:
    """A name with the shape of a mark before it."""
    return format_html('<span class="group group-{}"><i></i>{}</span>', mark or "none", name)


@register.simple_tag(takes_context=True)
def group(context: dict[str, Any], code: str, round_id: int | None = None) -> SafeString:
    """`{% group code %}` on a page about one round (`round` in the context), else `{% group code row.round_id %}`."""
    return group_markup(round_id or context["round"].pk, code)


@register.simple_tag(takes_context=True)
def group_word(context: dict[str, Any], code: str, round_id: int | None = None) -> str:
    """The group's name alone."""
    return groups.group_name(round_id or context["round"].pk, code)
