"""Opens the zip of an .xlsx or .ods without letting it unpack to more than it may.

The declared sizes are not trusted: every part that is used is unpacked here, counted, and handed on. A reader further
in only sees the copy.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Final

from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError

_CHUNK: Final = 256 * 1024
_ENCRYPTED_BIT: Final = 0x1


class Archive:
    """The parts of a zip file, read within limits. Raises SpreadsheetError: damaged, too_large_unpacked, password."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        self._packed_size = len(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self._infos = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise SpreadsheetError("damaged") from error
        if len(self._infos) > limits.parts:
            raise SpreadsheetError("too_large_unpacked")
        self._refuse_bomb(sum(info.file_size for info in self._infos.values()))
        if any(info.flag_bits & _ENCRYPTED_BIT for info in self._infos.values()):
            raise SpreadsheetError("password")

    def _refuse_bomb(self, unpacked: int) -> None:
        limits = self._limits
        grown = unpacked > limits.ratio_applies_above and unpacked > limits.ratio * self._packed_size
        if unpacked > limits.unpacked_size or grown:
            raise SpreadsheetError("too_large_unpacked")

    @property
    def names(self) -> set[str]:
        return set(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of one part. Raises SpreadsheetError when it is not there, damaged or too large."""
        info = self._infos.get(name)
        if info is None:
            raise SpreadsheetError("damaged")
        chunks = []
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._unpacked += len(chunk)
                    self._refuse_bomb(self._unpacked)
                    if self._unpacked > self._limits.parsed_size:
                        raise SpreadsheetError("too_large_unpacked")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise SpreadsheetError("damaged") from error
        return b"".join(chunks)


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
