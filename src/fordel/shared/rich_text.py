"""Cleans rich text from browsers, word processors and mail: what comes out can be stored and shown as HTML."""

from __future__ import annotations

from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe

from fordel.core.form.rich_text import LINKS, TAGS, tidy

# What `tidy` reads; everything else is taken away before, with the words kept.
_READ: Final = set(TAGS) | {"b", "i", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "pre", "table", "tr"}
_SILENT: Final = {"script", "style", "title", "template", "noscript", "iframe", "svg", "math", "textarea", "select"}
_LINK: Final = {"a": {"href"}}


def clean_html(html: str) -> str:
    """The text in its one form (`core.form.rich_text.tidy`), without script, style, handlers or unsafe links. '' if no
    words are left. Cleaning what is clean changes nothing."""
    known = nh3.clean(
        html,
        tags=_READ,
        clean_content_tags=_SILENT,
        attributes=_LINK | {"p": {"class"}},  # Word says with a class that a paragraph is an item of a list
        url_schemes=set(LINKS),
        link_rel=None,
    )
    return nh3.clean(tidy(known), tags=set(TAGS), attributes=_LINK, url_schemes=set(LINKS), link_rel=None)


def safe_html(html: str) -> SafeString:
    """Rich text for a template. It is cleaned when it is shown too, so that nothing depends on where it came from."""
    return mark_safe(clean_html(html))  # noqa: S308 - cleaned in this line
