from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "fordel.reports"
    label = "needs"  # what tables, migrations and the log were called first
    default_auto_field = "django.db.models.BigAutoField"
