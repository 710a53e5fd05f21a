"""Colleagues as they are pasted: a name and an e-mail address on each line."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.shared.errors import UserError
from fordel.shared.fields import name_and_address


@dataclass(frozen=True)
class Colleague:
    name: str
    email: str


def read_people(text: str) -> list[Colleague]:
    """Each line as a colleague. Raises UserError (field `colleagues`) that quotes every line that cannot be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [(line, name_and_address(line)) for line in lines]
    wrong = [line for line, found in read if found is None]
    if wrong:
        message = ngettext(
            "%(count)s line does not end with an e-mail address: %(lines)s",
            "%(count)s lines do not end with an e-mail address: %(lines)s",
            len(wrong),
        )
        quoted = ", ".join(f"«{line[:60]}»" for line in wrong[:10])
        fix = _("Correct it, and send all of them again. Nobody is registered yet.")
        raise UserError(message % {"count": len(wrong), "lines": quoted}, fix, "colleagues")
    return [Colleague(*found) for _line, found in read if found is not None]
