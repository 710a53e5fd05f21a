"""The one written table of what is asked about before it is done. Every address that changes something is in it."""

from __future__ import annotations

from typing import Final

ASKS: Final = frozenset(
    {
        *("decisions:issue", "decisions:approve", "decisions:return", "decisions:discard"),
        *("recommendation:adopt", "recommendation:reopen", "recommendation:remove-dissent"),
        *("meetings:start", "meetings:end", "meetings:cancel", "meetings:approve"),
        *("meetings:remove-paper", "meetings:withdraw-date"),
        *("forum_people:end-seat", "forum_work:close-prioritising", "forum:delete"),
        *("own_needs:report-withdraw", "own_needs:draft-discard", "own_needs:party-remove"),
        *("forum_plans:agenda", "forum_plans:adopt", "plan:propose", "plan:take-back"),
        *("plan:approve-correction", "plan:withdraw-correction"),
        *("plan:force", "plan:discard", "plan:remove-chapter", "plan:remove-theme"),
        *("hearing:open", "hearing:remind", "hearing:send-answers"),
        *("events:publish", "events:close", "events:reopen", "events:cancel", "events:discard", "events:copy-series"),
        *("events:cancel-place", "events:close-door", "events:send-mail", "events:send-certificates"),
        "events:ask-evaluation",
        *("guidance:withdraw", "guidance:discard", "guidance:close-question"),
        *("news:withdraw", "news:discard"),
        *("agreements:end", "agreements:discard"),
        *(
            "outcome_office:approve-many",
            "outcome_office:approve",
            "outcome_office:return",
            "outcome_office:extend",
            "outcome_office:register",
        ),
        *("annual_office:ready", "annual_office:take-back", "annual_office:sign"),
        *("annual_office:correct", "annual_office:discard"),
        *("reports:import-undo", "reports:exempt", "remove-role", "erase-me"),
        *("mfa_deactivate_totp", "mfa_remove_webauthn", "disconnect-provider"),
    }
)
"""Cannot simply be undone: the address opens the page of `shared/pages/steps.py`, and its button does it."""

SHOWS_FIRST: Final = {
    "outcomes:send": "the check shows what is sent, and that only the office can open it again",
    "outcomes:confirm": "the check shows the part that is confirmed; it can be changed and confirmed again",
    "agreements:sign": "the page shows the whole agreement and its checksum, and for whom it is signed",
    "decline-join-request": "the page asks why, and says that the person gets it by mail",
    "forum_work:agree-instead": "the page asks what was agreed, and says that the vote ends",
    "forum_work:open-vote": "the page says who may vote and who is conflicted",
    "guidance:publish": "the page that checks the article shows what is published; it can be changed and withdrawn",
    "events:send": "the page shows who is registered and what each of them gets, and that it is not sent yet",
    "hearing:send": "the page shows all that is sent, and that it is not sent yet",
    "meetings:call": "the page shows who is called and the mail that they get",
    "meetings:line": "the page shows the line that is removed, and nothing else",
    "mfa_view_recovery_codes": "the page says that new codes make the old ones worthless",
    "reports:bulk": "the first press shows which reports are changed, and the second does it",
    "reports:import-apply": "the preview shows what the file does, and the import can be undone",
    "reports:remind": "the page lists who gets a reminder",
    "own_needs:draft-send": "the check shows what is sent; it can be changed or withdrawn until the deadline",
    "own_needs:request-confirm": "the page shows what is confirmed; it can be declined afterwards",
    "own_needs:request-decline": "the page asks why; the owner can ask again",
}
"""The page that the button is on is about this step alone, and says what happens."""

