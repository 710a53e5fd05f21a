"""Looks into a file before it is kept: is it what its name says, can it be read, does it carry nothing that runs?"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _

from fordel.shared.errors import UserError

_MEGABYTE: Final = 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_BIT: Final = 0x1
_MOST_PARTS: Final = 10_000
_MOST_UNPACKED: Final = 400 * _MEGABYTE
_MANIFEST_MOST: Final = 4 * _MEGABYTE
_RUNS: Final = frozenset(
    re.findall(
        r"\w+",
        "exe com scr bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp jar lnk url reg dll cpl pif app sh py php html htm "
        "xhtml svg xml docm dotm xlsm xltm xlsb xlam pptm potm ppam ppsm iso img zip rar 7z gz",
    )
)
_OFFICE_PARTS: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_ODF: Final = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    **{ending: f"application/vnd.oasis.opendocument.{kind}" for ending, kind in _ODF.items()},
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "eml": "message/rfc822",
}
ACCEPTED: Final = ",".join(f".{ending}" for ending in _TYPES)
_PDF_LOCK: Final = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_MAIL_HEADER: Final = re.compile(rb"^(From|Date|Subject|Received|Return-Path|Message-ID|MIME-Version):", re.I | re.M)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its name without tricks, and the type it was seen to be."""

    name: str
    content_type: str


def check_file(name: str, content: bytes, megabytes: int) -> CheckedFile:
    """The file as it may be kept. Raises UserError (field `file`) that says what is wrong with it and what to do."""
    clean = clean_name(name)
    if not content:
        raise _refusal(_("«%(name)s» is empty."), _("Check that it was saved, and choose it again."), clean)
    if len(content) > megabytes * _MEGABYTE:
        size = f"{len(content) / _MEGABYTE:.1f}".replace(".", ",")
        message = _("«%(name)s» is %(size)s MB. The limit is %(limit)s MB.")
        fix = _("Make it smaller, for instance by saving pictures with a lower resolution, or divide it.")
        raise UserError(message % {"name": clean, "size": size, "limit": megabytes}, fix, "file")
    *earlier, ending = [part.lower() for part in clean.split(".")]
    if not earlier or ending not in _TYPES:
        raise _refusal(
            _("We do not take files of the type of «%(name)s»."),
            _("Save it as PDF, Word, Excel, PowerPoint, OpenDocument, picture (PNG or JPEG), text or e-mail (.eml)."),
            clean,
        )
    if any(part.strip() in _RUNS for part in earlier[1:]):
        raise _refusal(
            _("«%(name)s» has two endings, so it may be something else than it looks like."),
            _("Give it a name with one ending only, and try again."),
            clean,
        )
    _CHECKS[ending](clean, ending, content)
    return CheckedFile(clean, _TYPES[ending])


def clean_name(name: str) -> str:
    """The last part of a path, without control and direction characters that could make it look like another one."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    text = " ".join(shown.split()).strip(". ")
    stem, dot, ending = text.rpartition(".")
    return f"{stem[:180]}{dot}{ending}" if dot else text[:200]


def _refusal(message: str, fix: str, name: str) -> UserError:
    return UserError(message % {"name": name}, fix, "file")


def _not_what_it_says(name: str) -> UserError:
    return _refusal(
        _("«%(name)s» is damaged, or is something else than its name says."),
        _("Open it in the program it was made in, save it again, and choose the new file."),
        name,
    )


def _locked(name: str) -> UserError:
    return _refusal(
        _("«%(name)s» is locked with a password, so nobody here can read it."),
        _("Save it without a password, and choose it again."),
        name,
    )


def _pdf(name: str, _ending: str, content: bytes) -> None:
    if not content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _not_what_it_says(name)
    if _PDF_LOCK.search(content):
        raise _locked(name)


def _zip(name: str, content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _not_what_it_says(name) from error
    infos = archive.infolist()
    if any(info.flag_bits & _ENCRYPTED_BIT for info in infos):
        raise _locked(name)
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_UNPACKED:
        raise _refusal(
            _("«%(name)s» unpacks to far more than its size. We do not open such files."),
            _("Save it as PDF, and choose that file instead."),
            name,
        )
    return archive


def _office(name: str, ending: str, content: bytes) -> None:
    if content.startswith(_OLE):  # Office encrypts by wrapping the whole file in the old format
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _locked(name)
        raise _not_what_it_says(name)
    parts = set(_zip(name, content).namelist())
    if "[Content_Types].xml" not in parts or _OFFICE_PARTS[ending] not in parts:
        raise _not_what_it_says(name)
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise _refusal(
            _("«%(name)s» contains macros. We do not take files with macros."),
            _("Save it without macros, or as PDF, and choose that file instead."),
            name,
        )


def _open_document(name: str, ending: str, content: bytes) -> None:
    archive = _zip(name, content)
    parts = set(archive.namelist())
    if "mimetype" not in parts or not parts & {"content.xml", "encrypted-package"}:
        raise _not_what_it_says(name)
    if "encrypted-package" in parts or b"encryption-data" in _part(name, archive, "META-INF/manifest.xml"):
        raise _locked(name)
    wanted = f"application/vnd.oasis.opendocument.{_ODF[ending]}".encode()
    if _part(name, archive, "mimetype").strip() != wanted:
        raise _not_what_it_says(name)


def _part(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    """The first bytes of a part; no more is unpacked than is looked at."""
    try:
        with archive.open(part) as file:
            return file.read(_MANIFEST_MOST)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError) as error:
        raise _not_what_it_says(name) from error


def _png(name: str, _ending: str, content: bytes) -> None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or b"IEND" not in content[-64:]:
        raise _not_what_it_says(name)


def _jpeg(name: str, _ending: str, content: bytes) -> None:
    if not content.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in content[-4096:]:
        raise _not_what_it_says(name)


def _text(name: str, _ending: str, content: bytes) -> None:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and b"\0" in content:
        raise _not_what_it_says(name)


def _mail(name: str, _ending: str, content: bytes) -> None:
    head = content[:64_000].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    if b"\0" in head or len({match.lower() for match in _MAIL_HEADER.findall(head)}) < 2:
        raise _not_what_it_says(name)


_CHECKS: Final[dict[str, Callable[[str, str, bytes], None]]] = {
    "pdf": _pdf,
    **dict.fromkeys(_OFFICE_PARTS, _office),
    **dict.fromkeys(_ODF, _open_document),
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "txt": _text,
    "eml": _mail,
}
