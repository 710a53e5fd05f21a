"""The one guard of zip files from outside: Office, OpenDocument and spreadsheets.

The declared sizes are not trusted: every part that is used is unpacked here, counted, and handed on. Standard library
alone, because the process that reads spreadsheets imports it.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

_CHUNK: Final = 256 * 1024
_ENCRYPTED_BIT: Final = 0x1
_MANIFEST_MOST: Final = 4 * 1024 * 1024
_MANIFEST: Final = "META-INF/manifest.xml"
_TYPES: Final = "[Content_Types].xml"


class ArchiveError(Exception):
    """A zip that cannot be used. `code`: damaged, too_large_unpacked or password."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ArchiveLimits:
    """What a zip may hold at most. Sizes in bytes; `ratio` is uncompressed divided by compressed size. `parsed_size`
    is what is unpacked and read; `unpacked_size` also counts pictures and other parts that are never read."""

    unpacked_size: int = 150 * 1024 * 1024
    parsed_size: int = 80 * 1024 * 1024
    ratio: int = 100
    ratio_applies_above: int = 1024 * 1024
    parts: int = 2_000


ARCHIVE_LIMITS: Final = ArchiveLimits()


class Archive:
    """The parts of a zip file, read within limits. Every method raises ArchiveError."""

    def __init__(self, content: bytes, limits: ArchiveLimits = ARCHIVE_LIMITS) -> None:
        self._limits = limits
        self._unpacked = 0
        self._packed_size = len(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            every = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ArchiveError("damaged") from error
        if len(every) > limits.parts:
            raise ArchiveError("too_large_unpacked")
        self._refuse_bomb(sum(info.file_size for info in every))
        if any(info.flag_bits & _ENCRYPTED_BIT for info in every):
            raise ArchiveError("password")
        self._infos = {info.filename: info for info in every}

    def _refuse_bomb(self, unpacked: int) -> None:
        limits = self._limits
        grown = unpacked > limits.ratio_applies_above and unpacked > limits.ratio * self._packed_size
        if unpacked > limits.unpacked_size or grown:
            raise ArchiveError("too_large_unpacked")

    @property
    def names(self) -> set[str]:
        return set(self._infos)

    def read(self, name: str, most: int | None = None) -> bytes:
        """The bytes of one part, or its first `most` ones: no more is unpacked than that. Raises ArchiveError if it is
        not there, damaged or too large."""
        info = self._infos.get(name)
        if info is None:
            raise ArchiveError("damaged")
        chunks: list[bytes] = []
        left = self._limits.unpacked_size if most is None else most
        try:
            with self._zip.open(info) as part:
                while left > 0 and (chunk := part.read(min(_CHUNK, left))):
                    left -= len(chunk)
                    self._unpacked += len(chunk)
                    self._refuse_bomb(self._unpacked)
                    if self._unpacked > self._limits.parsed_size:
                        raise ArchiveError("too_large_unpacked")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise ArchiveError("damaged") from error
        return b"".join(chunks)

    @property
    def has_encrypted_content(self) -> bool:
        """Whether an OpenDocument file is locked with a password; its zip is not."""
        if "encrypted-package" in self._infos:
            return True
        return _MANIFEST in self._infos and b"encryption-data" in self.read(_MANIFEST, _MANIFEST_MOST)

    @property
    def has_macros(self) -> bool:
        """Whether an Office or OpenDocument file carries macros, also of the old kind in sheets."""
        names = {name.lower() for name in self._infos}
        if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
            return True
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            return True
        return _TYPES in self._infos and b"macroEnabled" in self.read(_TYPES, _MANIFEST_MOST)


class Copy:
    """An uncompressed zip of parts that were unpacked here, so that the next reader meets no size but the real one."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_STORED)

    def add(self, name: str, content: bytes) -> None:
        self._zip.writestr(name, content)

    def finished(self) -> BytesIO:
        """The zip, to be read from its beginning."""
        self._zip.close()
        self._buffer.seek(0)
        return self._buffer
