from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "fordel.needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fordel.needs.follow_names import follow_names

        follow_names()
