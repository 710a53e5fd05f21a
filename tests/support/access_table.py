"""The one written table of who may see and do what, and every address of the system."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver

OFFICE_ROLES: Final = frozenset({"case_officer", "approver", "forum_member"})
OTHERS: Final = frozenset(
    {"other_case_officer", "other_approver", "other_forum_member", "other_auditor", "other_owner", "other_partner"}
)
# members of the forum here whose seat runs today, and those who have the role alone: their seat ended yesterday, begins
# tomorrow, is at another office, or never was
SEATED: Final = frozenset({"forum_member", "member_deputy"})
SEATLESS: Final = frozenset({"member_ended", "member_tomorrow", "member_elsewhere", "member_never"})
MEMBERS: Final = SEATED | SEATLESS
EVERYONE: Final = OTHERS | OFFICE_ROLES | MEMBERS | {"visitor", "owner", "partner", "national_reader", "auditor"}
SIGNED_IN: Final = EVERYONE - {"visitor"}
NOBODY: Final[frozenset[str]] = frozenset()
OFFICER: Final = frozenset({"case_officer"})
APPROVER: Final = frozenset({"approver"})
OFFICE_READERS: Final = frozenset({"case_officer", "approver", "auditor"})
STATUS_READERS: Final = OFFICE_READERS | MEMBERS | {"national_reader"}
FORUM: Final = SEATED
FORUM_READERS: Final = OFFICE_READERS | FORUM
MEETING_READERS: Final = OFFICE_READERS | SEATED
# a member answers for themselves, and is called like the secretary
CALLED: Final = OFFICER | SEATED
OWNER: Final = frozenset({"owner"})
OWNERS: Final = frozenset({"owner", "other_owner"})
LETS_IN: Final = frozenset({"case_officer", "owner"})
PROVIDERS: Final = frozenset({"partner", "other_partner"})
SIDES: Final = frozenset({"owner", "partner"})
PARTIES: Final = frozenset({"owner", "partner", "other_owner", "other_partner"})


@dataclass(frozen=True)
class Row:
    """Who may see the page (`see`), and who may change something there (`do`).

    `see` is None where the address takes POST only; `do` is None where a POST changes nothing for anybody.
    """

    see: frozenset[str] | None
    do: frozenset[str] | None = None


def page(see: frozenset[str]) -> Row:
    return Row(see)


def form(see: frozenset[str], do: frozenset[str] | None = None) -> Row:
    return Row(see, see if do is None else do)


def action(do: frozenset[str]) -> Row:
    return Row(None, do)


TABLE: Final[dict[str, Row]] = {
    # from before the scheme stood in the address: they lead on, and say nothing of what is there
    "former-start": page(EVERYONE),
    "former": page(EVERYONE),
    "home": page(EVERYONE),
    "start": page(OFFICE_READERS | MEMBERS),
    "history": page(frozenset({"auditor", "case_officer"})),
    "history-file": page(frozenset({"auditor", "case_officer"})),
    # where seats, meetings and history were before: each leads on to a page with its own rule
    "moved-meetings": page(EVERYONE),
    "moved-votes": page(EVERYONE),
    "moved-conflicts": page(EVERYONE),
    "moved-prioritising": page(EVERYONE),
    "moved-seats": page(EVERYONE),
    "moved-history": page(EVERYONE),
    "sign-in": form(EVERYONE),
    "account_login": form(EVERYONE),
    "account_request_login_code": form(EVERYONE),
    "sign-in-password": form(EVERYONE),
    "account_signup": form(EVERYONE),
    "account_inactive": page(NOBODY),
    # steps that lead back to the entrance for whoever has not come to them
    "account_confirm_login_code": form(SIGNED_IN),
    "account_email_verification_sent": form(SIGNED_IN),
    "mfa_authenticate": form(SIGNED_IN),
    "mfa_login_webauthn": form(SIGNED_IN),
    "socialaccount_signup": form(NOBODY),
    # no sign-in service is configured here
    "openid_connect_login": page(NOBODY),
    "openid_connect_callback": page(NOBODY),
    "my-page": page(SIGNED_IN),
    "save-details": action(SIGNED_IN),
    "account_email": form(SIGNED_IN),
    "my-sign-ins": page(SIGNED_IN),
    "end-other-sessions": action(SIGNED_IN),
    "mfa_index": page(SIGNED_IN),
    "my-data": page(SIGNED_IN),
    "my-data-file": page(SIGNED_IN),
    "erase-me": form(SIGNED_IN),
    "sign-in-again": page(SIGNED_IN),
    "set-password": form(SIGNED_IN),
    "mfa_activate_totp": form(SIGNED_IN),
    "mfa_deactivate_totp": form(SIGNED_IN),
    "mfa_view_recovery_codes": form(SIGNED_IN),
    "mfa_add_webauthn": form(SIGNED_IN),
    "mfa_remove_webauthn": form(SIGNED_IN),
    "disconnect-provider": form(SIGNED_IN),
    # letting people in: the world's owner is administrator where somebody is invited and asks to join
    "join": form(SIGNED_IN),
    "withdraw-join-request": action(SIGNED_IN),
    "invitation": page(EVERYONE),
    "colleagues": page(frozenset({"owner"})),
    "invite": action(LETS_IN),
    "resend-invitation": action(LETS_IN),
    "withdraw-invitation": action(LETS_IN),
    "approve-join-request": action(LETS_IN),
    "decline-join-request": form(LETS_IN),
    "set-administrator": action(LETS_IN),
    "set-right-to-sign": action(OWNER),
    "remove-role": form(LETS_IN),
    "office-access": page(OFFICE_READERS),
    "organisation": page(OFFICE_READERS),
    "invite-to-office": action(OFFICER),
    "office-sign-ins": page(OFFICER),
    "sign-out": action(EVERYONE),
    "switch-role": form(SIGNED_IN),
    "language": action(EVERYONE),
    "about": page(EVERYONE),
    "privacy": page(EVERYONE),
    "accessibility": page(EVERYONE),
    "search": page(EVERYONE),
    "sitemap": page(EVERYONE),
    "robots": page(EVERYONE),
    "public": page(EVERYONE),
    "open-data": page(EVERYONE),
    "open-data-json": page(EVERYONE),
    "open-data-csv": page(EVERYONE),
    "open-data-description": page(EVERYONE),
    "public-in": page(EVERYONE),
    "health": page(EVERYONE),
    # the demo's own pages do not exist outside the demo
    "demo": page(NOBODY),
    "demo-sign-in": action(NOBODY),
    "demo-clock": action(NOBODY),
    "demo-mail": page(NOBODY),
    "open-year": form(OFFICER),
    "organisations": page(OFFICE_READERS),
    "register-organisation": action(OFFICER),
    "programme:setup": page(OFFICE_READERS),
    "programme:save-frames": action(OFFICER),
    "programme:save-dates": action(OFFICER),
    "reports:reports": page(FORUM_READERS),
    "reports:reports-file": page(FORUM_READERS),
    "reports:report": page(FORUM_READERS),
    "reports:report-state": action(OFFICER),
    "reports:report-assign": action(OFFICER),
    "reports:report-message": action(OFFICER),
    "reports:report-read": action(OFFICER),
    "reports:report-note": action(OFFICER),
    "reports:exempt": form(OFFICER),
    "reports:report-original": page(OFFICE_READERS),
    "reports:report-attachment": page(OFFICE_READERS),
    "reports:bulk": action(OFFICER),
    "reports:views": form(OFFICER),
    "reports:view": action(OFFICER),
    "reports:register": form(OFFICER),
    "reports:drafts": page(OFFICE_READERS),
    "reports:drafts-file": page(OFFICE_READERS),
    "reports:reminders": page(OFFICE_READERS),
    "reports:reminders-file": page(OFFICE_READERS),
    "reports:remind": action(OFFICER),
    "reports:extensions": page(OFFICE_READERS),
    "reports:extensions-file": page(OFFICE_READERS),
    "reports:grant-extension": action(OFFICER),
    "reports:extension": action(OFFICER),
    "reports:refuse-extension": action(OFFICER),
    "reports:imports": form(OFFICE_READERS, OFFICER),
    "reports:import": page(OFFICE_READERS),
    "reports:import-columns": form(OFFICER),
    "reports:import-apply": action(OFFICER),
    "reports:import-check": action(OFFICER),
    "reports:import-undo": form(OFFICER),
    "reports:import-original": page(OFFICE_READERS),
    "reports:import-bad-rows": page(OFFICE_READERS),
    "insight:status": page(STATUS_READERS),
    "insight:csv": page(STATUS_READERS),
    "insight:xlsx": page(STATUS_READERS),
    "insight:pdf": page(STATUS_READERS),
    "insight:slides": page(STATUS_READERS),
    "insight:picture": page(STATUS_READERS),
    "insight:questions": page(STATUS_READERS),
    "insight:question": page(STATUS_READERS),
    "insight:question-csv": page(STATUS_READERS),
    "insight:question-svg": page(STATUS_READERS),
    "insight:question-png": page(STATUS_READERS),
    "insight:question-xlsx": page(STATUS_READERS),
    "insight:question-slides": page(STATUS_READERS),
    "insight:catalogue-json": page(STATUS_READERS),
    "insight:catalogue-xlsx": page(STATUS_READERS),
    "own_years:page": page(OWNERS),
    "own_years:file": page(OWNERS),
    "insight:theme": page(STATUS_READERS),
    "insight:theme-csv": page(STATUS_READERS),
    "forum:distribution": page(FORUM_READERS),
    "forum:download": page(FORUM_READERS),
    "forum:save": action(OFFICER),
    "forum:compute-again": action(OFFICER),
    "forum:delete": form(OFFICER),
    "forum:compare": page(FORUM_READERS),
    "forum:compare-file": page(FORUM_READERS),
    "forum:hold-back": form(OFFICE_READERS, OFFICER),
    "forum:copy": action(OFFICER),
    "forum:undo": action(OFFICER),
    "forum:adjust": form(OFFICER),
    "forum:receipt": page(FORUM_READERS),
    "forum:why": page(FORUM_READERS),
    "forum_people:members": page(FORUM_READERS),
    "forum_people:add-seat": form(OFFICER),
    "forum_people:seat": form(OFFICER),
    "forum_people:end-seat": form(OFFICER),
    "forum_work:conflicts": page(FORUM_READERS),
    "forum_work:declare": action(FORUM),
    "forum_work:decide-conflict": action(OFFICER),
    "forum_work:decide-chosen": action(OFFICER),
    # what is announced to the members of the forum here; drafts are the office's
    "notifications:list": page(SIGNED_IN),
    "notifications:read-all": action(SIGNED_IN),
    "notifications:choices": form(SIGNED_IN),
    # the one of the world below is the case officer's
    "notifications:notification": page(OFFICER),
    "news:news": page(EVERYONE),
    "news:announcement": page(OFFICE_READERS | SEATED),
    "news:digest": form(SIGNED_IN),
    "unsubscribe": form(NOBODY),
    "news:atom": page(EVERYONE),
    "news:manage": page(OFFICE_READERS),
    "news:new": form(OFFICER),
    "news:change": form(OFFICER),
    "news:publish": action(OFFICER),
    "news:withdraw": form(OFFICER),
    "news:discard": form(OFFICER),
    "news:feeds": page(OFFICE_READERS),
    "news:new-feed": form(OFFICER),
    "news:feed": form(OFFICER),
    "news:show-item": action(OFFICER),
    "news:hide-item": action(OFFICER),
    # a plan is everybody's once it is in force; the world's is being written
    "plan:plans": page(EVERYONE),
    "plan:new": form(OFFICER),
    "plan:plan": page(OFFICE_READERS),
    "plan:change": form(OFFICER),
    "plan:force": form(OFFICER),
    "plan:propose": form(OFFICER),
    "plan:corrections": page(OFFICE_READERS),
    "plan:new-correction": form(OFFICER),
    "plan:approve-correction": form(OFFICER | APPROVER),
    "plan:withdraw-correction": form(OFFICER | APPROVER),
    "plan:comments": form(OFFICER | APPROVER),
    "plan:comment": form(OFFICER | APPROVER),
    "plan:versions": page(OFFICE_READERS),
    "plan:take-back": form(OFFICER),
    "plan:download": page(OFFICE_READERS),
    "forum_plans:agenda": form(OFFICER),
    "forum_plans:adopt": form(OFFICER),
    "plan:discard": form(OFFICER),
    "plan:chapter": form(OFFICER),
    "plan:save": action(OFFICER),
    "plan:here": action(OFFICER),
    "plan:history": page(OFFICE_READERS),
    "plan:outline": form(OFFICER),
    "plan:rename": form(OFFICER),
    "plan:move-chapter": action(OFFICER),
    "plan:remove-chapter": form(OFFICER),
    "plan:themes": page(OFFICER),
    "plan:new-theme": form(OFFICER),
    "plan:theme": form(OFFICER),
    "plan:move-theme": action(OFFICER),
    "plan:remove-theme": form(OFFICER),
    # the world's hearing is open: everybody reads it and gives input; the input was begun in nobody's browser
    "hearing:open": form(OFFICER),
    "hearing:hearing": page(EVERYONE),
    "hearing:summary": page(OFFICE_READERS),
    "hearing:summary-file": page(OFFICE_READERS),
    "hearing:work": page(OFFICE_READERS),
    "hearing:invite": form(OFFICER),
    "hearing:remind": form(OFFICER),
    "hearing:extend": form(OFFICER),
    "hearing:point": form(OFFICER),
    "hearing:send-answers": form(OFFICER),
    "hearing:office-file": page(OFFICE_READERS),
    "hearing:give": form(EVERYONE),
    "hearing:input": page(EVERYONE),
    "hearing:add-point": action(NOBODY),
    "hearing:remove-point": action(NOBODY),
    "hearing:add-file": action(NOBODY),
    "hearing:remove-file": action(NOBODY),
    "hearing:new-code": action(NOBODY),
    "hearing:send": action(NOBODY),
    "hearing:receipt": page(EVERYONE),
    # the world's event is published: everybody reads it
    "events:list": page(EVERYONE),
    "events:feed": page(EVERYONE),
    "events:event": page(EVERYONE),
    "events:calendar": page(EVERYONE),
    "events:file": page(EVERYONE),
    "events:register": form(EVERYONE),
    # the world's registration was begun in nobody's browser; a place is opened by its own link
    "events:booking": page(NOBODY),
    "events:new-code": action(NOBODY),
    "events:send": action(NOBODY),
    "events:place": form(EVERYONE),
    "events:ticket": page(EVERYONE),
    # the world's event is not over: nobody has a certificate
    "events:certificate": page(NOBODY),
    "events:certificates": page(NOBODY),
    "events:check-certificate": page(NOBODY),
    "events:badges": page(OFFICE_READERS),
    "events:attendance": page(OFFICE_READERS),
    "events:send-certificates": form(OFFICER),
    "events:accept": action(EVERYONE),
    "events:confirm-place": action(EVERYONE),
    "events:cancel-place": form(EVERYONE),
    "events:participants": page(OFFICE_READERS),
    "events:office": page(OFFICE_READERS),
    "events:series": page(OFFICE_READERS),
    "events:work": page(OFFICE_READERS),
    "events:new-series": form(OFFICER),
    "events:edit-series": form(OFFICER),
    "events:copy-series": form(OFFICER),
    "events:new-event": form(OFFICER),
    "events:edit": form(OFFICER),
    "events:keep": form(OFFICER),
    "events:add-file": form(OFFICER),
    "events:remove-file": action(OFFICER),
    "events:evaluate": form(EVERYONE),
    "events:evaluation": page(OFFICE_READERS),
    "events:lessons": action(OFFICER),
    "events:ask-evaluation": form(OFFICER),
    "events:new-mail": form(OFFICER),
    "events:mail": page(OFFICE_READERS),
    "events:edit-mail": form(OFFICER),
    "events:send-mail": form(OFFICER),
    "events:remove-mail": action(OFFICER),
    "events:publish": form(OFFICER),
    "events:close": form(OFFICER),
    "events:reopen": form(OFFICER),
    "events:cancel": form(OFFICER),
    "events:discard": form(OFFICER),
    # the world's event is in a month: check-in has not begun
    "events:door": form(OFFICER),
    "events:door-mark": action(OFFICER),
    "events:door-send": action(OFFICER),
    "events:door-worker": page(OFFICER),
    "events:close-door": form(OFFICER),
    "meetings:plan": page(MEETING_READERS),
    "meetings:new": form(OFFICER),
    "meetings:actions": page(MEETING_READERS),
    "meetings:action-done": action(OFFICER),
    "meetings:meeting": page(MEETING_READERS),
    "meetings:change": form(OFFICER),
    "meetings:call": form(OFFICER),
    "meetings:cancel": form(OFFICER),
    "meetings:reply": action(CALLED),
    "meetings:offer-date": action(OFFICER),
    "meetings:withdraw-date": form(OFFICER),
    "meetings:ask-dates": action(OFFICER),
    "meetings:answer-dates": action(CALLED),
    "meetings:choose-date": action(OFFICER),
    "meetings:add-item": action(OFFICER),
    "meetings:item": form(OFFICER),
    "meetings:move-item": action(OFFICER),
    "meetings:open-item": action(OFFICER),
    "meetings:close-item": action(OFFICER),
    "meetings:add-paper": action(OFFICER),
    "meetings:paper": page(MEETING_READERS),
    "meetings:remove-paper": form(OFFICER),
    "meetings:start": form(OFFICER),
    "meetings:end": form(OFFICER),
    "meetings:attendance": action(OFFICER),
    "meetings:show-text": action(OFFICER),
    "meetings:add-line": action(OFFICER),
    "meetings:line": form(OFFICER),
    "meetings:add-action": action(OFFICER),
    "meetings:send-draft": action(OFFICER),
    "meetings:approve": form(frozenset({"case_officer", "approver"})),
    "meetings:agenda-pdf": page(MEETING_READERS),
    "meetings:minutes-pdf": page(MEETING_READERS),
    "meetings:ics": page(MEETING_READERS),
    "meetings:follow": page(MEETING_READERS),
    "meetings:big-screen": page(MEETING_READERS),
    "meetings:follow-screen": page(MEETING_READERS),
    # the article of the world below is for members of the forum
    "guidance:help": page(EVERYONE),
    "guidance:home": page(EVERYONE),
    "guidance:schemes": page(EVERYONE),
    "guidance:questions": page(PARTIES | MEMBERS | {"other_forum_member"}),
    "guidance:ask": form(PARTIES | MEMBERS | {"other_forum_member"}),
    # the question of the world below was asked by its owner
    "guidance:question": form(OWNER),
    "guidance:office-questions": page(OFFICE_READERS),
    "guidance:office-question": page(OFFICE_READERS),
    "guidance:answer": action(OFFICER),
    "guidance:close-question": form(OFFICER),
    "guidance:make-article": action(OFFICER),
    "guidance:feedback": action(SEATED),
    "guidance:articles": page(EVERYONE),
    "guidance:article": page(OFFICE_READERS | SEATED),
    "guidance:manage": page(OFFICE_READERS),
    "guidance:new": action(OFFICER),
    "guidance:draft": page(OFFICE_READERS),
    "guidance:check": page(OFFICER),
    "guidance:draft-part": form(OFFICER),
    "guidance:draft-save": action(OFFICER),
    "guidance:draft-here": action(OFFICER),
    "guidance:publish": action(OFFICER),
    "guidance:follow-up": form(OFFICER),
    "guidance:withdraw": form(OFFICER),
    "guidance:discard": form(OFFICER),
    "guidance:history": page(OFFICE_READERS),
    "guidance:version": page(OFFICE_READERS),
    "calendar": form(SIGNED_IN),
    "office-calendar": page(EVERYONE),
    "office-calendar-feed": page(EVERYONE),
    # the address of nobody's calendar; real ones are in test_access_of_members.py
    "calendar-feed": page(NOBODY),
    "forum_work:open-vote": form(OFFICER),
    "forum_work:cast": action(FORUM),
    "forum_work:close-vote": action(OFFICER),
    "forum_work:announce-closing": action(OFFICER),
    "forum_work:vote-again": action(OFFICER),
    "forum_work:agree-instead": form(OFFICER),
    "forum_work:prioritising": form(FORUM_READERS, FORUM),
    "recommendation:recommendation": page(FORUM_READERS),
    "recommendation:download": page(FORUM_READERS),
    "recommendation:begin": action(OFFICER),
    "recommendation:scenario": form(OFFICER),
    "recommendation:texts": form(OFFICER),
    "recommendation:order": form(OFFICER),
    "recommendation:measure": form(OFFICER),
    "recommendation:dissent": action(OFFICER),
    "recommendation:remove-dissent": form(OFFICER),
    "recommendation:adopt": form(OFFICER),
    "recommendation:reopen": form(OFFICER),
    "forum_work:show-scenarios": action(OFFICER),
    "forum_work:change-shown": action(OFFICER),
    "forum_work:open-prioritising": action(OFFICER),
    "forum_work:close-prioritising": form(OFFICER),
    "decisions:overview": page(OFFICE_READERS),
    "decisions:create": action(OFFICER),
    "decisions:submit": action(OFFICER),
    "decisions:discard": form(OFFICER),
    "decisions:approve": form(APPROVER),
    "decisions:return": form(APPROVER),
    "decisions:issue": form(OFFICER),
    "decisions:language-forms": action(OFFICER),
    "decisions:load-forms": action(OFFICER),
    "decisions:award": form(OFFICER),
    "decisions:draft-letters": page(OFFICE_READERS),
    "decisions:draft-letter": page(OFFICE_READERS),
    "decisions:draft-letter-pdf": page(OFFICE_READERS),
    "decisions:letters": page(OFFICE_READERS),
    "decisions:all-letters": page(OFFICE_READERS),
    # the world's agreement is signed by its owner and its partner
    "agreements:agreement": page(OFFICE_READERS | SIDES),
    "agreements:pdf": page(OFFICE_READERS | SIDES),
    "agreements:enclosure": page(OFFICE_READERS | SIDES),
    "agreements:version": page(OFFICE_READERS | SIDES),
    "agreements:check": page(SIDES),
    "agreements:sign": action(SIDES),
    "agreements:renew": action(SIDES),
    "agreements:end": form(SIDES),
    "agreements:discard": form(SIDES),
    "agreements:history": page(SIDES),
    "agreements:part": form(SIDES),
    "agreements:save": action(SIDES),
    "agreements:here": action(SIDES),
    "agreements:attach": action(SIDES),
    "agreements:detach": action(SIDES),
    # the world's report is written by the office for its owner, with a part of the partner
    "outcomes:report": page(OFFICER | SIDES),
    "outcomes:check": page(OFFICER | SIDES),
    "outcomes:part": form(OFFICER | OWNER),
    "outcomes:save": action(OFFICER | SIDES),
    "outcomes:here": action(OFFICER | SIDES),
    "outcomes:send": action(OFFICER | OWNER),
    "outcomes:attach": action(OFFICER | OWNER),
    "outcomes:detach": action(OFFICER | OWNER),
    "outcomes:confirm": action(SIDES),
    "outcomes:answer": action(OWNER),
    "outcomes:history": page(OWNER),
    "outcomes:pdf": page(OFFICE_READERS | OWNER),
    "outcomes:version": page(OFFICE_READERS | OWNER),
    "outcomes:enclosure": page(OFFICE_READERS | OWNER),
    "own_outcomes:list": page(PARTIES),
    "outcome_office:list": page(OFFICE_READERS),
    "outcome_office:list-file": page(OFFICE_READERS),
    "outcome_office:unused": page(OFFICE_READERS),
    "outcome_office:unused-file": page(OFFICE_READERS),
    "outcome_office:assign": action(OFFICER),
    "outcome_office:approve-many": form(OFFICER),
    "outcome_office:report": page(OFFICE_READERS),
    "outcome_office:message": action(OFFICER),
    "outcome_office:approve": form(OFFICER),
    "outcome_office:return": form(OFFICER),
    "outcome_office:extend": form(OFFICER),
    "outcome_office:register": form(OFFICER),
    "pairs:partnership": page(OFFICE_READERS | SIDES),
    "pairs:status": action(SIDES),
    "pairs:action": action(SIDES),
    "pairs:done": action(SIDES),
    "providers:list": page(SIGNED_IN),
    "providers:provider": page(SIGNED_IN),
    "providers:own": form(PROVIDERS),
    "own_partnerships:list": page(PARTIES),
    "own_partnerships:list-file": page(PARTIES),
    "own_partnerships:new": form(PARTIES),
    "partnerships:list": page(OFFICE_READERS),
    "partnerships:list-file": page(OFFICE_READERS),
    "partnerships:template": form(OFFICE_READERS, OFFICER),
    # the world's pulse is of the owner's measure, at its start
    "pulse:enter": form(EVERYONE),
    "pulse:answer": form(EVERYONE),
    "pulse:measure": page(OFFICE_READERS | OWNER),
    "pulse:file": page(OFFICE_READERS | OWNER),
    "pulse:open": form(OWNER),
    "pulse:change": form(OWNER),
    "pulse:sheet": page(OWNER),
    # the world's yearly report is sent, and a corrected version of it is begun
    "annual_office:report": page(OFFICE_READERS),
    "annual_office:file": page(OFFICE_READERS),
    "annual_office:comment": form(OFFICER),
    "annual_office:ready": form(OFFICER),
    "annual_office:take-back": form(OFFICER | APPROVER),
    "annual_office:sign": form(OFFICER | APPROVER),
    "annual_office:correct": form(OFFICER),
    "annual_office:discard": form(OFFICER),
    "annual:report": page(OFFICE_READERS | {"national_reader"}),
    "annual:file": page(OFFICE_READERS | {"national_reader"}),
    # each reads the offices that they read for
    "annual:list": page(frozenset({"auditor", "other_auditor", "national_reader"})),
    "annual:list-file": page(frozenset({"auditor", "other_auditor", "national_reader"})),
    "own_pulses:list": page(OWNERS),
    "round_pulses:list": page(OFFICE_READERS),
    "own_needs:list": page(PARTIES),
    "own_needs:ask-extension": form(OWNER),
    "own_needs:answer": action(frozenset({"owner"})),
    "own_needs:report": page(frozenset({"owner", "partner"})),
    # a report being written: by those who act for its owner
    "own_needs:draft-new": form(OWNERS),
    "own_needs:draft": page(OWNER),
    "own_needs:draft-part": form(OWNER),
    "own_needs:draft-check": page(OWNER),
    "own_needs:draft-send": action(OWNER),
    "own_needs:draft-save": action(OWNER),
    "own_needs:draft-here": action(OWNER),
    "own_needs:party-add": action(OWNER),
    "own_needs:party-remove": form(OWNER),
    "own_needs:party-ask": action(OWNER),
    "own_needs:party-remind": action(OWNER),
    "own_needs:party-tell": action(OWNER),
    "own_needs:attachment-add": action(OWNER),
    "own_needs:attachment-remove": action(OWNER),
    "own_needs:attachment": page(OWNER),
    "own_needs:list-file": page(PARTIES),
    "own_needs:receipt": page(OWNER),
    "own_needs:receipt-pdf": page(OWNER),
    "own_needs:report-withdraw": form(OWNER),
    "own_needs:draft-discard": form(OWNER),
    "own_needs:draft-history": page(OWNER),
    "own_needs:requests-file": page(PARTIES),
    "own_needs:requests": page(PARTIES),  # a POST without a tick confirms nothing
    "own_needs:request": page(frozenset({"partner"})),
    "own_needs:request-confirm": action(frozenset({"partner"})),
    "own_needs:request-decline": action(frozenset({"partner"})),
    "letters:list": page(PARTIES),
    # the letter of the world below is the owner's own: its partner has another
    "letters:letter": page(OFFICE_READERS | {"owner"}),
    "letters:pdf": page(OFFICE_READERS | {"owner"}),
}
DEMO_ROUTES: Final = ("demo", "demo-sign-in", "demo-clock", "demo-mail")
# where somebody changes what is theirs alone: a draft of their own, whether they come
BEGINS: Final = {
    "guidance:ask": PARTIES | MEMBERS | {"other_forum_member"},
    "guidance:feedback": SEATED,
    "hearing:give": EVERYONE,
    **dict.fromkeys(("events:register", "events:place", "events:accept", "events:cancel-place"), EVERYONE),
    "events:confirm-place": EVERYONE,
    "events:evaluate": EVERYONE,
    **dict.fromkeys(("pulse:enter", "pulse:answer"), EVERYONE),
    "own_needs:draft-new": OWNERS,
    "own_partnerships:new": PARTIES,
    "providers:own": PROVIDERS,
    "meetings:reply": CALLED,
    "meetings:answer-dates": CALLED,
}
# what belongs to the office in the address
ONE_OFFICE: Final = frozenset(
    {"import_id", "scenario_id", "proposal_id", "award_id", "number", "seat_id", "conflict_id"}
)
# what a member of the forum does in their own seat
BY_MEMBERS: Final = frozenset({"forum_work:declare", "forum_work:cast", "forum_work:prioritising"})
# What everybody does with their own account and nobody else's.
OWN_SESSION: Final = frozenset(
    {
        *("calendar", "sign-in", "sign-out", "switch-role", "language", "account_login", "account_request_login_code"),
        *("sign-in-password", "account_signup", "account_confirm_login_code", "account_email_verification_sent"),
        *(
            "mfa_authenticate",
            "mfa_login_webauthn",
            "socialaccount_signup",
            "save-details",
            "account_email",
            "news:digest",
            "notifications:read-all",
            "notifications:choices",
        ),
        *(
            "join",
            "withdraw-join-request",
            "erase-me",
            "end-other-sessions",
            "sign-in-again",
            "set-password",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
        ),
        *("mfa_view_recovery_codes", "mfa_add_webauthn", "mfa_remove_webauthn", "disconnect-provider"),
    }
)


def routes_of(
    resolver: URLResolver, space: str = "", above: AbstractSet[str] = NOBODY
) -> Iterator[tuple[str, AbstractSet[str]]]:
    """Each route by its whole name, and the names of what is part of its address."""
    for pattern in resolver.url_patterns:
        asked = above | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from routes_of(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, asked)
        else:
            assert isinstance(pattern, URLPattern)
            yield f"{space}{pattern.name}", asked


def every_route(resolver: URLResolver | None = None, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Each address as it is written (`<slug:office>/<scheme:scheme>/<int:year>/status/`) with the whole name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        written = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from every_route(pattern, written, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield written, f"{space}{pattern.name}"


ROUTES: Final = dict(routes_of(get_resolver()))
