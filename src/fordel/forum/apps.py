from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "fordel.forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An import cannot be undone while a scenario builds on it."""
        from fordel.forum.locks import why_scenarios_hold_imports
        from fordel.needs.services.report_locks import register_undo_lock

        register_undo_lock(why_scenarios_hold_imports)
