"""The files that go with a document, as a page shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fordel.core.form.definition import FormDefinition
from fordel.shared.file_check import ACCEPTED
from fordel.writing.selectors.attachments import AttachmentLine


@dataclass(frozen=True)
class FileAddresses:
    """Where a file is added, read and removed."""

    add: str
    read: Callable[[int], str]
    remove: Callable[[int], str]


@dataclass(frozen=True)
class FileView:
    """A file with the addresses to read and to remove it."""

    line: AttachmentLine
    address: str
    removal: str


@dataclass(frozen=True)
class FilesView:
    """The files, and what the form allows: `megabytes` for each and `most` of them; `accepted` is for a file field."""

    files: list[FileView]
    add: str
    megabytes: int
    most: int
    accepted: str = ACCEPTED

    @property
    def has_room(self) -> bool:
        return len(self.files) < self.most


def files_view(form: FormDefinition, lines: Sequence[AttachmentLine], addresses: FileAddresses) -> FilesView:
    """The files of a document with its form's limits."""
    files = [FileView(line, addresses.read(line.id), addresses.remove(line.id)) for line in lines]
    return FilesView(files, addresses.add, form.attachment_megabytes, form.attachments_most)