HARMLESS: Final = {
    # it can be done again, or changed back, in the same place
    **dict.fromkeys(
        (
            *(
                "decisions:award",
                "decisions:create",
                "decisions:language-forms",
                "decisions:load-forms",
                "forum:adjust",
                "forum:compute-again",
            ),
            *("guidance:new", "guidance:draft-part", "guidance:draft-save", "guidance:draft-here"),
            *("guidance:follow-up", "guidance:feedback", "guidance:make-article"),
            *("news:new", "news:change", "news:publish", "news:new-feed", "news:feed"),
            *("news:show-item", "news:hide-item", "news:digest", "unsubscribe"),
            *("notifications:read-all", "notifications:choices"),
            *("forum:copy", "forum:hold-back", "forum:save", "forum:undo", "forum_people:add-seat"),
            *("forum_people:seat", "forum_work:cast", "forum_work:change-shown", "forum_work:prioritising"),
            *("forum_work:show-scenarios", "meetings:action-done", "meetings:add-action", "meetings:add-item"),
            *("meetings:add-line", "meetings:add-paper", "meetings:answer-dates", "meetings:attendance"),
            *("meetings:change", "meetings:choose-date", "meetings:close-item", "meetings:item", "meetings:move-item"),
            *("meetings:new", "meetings:offer-date", "meetings:open-item", "meetings:reply", "meetings:show-text"),
            *("reports:extension", "reports:grant-extension", "reports:imports", "reports:import-columns"),
            *("reports:register", "reports:report-assign", "reports:report-note", "reports:report-read"),
            *("reports:report-state", "reports:view", "reports:import-check", "reports:views"),
            *("own_needs:attachment-add", "own_needs:attachment-remove"),
            *("own_needs:draft-here", "own_needs:draft-new", "own_needs:draft-part", "own_needs:draft-save"),
            *("plan:new", "plan:change", "plan:chapter", "plan:save", "plan:here", "plan:outline", "plan:rename"),
            *(
                "plan:new-correction",
                "plan:comments",
                "plan:comment",
                "plan:move-chapter",
                "plan:new-theme",
                "plan:theme",
                "plan:move-theme",
            ),
            *("hearing:invite", "hearing:point", "hearing:give", "hearing:add-point", "hearing:remove-point"),
            *("hearing:add-file", "hearing:remove-file", "events:add-file", "events:remove-file", "events:keep"),
            *("events:evaluate", "events:lessons"),
            *("events:new-mail", "events:edit-mail", "events:remove-mail"),
            *("events:new-series", "events:edit-series", "events:new-event", "events:edit"),
            *("agreements:part", "agreements:save", "agreements:here", "agreements:attach", "agreements:detach"),
            *("outcomes:part", "outcomes:save", "outcomes:here", "outcomes:attach", "outcomes:detach"),
            "outcome_office:assign",
            *("partnerships:template", "set-right-to-sign", "pairs:status", "providers:own"),
            *("events:register", "events:place", "pulse:enter", "pulse:answer", "pulse:open", "pulse:change"),
            "annual_office:comment",
            *("own_needs:party-add", "programme:save-dates", "programme:save-frames", "recommendation:begin"),
            *("recommendation:dissent", "recommendation:measure", "recommendation:order", "recommendation:scenario"),
            *("recommendation:texts", "register-organisation", "save-details", "set-administrator", "switch-role"),
            *("language", "open-year", "join", "withdraw-join-request", "calendar"),
        ),
        "it can be changed back in the same place",
    ),
    # it tells somebody something, and takes nothing away
    **dict.fromkeys(
        (
            *("invite", "invite-to-office", "resend-invitation", "withdraw-invitation", "approve-join-request"),
            *("guidance:ask", "guidance:question", "guidance:answer"),
            *("hearing:extend", "hearing:new-code", "events:new-code", "events:accept", "events:confirm-place"),
            *("events:door", "events:door-mark", "events:door-send"),
            *("outcomes:answer", "outcome_office:message"),
            *("own_partnerships:new", "agreements:renew", "pairs:action", "pairs:done"),
            *("meetings:ask-dates", "meetings:send-draft", "forum_work:announce-closing", "forum_work:declare"),
            *("reports:refuse-extension", "reports:report-message", "own_needs:answer", "own_needs:ask-extension"),
            *("own_needs:party-ask", "own_needs:party-remind", "own_needs:party-tell"),
        ),
        "it notifies somebody, and takes nothing away",
    ),
    "decisions:submit": "the proposal is a draft again as soon as an amount is changed",
    "forum_work:close-vote": "refused until all have voted or the announced time has come; the result is what was cast",
    "forum_work:decide-chosen": "each can be decided the other way",
    "forum_work:decide-conflict": "it can be decided the other way",
    "forum_work:open-prioritising": "the members see it, and nothing is lost if nobody answers",
    "forum_work:vote-again": "offered after a tie alone; the tie is kept",
    # signing in and out, and what belongs to it
    **dict.fromkeys(
        (
            *("sign-in", "sign-out", "sign-in-password", "set-password", "account_login"),
            *("account_request_login_code", "account_confirm_login_code", "account_signup", "account_email"),
            *("account_email_verification_sent", "mfa_authenticate", "mfa_login_webauthn", "mfa_activate_totp"),
            *("mfa_add_webauthn", "socialaccount_signup", "end-other-sessions", "demo-sign-in", "demo-clock"),
        ),
        "it is signing in, and can be done again",
    ),
}
"""Needs no question, and why."""
