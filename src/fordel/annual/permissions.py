"""Who writes, signs and reads yearly reports. The target is a round, or a version that is sent."""

from __future__ import annotations

from fordel.parties.models import Role
from fordel.parties.permissions import in_office, nationwide

writes_annual = in_office(Role.CASE_OFFICER)
handles_annual = in_office(Role.CASE_OFFICER, Role.APPROVER)
reads_annual = handles_annual | nationwide(Role.AUDITOR)
reads_sent = handles_annual | nationwide(Role.AUDITOR, Role.NATIONAL_READER)
compares_offices = nationwide(Role.AUDITOR, Role.NATIONAL_READER)
