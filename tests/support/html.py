"""HTML as it is read: how a template is laid out is nothing that a test should know."""

from __future__ import annotations

import re

from django.http import HttpResponse


def html_of(page: HttpResponse | str) -> str:
    """The page with runs of white space as one space, and none at the edges of a tag. A no-break space is a sign."""
    text = page if isinstance(page, str) else page.content.decode()
    return re.sub(r" ?(<[^>]*?) ?(/?>) ?", r"\1\2", re.sub(r"[ \t\r\n]+", " ", text))
