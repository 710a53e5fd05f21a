"""Errors that are meant for the person at the keyboard."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can fix: `message` says what is wrong, `fix` what to do next, `field` where (a form field).

    Raised by services before anything is changed; pages show it beside the form, the command line as one line.
    """

    def __init__(self, message: str, fix: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = str(message)
        self.fix = str(fix)
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.fix}".strip()


class FileGoneError(UserError):
    """A file that was kept is not on this server's disk any more; pages answer 410."""


class NotInstalledError(UserError):
    """The address is of a part that this installation is without; pages answer 404."""
