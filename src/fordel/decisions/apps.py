from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "fordel.decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Reports are locked when the year is decided; imports and the recommendation already when a proposal builds on
        them."""
        from fordel.decisions.locks import why_decided, why_proposed, why_recommendation_is_used
        from fordel.forum.services.recommendation_locks import register_reopen_lock
        from fordel.needs.services.report_locks import register_change_lock, register_undo_lock

        register_change_lock(why_decided)
        register_undo_lock(why_proposed)
        register_reopen_lock(why_recommendation_is_used)
