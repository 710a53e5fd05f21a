"""When an organisation, a network or a municipality gets another name, the reports that mention it are found by it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from fordel.parties.models import Municipality, Network, Organisation


def follow_names() -> None:
    """Called once, when the application starts."""
    for model in (Organisation, Network, Municipality):
        post_save.connect(_renamed, sender=model, dispatch_uid=f"needs.follow_names.{model.__name__}")


def _renamed(sender: Any, instance: Any, created: bool, update_fields: Any, **_rest: Any) -> None:
    from fordel.needs.services.casework.index_report import index_named

    if not created and (update_fields is None or "name" in update_fields):
        index_named(**{sender._meta.model_name: instance.pk})
