from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "fordel.forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An import cannot be undone while a scenario builds on it; a member sees what they are impartial in; and who
        is impartial follows the reports."""
        from fordel.forum.impartiality import view_of_member
        from fordel.forum.locks import why_scenarios_hold_imports
        from fordel.forum.meeting_hooks import may_have_paper, people_called, subjects
        from fordel.forum.meeting_screen import scenario_screen, scenario_tool
        from fordel.forum.services.suggest_conflicts import follow_reports
        from fordel.meetings import hooks
        from fordel.needs.member_view import register_members
        from fordel.needs.services.casework.index_report import register_follower
        from fordel.needs.services.report_locks import register_undo_lock

        register_undo_lock(why_scenarios_hold_imports)
        register_members(view_of_member)
        register_follower(follow_reports)
        hooks.register_people(people_called)
        hooks.register_subjects(subjects)
        hooks.register_paper_rule(may_have_paper)
        hooks.register_screen(scenario_screen)
        hooks.register_tool(scenario_tool)
