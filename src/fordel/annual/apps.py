from django.apps import AppConfig


class AnnualConfig(AppConfig):
    name = "fordel.annual"
    default_auto_field = "django.db.models.BigAutoField"
