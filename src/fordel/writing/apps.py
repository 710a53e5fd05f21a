from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "fordel.writing"
    default_auto_field = "django.db.models.BigAutoField"
