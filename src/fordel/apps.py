"""The house as one application of Django, after all others: it plugs the modules together."""

from __future__ import annotations

from django.apps import AppConfig

from fordel.composition import modules, plug


class FordelConfig(AppConfig):
    name = "fordel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        plug(modules())
