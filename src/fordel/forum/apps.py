from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "fordel.forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The forum serves the schemes that the office opens; an import cannot be undone while a scenario builds on it;
        a member sees what they are impartial in; and who is impartial follows the reports."""
        from fordel.forum.impartiality import view_of_member
        from fordel.forum.locks import why_scenarios_hold_imports
        from fordel.forum.meeting_hooks import deadlines, may_have_paper, people_called, subjects, why_not_seated
        from fordel.forum.meeting_screen import scenario_screen, scenario_tool
        from fordel.forum.meeting_votes import conflict_panel, vote_panel, vote_screen
        from fordel.forum.selectors.votes import ballots_of
        from fordel.forum.services.note_conflicts import conflict_words
        from fordel.forum.services.serve_scheme import serve_round
        from fordel.forum.services.suggest_conflicts import follow_reports
        from fordel.forum.vote_locks import why_vote_keeps_case, why_vote_keeps_meeting
        from fordel.meetings import hooks
        from fordel.needs.member_view import register_members
        from fordel.needs.services.casework.index_report import register_follower
        from fordel.needs.services.report_locks import register_undo_lock
        from fordel.parties.selectors.own_data import register_rows
        from fordel.programme.round_followers import register_round_follower

        register_undo_lock(why_scenarios_hold_imports)
        register_members(view_of_member)
        register_follower(follow_reports)
        register_round_follower(serve_round)
        hooks.register_people(people_called)
        hooks.register_seats(why_not_seated)
        hooks.register_subjects(subjects)
        hooks.register_deadlines(deadlines)
        hooks.register_paper_rule(may_have_paper)
        hooks.register_screen(scenario_screen)
        hooks.register_tool(scenario_tool)
        hooks.register_screen(vote_screen)
        hooks.register_panel(vote_panel)
        hooks.register_panel(conflict_panel)
        hooks.register_end_lock(why_vote_keeps_meeting)
        hooks.register_noting(conflict_words)
        hooks.register_item_lock(why_vote_keeps_case)
        register_rows("votes_in_the_forum", ballots_of)
