"""What the list of reports knows is kept up when a name changes, or a party answers what it was asked."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_save

from fordel.parties.models import Municipality, Network, Organisation


def follow_names() -> None:
    """Called once, when the application starts."""
    for model in (Organisation, Network, Municipality):
        post_save.connect(_renamed, sender=model, dispatch_uid=f"needs.follow_names.{model.__name__}")
    post_save.connect(_answered, sender=apps.get_model("needs", "DraftParty"), dispatch_uid="needs.follow_names.party")


def _renamed(sender: Any, instance: Any, created: bool, update_fields: Any, **_rest: Any) -> None:
    from fordel.needs.services.casework.index_report import index_named

    if not created and (update_fields is None or "name" in update_fields):
        index_named(**{sender._meta.model_name: instance.pk})


def _answered(sender: Any, instance: Any, update_fields: Any, **_rest: Any) -> None:
    from fordel.needs.services.casework.index_report import index_reports

    if (update_fields is None or "state" in update_fields) and instance.draft.report_id is not None:
        index_reports([instance.draft.report_id])
