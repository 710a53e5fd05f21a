from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "fordel.programme"
    default_auto_field = "django.db.models.BigAutoField"
