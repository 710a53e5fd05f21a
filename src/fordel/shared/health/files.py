"""The files that are kept beside the database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from fordel.shared.health.check import Check
from fordel.shared.models import StoredFile


def check_files() -> Check:
    """Not ok if a file that is in the database is missing or torn on the disk, or if the folder cannot be written to.

    Goes through the folder a 256th at a time, so that memory does not grow with the number of files. A file without a
    row does no harm: it is left when a job is ended by force between the disk and the database.
    """
    folder = Path(settings.FORDEL_FILES)
    faults = [] if _can_write(folder) else [f"{folder} cannot be written to: check its owner and the room on the disk."]
    kept, lost, extra = 0, [], 0
    for prefix in (f"{number:02x}" for number in range(256)):
        rows = StoredFile.objects.filter(sha256__startswith=prefix).values_list("sha256", "size")
        sizes = dict(rows.iterator(chunk_size=5000))  # before the folder is read: a row's file is always there first
        found = _sizes_in(folder / prefix)
        lost += [sha256 for sha256, size in sizes.items() if found.get(sha256) != size]
        kept, extra = kept + len(sizes), extra + len(found.keys() - sizes.keys())
    if lost:
        count = f"{len(lost)} of {kept} files are missing or torn, the first is {lost[0]}."
        faults.append(f"{count} Put back {folder} from the backup.")
    rest = f", {extra} more on the disk that nothing refers to (harmless)" if extra else ""
    return Check("files", ok=not faults, words=" ".join(faults) or f"{kept} in {folder}, all there{rest}")


def _can_write(folder: Path) -> bool:
    """By writing; the folder is made by the first file, so until then the one it will be made in is tried."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError:
        return False
    return True


def _sizes_in(folder: Path) -> dict[str, int]:
    """Name -> bytes; empty if the folder is not there or cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries}
    except OSError:
        return {}
