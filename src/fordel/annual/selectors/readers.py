"""Who reads the reports of the offices for Udir."""

from __future__ import annotations

from django.db.models import Q

from fordel.parties.models import Role, RoleAssignment


def national_readers(office_id: int) -> list[int]:
    """Ids of those who read for the whole country, or for this office. One query."""
    held = RoleAssignment.objects.filter(Q(office__isnull=True) | Q(office=office_id), role=Role.NATIONAL_READER)
    return list(held.order_by("person").values_list("person", flat=True).distinct())
