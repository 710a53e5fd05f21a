"""Documents are tagged, carry their fonts, and treat what people wrote as text."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import typst

import fordel
from fordel.shared.documents.fonts import displayable
from fordel.shared.documents.pdf import render_pdf

AT = datetime(2026, 2, 24, 8, 10, tzinfo=UTC)
BAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#A8480B"/>'
    '<text x="2" y="15" font-family="Inter" font-size="10">Šŋ</text></svg>'
)
TEMPLATE = """#import "/shared/documents/base.typ": *
#show: document-page.with(sender: data.sender)
= #title
#data.text
#data-table(data.columns, data.rows, sum: data.sum)
#chart(data.svg, data.alt)
"""


@pytest.fixture
def template() -> Iterator[Path]:
    """A template inside the package, as typst reads nothing outside it; removed afterwards."""
    path = Path(fordel.__file__).parent / "shared" / "documents" / f"template_of_a_test_{os.getpid()}.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    yield path
    path.unlink()


def _data(**changes: object) -> dict[str, object]:
    return {
        "sender": "Statsforvalteren",
        "text": "*ikke fet* #panic() $x$ [y] č đ ŋ š ŧ ž",
        "columns": [["Navn", "left"], ["Kroner", "right"]],
        "rows": [["Barnehage", "1"], ["Skole", "2"]],
        "sum": ["Sum", "3"],
        "svg": BAR,
        "alt": "En stolpe",
        **changes,
    }


def test_pdf_is_tagged_and_says_title_language_and_standards(template: Path) -> None:
    content = render_pdf(template, _data(), title="Brev «A»", language="nn", created_at=AT)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nn"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Brev «A»"
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        kinds = _structure(pdf.Root.StructTreeRoot)
    assert {"/Document", "/H1", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    assert "En stolpe" in _alternatives(content)


def test_same_data_and_instant_give_the_same_bytes(template: Path) -> None:
    first = render_pdf(template, _data(), title="A", language="nb", created_at=AT)
    assert first == render_pdf(template, _data(), title="A", language="nb", created_at=AT)
    assert first != render_pdf(template, _data(text="noe annet"), title="A", language="nb", created_at=AT)


@pytest.mark.parametrize(
    ("written", "shown"),
    [("😀 ja", "? ja"), ("a\u030a", "å"), ("✕", "×"), ("a\ufe0fb\u0007", "ab"), ("漢", "?"), ("Київ ŋ ŧ", "Київ ŋ ŧ")],
)
def test_letters_that_the_fonts_lack_never_stop_a_document(template: Path, written: str, shown: str) -> None:
    assert displayable(written) == shown
    assert render_pdf(template, _data(text=written), title=written, language="nb", created_at=AT).startswith(b"%PDF")


def test_a_picture_without_its_sentence_is_refused(template: Path) -> None:
    with pytest.raises(typst.TypstError):
        render_pdf(template, _data(alt=None), title="A", language="nb", created_at=AT)


def _walk(node: pikepdf.Object) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary):
            found.append(item)
            children = item.get("/K", [])
            waiting.extend(children if isinstance(children, pikepdf.Array) else [children])
    return found


def _structure(root: pikepdf.Object) -> set[str]:
    return {str(item["/S"]) for item in _walk(root) if "/S" in item}


def _alternatives(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {str(item["/Alt"]) for item in _walk(pdf.Root.StructTreeRoot) if "/Alt" in item}
