"""Needs reports, the spreadsheets they came from, the drafts they are written in, and what is done with them."""

from fordel.reports.models.casework import (
    DeadlineReminder,
    Exemption,
    ExtensionRequest,
    InternalNote,
    ReportMessage,
    ReportStateChange,
    SavedView,
)
from fordel.reports.models.collaboration import DraftParty, PartyEvent, PartyRole, PartyState
from fordel.reports.models.drafts import (
    DeadlineExtension,
    ReportDraft,
)
from fordel.reports.models.imports import ImportRow, ImportState, SpreadsheetImport
from fordel.reports.models.reports import (
    COUNTED_STATES,
    NeedsReport,
    ReportOrigin,
    ReportPartner,
    ReportState,
    ReportVersion,
)

__all__ = [
    "COUNTED_STATES",
    "DeadlineExtension",
    "DeadlineReminder",
    "DraftParty",
    "Exemption",
    "ExtensionRequest",
    "ImportRow",
    "ImportState",
    "InternalNote",
    "NeedsReport",
    "PartyEvent",
    "PartyRole",
    "PartyState",
    "ReportDraft",
    "ReportMessage",
    "ReportOrigin",
    "ReportPartner",
    "ReportState",
    "ReportStateChange",
    "ReportVersion",
    "SavedView",
    "SpreadsheetImport",
]
