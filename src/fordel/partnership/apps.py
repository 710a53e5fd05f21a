from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "fordel.partnership"
    default_auto_field = "django.db.models.BigAutoField"
