"""Where the pages of agreements are."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse

from fordel.partnership.models import Agreement
from fordel.writing.presentation.document_view import Addresses
from fordel.writing.presentation.files import FileAddresses


def agreement_address(agreement: Agreement, name: str = "agreement", **more: Any) -> str:
    """The page of that name of the agreement."""
    return reverse(f"agreements:{name}", kwargs={"agreement_id": agreement.pk, **more})


def writing_addresses(agreement: Agreement) -> Addresses:
    """Where it is written."""
    return Addresses(
        read=agreement_address(agreement),
        part=partial(_part, agreement),
        save=agreement_address(agreement, "save"),
        here=agreement_address(agreement, "here"),
    )


def file_addresses(agreement: Agreement) -> FileAddresses:
    """Where its attachments are added, read and removed."""
    return FileAddresses(
        add=agreement_address(agreement, "attach"),
        read=partial(_file, agreement, "enclosure"),
        remove=partial(_file, agreement, "detach"),
    )


def _part(agreement: Agreement, part: str) -> str:
    return agreement_address(agreement, "part", part=part)


def _file(agreement: Agreement, name: str, enclosure_id: int) -> str:
    return agreement_address(agreement, name, enclosure_id=enclosure_id)
