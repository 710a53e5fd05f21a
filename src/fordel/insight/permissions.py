"""Who may see the figures of a round, and those of an organisation: its own owner."""

from __future__ import annotations

from fordel.parties.permissions import is_auditor, is_forum_member, is_national_reader, works_at_office
from fordel.reports.permissions import is_owner

__all__ = ["is_owner", "reads_status"]
reads_status = works_at_office | is_forum_member | is_auditor | is_national_reader
