from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fordel.notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let parties, which lies below, send its mails. This moves to the composition root when there is one."""
        from fordel.notices.services.notify import notify_addresses
        from fordel.parties.post import plug

        plug(notify_addresses)
