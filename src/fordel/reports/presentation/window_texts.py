"""Why a report cannot be written in, and what to do, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.core.form.window import Reason, Window
from fordel.shared.dates import deadline, long_date


def why_closed(window: Window, *, is_sent: bool = False) -> tuple[str, str]:
    """(what happened and what is safe, what to do) for a window that is not open. `is_sent`: everything that was
    written is received, so nothing is left as a draft."""
    when = deadline(window.closes) if window.closes else ""
    if window.reason == Reason.NOT_OPEN_YET:
        opens = long_date(window.opens) if window.opens else ""
        return _("Needs reports open %(day)s.") % {"day": opens}, _("Come back then. Nothing is lost.")
    if window.reason == Reason.TOO_LATE and is_sent:
        return (
            _("The deadline passed on %(when)s, so the report can no longer be changed.") % {"when": when},
            _("Write to the county governor under the report if something must still be changed."),
        )
    if window.reason == Reason.TOO_LATE:
        return (
            _("The deadline passed on %(when)s. What was not sent by then is kept as a draft.") % {"when": when},
            _("You can read it, but not change or send it. If you have a good reason, ask for a later deadline."),
        )
    if window.reason == Reason.TOO_LATE_TO_MEND:
        return (
            _("The day to correct the report by passed on %(when)s. The report stays as you sent it first.")
            % {"when": when},
            _("Write to the county governor under the report if something must still be changed."),
        )
    if window.reason == Reason.HANDLED:
        return (
            _("The county governor has assessed the report, so it can no longer be changed."),
            _("Write to the county governor under the report if something is wrong."),
        )
    return (
        _("The grants of the year are decided, so no report can be sent or changed."),
        _("You find the decision under Decisions. Write to the county governor if a measure is missing from it."),
    )
