"""When and how people signed in, and where they are signed in now."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from fordel.parties.models import OFFICE_ROLES, Office, Person, SignIn, SignInResult
from fordel.shared.clock import now


def sign_ins_of(person: Person) -> QuerySet[SignIn]:
    """Every attempt, the newest first."""
    return SignIn.objects.filter(person=person).order_by("-at", "-pk")


def sign_ins_at(office: Office) -> QuerySet[SignIn]:
    """Every attempt by those who have a role at the office, the newest first."""
    here = Person.objects.filter(assignments__office=office, assignments__role__in=OFFICE_ROLES)
    return SignIn.objects.filter(person__in=here).select_related("person").order_by("-at", "-pk")


def open_sessions(person: Person, own_session: str | None) -> list[tuple[SignIn, bool]]:
    """Where the person is signed in now, the newest first, with whether it is this session. Two queries."""
    signed_in = {row.session_key: row for row in sign_ins_of(person).exclude(session_key="")[:200]}
    sessions = Session.objects.filter(session_key__in=signed_in, expire_date__gt=Now())  # by the real clock, always
    alive = set(sessions.values_list("session_key", flat=True))
    return [(row, key == own_session) for key, row in signed_in.items() if key in alive]


def has_just_signed_in(person: Person, session_key: str | None) -> bool:
    """Whether this session began so recently that the person need not show once more who they are. One query."""
    since = now() - timedelta(minutes=settings.FORDEL_FRESH_SIGN_IN_MINUTES)
    fresh = SignIn.objects.filter(person=person, result=SignInResult.SIGNED_IN, session_key=session_key or "-")
    return fresh.filter(at__gte=since).exists()
