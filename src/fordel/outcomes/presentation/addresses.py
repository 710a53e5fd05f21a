"""Where the pages of outcome reports are."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse

from fordel.outcomes.models import OutcomeReport
from fordel.writing.presentation.document_view import Addresses
from fordel.writing.presentation.files import FileAddresses


def outcome_address(outcome: OutcomeReport, name: str = "report", **more: Any) -> str:
    """The page of that name of the report, for those who write it."""
    return reverse(f"outcomes:{name}", kwargs={"outcome_id": outcome.pk, **more})


def office_address(outcome: OutcomeReport, name: str = "report") -> str:
    """The page of that name of the report, for the office."""
    return reverse(f"outcome_office:{name}", kwargs={**outcome.round.where, "outcome_id": outcome.pk})


def writing_addresses(outcome: OutcomeReport) -> Addresses:
    """Where it is written."""
    return Addresses(
        read=outcome_address(outcome),
        part=partial(_part, outcome),
        save=outcome_address(outcome, "save"),
        here=outcome_address(outcome, "here"),
    )


def file_addresses(outcome: OutcomeReport) -> FileAddresses:
    """Where its attachments are added, read and removed."""
    return FileAddresses(
        add=outcome_address(outcome, "attach"),
        read=partial(_file, outcome, "enclosure"),
        remove=partial(_file, outcome, "detach"),
    )


def _part(outcome: OutcomeReport, part: str) -> str:
    return outcome_address(outcome, "part", section=part)


def _file(outcome: OutcomeReport, name: str, annex_id: int) -> str:
    return outcome_address(outcome, name, annex_id=annex_id)
