"""Has a file checked for viruses before it is kept."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from fordel.shared.errors import UserError
from fordel.shared.virus_scan import ScannerAwayError, find_virus

_log = logging.getLogger(__name__)


def scan_file(name: str, content: bytes, *, infected: Callable[[dict[str, Any]], None]) -> bool:
    """Whether the file was scanned, and is clean. Raises UserError (field `file`) for an infected file, once `infected`
    has logged its `sha256` and `size` (bytes), and if the scanner is away and files may not be kept without it
    (`FORDEL_KEEP_UNSCANNED`).

    Call it outside a transaction: it may take a minute, and what it logs must stay. If no scanner is set up
    (`FORDEL_CLAMD`), nothing is scanned.
    """
    if not settings.FORDEL_CLAMD:
        return False
    try:
        virus = find_virus(content, settings.FORDEL_CLAMD)
    except ScannerAwayError:
        _log.exception("the virus scanner did not answer")
        if settings.FORDEL_KEEP_UNSCANNED:
            return False
        raise UserError(
            _("We could not check «%(name)s» for viruses just now, so it is not kept.") % {"name": name},
            _("Try again in some minutes. Everything else you have written is saved."),
            "file",
        ) from None
    if not virus:
        return True
    digest = hashlib.sha256(content).hexdigest()
    infected({"sha256": digest, "size": len(content)})
    _log.warning("an infected file was refused: %s %s", digest, virus)
    raise UserError(
        _("«%(name)s» has a virus (%(virus)s). It is not kept.") % {"name": name, "virus": virus},
        _("Delete the file, and have your computer checked. Tell whoever looks after your computers."),
        "file",
    )
