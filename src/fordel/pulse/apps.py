from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "fordel.pulse"
    default_auto_field = "django.db.models.BigAutoField"
