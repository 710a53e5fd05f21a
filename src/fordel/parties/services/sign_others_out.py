"""Ends the person's sessions on other devices."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction

from fordel.parties.models import Person, SignIn
from fordel.shared.audit import record


@transaction.atomic
def sign_others_out(person: Person, own_session: str | None) -> int:
    """Ends every session of the person except `own_session` (None: every one); returns how many were open."""
    keys = SignIn.objects.filter(person=person).exclude(session_key="").values_list("session_key", flat=True)
    others = [key for key in keys if key != own_session]
    count, _rows = Session.objects.filter(session_key__in=others).delete()
    if count:
        record("parties.person.signed_others_out", actor=person, subject=person, details={"sessions": count})
    return count
