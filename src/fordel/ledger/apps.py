from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "fordel.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A frame must not go below what is promised from it."""
        from fordel.ledger.guards import refuse_frame_below_promises
        from fordel.programme.frame_guards import register_frame_guard

        register_frame_guard(refuse_frame_below_promises)
