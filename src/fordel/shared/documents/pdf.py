"""PDF by typst: tagged, PDF/UA-1 and PDF/A-2a in one file.

A template is a `.typ` file inside the package that begins with

    #import "/shared/documents/base.typ": *
    #show: document-page

and reads `data`, which holds what was given to `render_pdf`. Text in `data` is text: typst never reads it as markup.
Characters that the fonts lack are replaced, because PDF/UA allows no missing ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst
from django.core.serializers.json import DjangoJSONEncoder

import fordel
from fordel.shared.clock import now
from fordel.shared.documents.fonts import all_displayable, displayable, font_folder

PACKAGE: Final = Path(fordel.__file__).resolve().parent
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])


def render_pdf(
    template: Path, data: Mapping[str, Any], *, title: str, language: str, created_at: datetime | None = None
) -> bytes:
    """The template set with the data, as PDF/UA-1 and PDF/A-2a.

    `template` lies inside the package `fordel`; `language` is nb, nn or en; `created_at` is written into the file
    (now, where it is not given). Raises typst.TypstError when the template is wrong or a picture lacks its text.
    """
    plain = json.loads(json.dumps(dict(data), cls=DjangoJSONEncoder))
    inputs = {"data": json.dumps(all_displayable(plain)), "title": displayable(title), "language": language[:2]}
    return typst.compile(
        str(template),
        root=str(PACKAGE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=[*STANDARDS],
        timestamp=int((created_at or now()).timestamp()),
    )
