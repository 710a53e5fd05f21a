"""Files as they came: written once under their SHA-256, found again by it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _

from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import StoredFile
from fordel.shared.plain_text import file_name, one_line

if TYPE_CHECKING:
    from fordel.parties.models import Person


def store_file(name: str, content: bytes, content_type: str, person: Person | None) -> StoredFile:
    """Writes the bytes to disk and remembers them. Raises UserError when the disk is full or cannot be written to.

    The bytes are on disk, synced and renamed into place before the row is made: a row never points at a torn file.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = Path(settings.FORDEL_FILES) / digest[:2] / digest
    if not path.exists():
        try:
            _write_durably(path, content)
        except OSError as error:
            raise UserError(
                _("The file could not be kept: there is no room for it on the server."),
                _("Nothing was changed. Tell whoever runs the server, and try again afterwards."),
            ) from error
    return StoredFile.objects.create(
        sha256=digest,
        name=Path(file_name(name)).name[:255],
        content_type=one_line(content_type)[:127],
        size=len(content),
        created_at=now(),
        created_by=person,
    )


def stored_file_answer(file: StoredFile) -> FileResponse:
    """The file as it came. Always to be saved, never shown: what somebody else has made does not run in our pages.
    Raises FileGoneError if it is not on this server."""
    answer = FileResponse(file.open(), as_attachment=True, filename=file.name, content_type=file.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
