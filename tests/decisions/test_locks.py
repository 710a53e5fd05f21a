"""What builds on the reports holds them: an import is not undone, and a decided report never changed."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from fordel.decisions.models import Award, Proposal
from fordel.decisions.services.proposals import discard_proposal
from fordel.forum.scenarios.services.save_scenario import delete_scenario
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.intake.services.undo_import import undo_import
from fordel.reports.models import NeedsReport, SpreadsheetImport
from fordel.shared.errors import UserError
from tests.conftest import DEMO_FILE

pytestmark = pytest.mark.django_db


def _changed_file() -> bytes:
    book = openpyxl.load_workbook(DEMO_FILE)
    book.worksheets[0]["N6"] = 600_000
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_import_is_held_by_a_scenario_and_by_a_proposal(proposal: Proposal, officer: Any) -> None:
    source = SpreadsheetImport.objects.get()
    with pytest.raises(UserError):
        undo_import(source, officer)
    discard_proposal(proposal.pk, officer)
    with pytest.raises(UserError):
        undo_import(source, officer)
    assert NeedsReport.objects.count() == 52
    Proposal.objects.all().delete()
    delete_scenario(proposal.scenario_id, officer)
    undo_import(source, officer)
    assert NeedsReport.objects.count() == 0


def test_a_decided_report_is_never_changed_by_a_file(issued: Proposal, officer: Any) -> None:
    with pytest.raises(UserError):
        import_file(issued.round, "endret.xlsx", _changed_file(), officer, update=True)
    assert NeedsReport.objects.get(number=2).amount == 517_500
    assert Award.objects.get(proposal=issued, report__number=2).amount == 517_500


def test_a_report_can_be_updated_before_the_decision(approved: Proposal, officer: Any) -> None:
    import_file(approved.round, "endret.xlsx", _changed_file(), officer, update=True)
    assert NeedsReport.objects.get(number=2).amount == 600_000
