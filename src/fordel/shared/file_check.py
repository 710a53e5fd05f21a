"""Looks into a file before it is kept: is it what its name says, can it be read, does it carry nothing that runs?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _

from fordel.shared.archive import Archive, ArchiveError
from fordel.shared.errors import UserError

_MEGABYTE: Final = 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
    try:
        _CHECKS[ending](clean, ending, content)
    except ArchiveError as error:
        raise _not_opened(clean, error.code) from error
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


def _opened(name: str, content: bytes) -> Archive:
    """The zip within its limits and without macros."""
    archive = Archive(content)
    if archive.has_macros:
        raise _refusal(
            _("«%(name)s» contains macros. We do not take files with macros."),
            _("Save it without macros, or as PDF, and choose that file instead."),
            name,
        )
    return archive


def _not_opened(name: str, code: str) -> UserError:
    """What an ArchiveError says to whoever chose the file."""
    if code == "password":
        return _locked(name)
    if code == "too_large_unpacked":
        return _refusal(
            _("«%(name)s» unpacks to far more than its size. We do not open such files."),
            _("Save it as PDF, and choose that file instead."),
            name,
        )
    return _not_what_it_says(name)


def _office(name: str, ending: str, content: bytes) -> None:
    if content.startswith(_OLE):  # Office encrypts by wrapping the whole file in the old format
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _locked(name)
        raise _not_what_it_says(name)
    parts = _opened(name, content).names
    if "[Content_Types].xml" not in parts or _OFFICE_PARTS[ending] not in parts:
        raise _not_what_it_says(name)


def _open_document(name: str, ending: str, content: bytes) -> None:
    archive = _opened(name, content)
    if "mimetype" not in archive.names or not archive.names & {"content.xml", "encrypted-package"}:
        raise _not_what_it_says(name)
    if archive.has_encrypted_content:
        raise _locked(name)
    wanted = f"application/vnd.oasis.opendocument.{_ODF[ending]}".encode()
    if archive.read("mimetype", len(wanted) + 8).strip() != wanted:
        raise _not_what_it_says(name)


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
