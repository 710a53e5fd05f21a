"""Who may see the figures of a round."""

from __future__ import annotations

from fordel.parties.permissions import is_auditor, is_forum_member, is_national_reader, works_at_office

reads_status = works_at_office | is_forum_member | is_auditor | is_national_reader
