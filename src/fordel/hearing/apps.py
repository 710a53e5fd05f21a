from django.apps import AppConfig


class HearingConfig(AppConfig):
    name = "fordel.hearing"
    default_auto_field = "django.db.models.BigAutoField"
