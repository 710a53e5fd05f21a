"""Test clients that are signed in."""

from __future__ import annotations

from django.test import Client

from fordel.parties.models import Person


def client_of(person: Person) -> Client:
    """A client signed in as the person."""
    client = Client()
    client.force_login(person)
    return client
