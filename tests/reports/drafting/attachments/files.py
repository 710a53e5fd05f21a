"""Small real files of every kind that may be attached, and locked or false ones."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pikepdf
from odf.opendocument import OpenDocumentText
from odf.text import P
from openpyxl import Workbook
from pptx import Presentation

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\1\0\0\5\0\1\r\n-\xb4"
    b"\0\0\0\0IEND\xaeB`\x82"
)
ODF = "application/vnd.oasis.opendocument."
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
EML = b"From: rektor@example.org\r\nSubject: Behov\r\nDate: Mon, 19 Jan 2026 10:00:00 +0100\r\n\r\nHei\r\n"


def pdf(password: str = "", **save: object) -> bytes:
    made, buffer = pikepdf.new(), BytesIO()
    made.add_blank_page()
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(buffer, encryption=lock, **save)
    return buffer.getvalue()


def xlsx() -> bytes:
    buffer = BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def pptx() -> bytes:
    buffer = BytesIO()
    Presentation().save(buffer)
    return buffer.getvalue()


def odt() -> bytes:
    buffer, document = BytesIO(), OpenDocumentText()
    document.text.addElement(P(text="Behov"))
    document.save(buffer)
    return buffer.getvalue()


def zipped(**parts: str | bytes) -> bytes:
    """A zip of the parts; `__` stands for `/` in names."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def docx(**more: str | bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>", **more})


def locked_office() -> bytes:
    """What Office writes when a document gets a password: the old compound format around an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


def locked_odt() -> bytes:
    manifest = '<manifest:manifest><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    return zipped(**{"mimetype": f"{ODF}text", "content.xml": "x", "META-INF__manifest.xml": manifest})
